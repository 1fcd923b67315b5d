import { beforeAll, expect, test } from 'vitest'
import { contextUrls, pinnedDocumentLoader } from '../../src/openbadges/index.ts'
import {
  credentialClasses,
  credentialMembers,
  declaredPrefixes,
  iriMembers,
  pinnedVocabularies,
  placesOfClass,
} from '../../src/openbadges/model/credential-terms.ts'
import { otherContexts } from '../../src/openbadges/model/shape-guard.ts'

// The guard works from tables; these tests hold the tables against the contexts themselves.

interface Definition {
  '@id'?: string
  '@type'?: string
  '@context'?: Context
}
type Context = Record<string, string | Definition | null | boolean | number>
interface Term {
  name: string
  iri: string | undefined
  definition: Definition
  /** Term whose scoped context it is from. */
  scope: string | undefined
  /** From a context that stands in for the others of Open Badges. */
  isOfDraft?: boolean
}

const guardContexts = [contextUrls.credentialsV2, contextUrls.credentialsV1, ...otherContexts]
let terms: Term[]
beforeAll(async () => {
  const load = pinnedDocumentLoader()
  const contexts = await Promise.all(guardContexts.map(async (url) => [url, (await load(url)).document] as const))
  terms = contexts.flatMap(([url, context]) =>
    termsOf((context as { '@context': Context })['@context'], {}).map((term) => ({
      ...term,
      isOfDraft: url === contextUrls.openBadgesDraft || url === contextUrls.plugfest,
    })),
  )
})

test('only id and type stand for keywords', () => {
  const aliases = terms.filter(({ iri }) => iri?.startsWith('@')).map(({ name, iri }) => `${name} ${iri}`)
  expect(new Set(aliases)).toEqual(new Set(['id @id', 'type @type']))
})

test('no term turns statements around or hides a level, but one between things that no reader knows', () => {
  const powers = new Set(terms.flatMap(({ definition }) => Object.keys(definition)))
  expect([...powers].sort()).toEqual(['@container', '@context', '@id', '@reverse', '@type'])
  const turned = terms.filter(({ definition }) => '@reverse' in definition).map(({ name }) => name)
  expect(new Set(turned)).toEqual(new Set(['awardedOnCompletionOf']))
})

test('no two names that the guard lets be members have one meaning, in contexts that it lets be together', () => {
  const names = new Map<string, Set<string>>()
  for (const { name, iri } of terms.filter((term) => isMemberName(term) && !term.isOfDraft)) {
    if (iri !== undefined) names.set(iri, (names.get(iri) ?? new Set()).add(name))
  }
  expect([...names].filter(([, { size }]) => size > 1)).toEqual([])
  expect(names.size).toBeGreaterThan(100)
})

test('the members of a credential are those its class opens', () => {
  const opened = terms.filter(({ scope }) => scope === 'VerifiableCredential').map(({ name }) => name)
  const general = ['id', 'type', 'name', 'description', ...declaredPrefixes]
  expect(new Set(opened.filter((name) => !general.includes(name)))).toEqual(without(credentialMembers, 'awardedDate'))
})

test('every member whose text is a name of something is known as such', () => {
  const named = terms.filter(({ definition }) => ['@id', '@vocab'].includes(definition['@type'] ?? ''))
  expect(new Set(named.map(({ name }) => name))).toEqual(without(iriMembers, 'id', 'type'))
})

test('every prefix is known', () => {
  const prefixes = terms.filter(({ iri }) => iri && !iri.startsWith('@') && /[:/?#[\]@]$/.test(iri))
  expect(new Set(prefixes.map(({ name }) => name))).toEqual(new Set(declaredPrefixes))
})

test('every class is of a vocabulary whose types may not be written as IRI', () => {
  const classes = terms.filter((term) => !isMemberName(term)).flatMap(({ iri }) => iri ?? [])
  expect(classes.filter((iri) => !pinnedVocabularies.some((vocabulary) => iri.startsWith(vocabulary)))).toEqual([])
  expect(classes.length).toBeGreaterThan(50)
})

test('every class that is placed exists', () => {
  const names = new Set(terms.map(({ name }) => name))
  expect([...credentialClasses, ...placesOfClass.keys()].filter((name) => !names.has(name))).toEqual([])
})

const isMemberName = ({ name }: Term) => /^[a-z_.$]/.test(name)

function without(set: ReadonlySet<string>, ...names: string[]) {
  return new Set([...set].filter((name) => !names.includes(name)))
}

function termsOf(context: Context, outerPrefixes: Record<string, string>, scope?: string): Term[] {
  const prefixes = { ...outerPrefixes }
  for (const [name, value] of Object.entries(context)) if (typeof value === 'string') prefixes[name] = value
  return Object.entries(context).flatMap(([name, value]) => {
    if (name.startsWith('@') || typeof value === 'boolean' || typeof value === 'number' || value === null) return []
    const definition = typeof value === 'string' ? { '@id': value } : value
    const iri = expand(definition['@id'], prefixes, context)
    const scoped = definition['@context'] ? termsOf(definition['@context'], prefixes, name) : []
    return [{ name, iri, definition, scope }, ...scoped]
  })
}

function expand(iri: string | undefined, prefixes: Record<string, string>, context: Context): string | undefined {
  if (iri === undefined || iri.startsWith('@')) return iri
  const [, prefix = '', rest = ''] = /^([^:]*):(.*)$/.exec(iri) ?? []
  if (prefix !== '' && !rest.startsWith('//')) return prefixes[prefix] ? prefixes[prefix] + rest : iri
  const other = context[iri]
  return typeof other === 'object' && other !== null ? other['@id'] : iri
}
