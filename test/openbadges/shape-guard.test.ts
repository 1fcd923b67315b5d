import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  canonicalize,
  contextUrls,
  guardCredential,
  type JsonObject,
  type JsonValue,
  OpenBadgeError,
  parseCredential,
} from '../../src/openbadges/index.ts'
import { typicalCredential } from './lakeside.ts'

const own = typicalCredential().id
const proof = {
  type: 'DataIntegrityProof',
  cryptosuite: 'eddsa-rdfc-2022',
  created: '2026-05-01T14:03:00Z',
  proofPurpose: 'assertionMethod',
  verificationMethod: 'did:web:badges.lakeside.example:issuers:lakeside#key-1',
  proofValue: 'z1111',
}
const endorsement = {
  '@context': [contextUrls.credentialsV2, contextUrls.openBadges],
  id: 'urn:uuid:7e8e6e3c-8a0f-4f0e-9a52-3f6d2f1d0099',
  type: ['VerifiableCredential', 'EndorsementCredential'],
  name: 'Recognized by the state',
  issuer: { id: 'did:web:state.example', type: ['Profile'] },
  validFrom: '2026-05-01T14:03:00Z',
  credentialSubject: { id: own, type: ['EndorsementSubject'], endorsementComment: 'Counts toward the license.' },
  proof: [proof],
}
const v2 = contextUrls.credentialsV2
const openBadges = contextUrls.openBadges
const status = typicalCredential().credentialStatus

test('a typical credential passes as it is', () => {
  const credential = typicalCredential()
  expect(guardCredential(credential)).toBe(credential)
  expect(parseCredential(JSON.stringify(credential))).toEqual(credential)
})

test.each<[string, (credential: JsonObject) => void]>([
  ['the data model 1.1', (c) => set(c, '/@context', [contextUrls.credentialsV1, contextUrls.openBadges300])],
  ['the dates of 1.1', (c) => set(c, '/expirationDate', '2031-05-01T14:03:00+02:00')],
  ['no subject id and no status', (c) => set(c, '/credentialStatus', undefined)],
  ['two status entries', (c) => set(c, '/credentialStatus', [status, { ...status, id: `${status.id}0` }])],
  ['a name with its language', (c) => set(c, '/name', { '@value': 'Insignia', '@language': 'es' })],
  [
    'a name in two languages',
    (c) => set(c, '/name', [{ '@value': 'Insignia', '@language': 'es' }, { '@value': 'Badge' }]),
  ],
  [
    'a description that reads right to left',
    (c) => set(c, '/issuer/description', { '@value': 'x', '@direction': 'rtl' }),
  ],
  ['an endorsement with contexts of its own', (c) => set(c, '/endorsement', [endorsement])],
  ['one endorsement', (c) => set(c, '/issuer/endorsement', endorsement)],
  [
    'the same endorsement in two places',
    (c) => {
      set(c, '/endorsement', [endorsement])
      set(c, '/issuer/endorsement', [endorsement])
    },
  ],
  ['four proofs', (c) => set(c, '/proof', [proof, proof, proof, proof])],
  ['no proof', (c) => set(c, '/proof', [])],
  [
    'a proof over JSON that repeats the contexts',
    (c) => set(c, '/proof', { ...proof, '@context': c['@context'] ?? null }),
  ],
  [
    'a class of another vocabulary as IRI',
    (c) => set(c, '/evidence/0/type/-', 'https://w3id.org/openbadges#Assertion'),
  ],
  [
    'an id that is no IRI, which is for the proof to refuse',
    (c) => set(c, '/credentialSubject/achievement/id', 'not-absolute'),
  ],
  ['an undefined term, which is for the proof to refuse', (c) => set(c, '/grade', 'A+')],
  ['text that looks like a blank node', (c) => set(c, '/description', '_:b0 stands for nothing')],
])('%s passes', (_, change) => {
  expect(codeAfter(change)).toBe('accepted')
})

test.each<[code: string, what: string, change: (credential: JsonObject) => void]>([
  ['unknown-context', 'no context', (c) => set(c, '/@context', undefined)],
  ['unknown-context', 'null as context', (c) => set(c, '/@context', null)],
  ['unknown-context', 'one context, not in a list', (c) => set(c, '/@context', v2)],
  ['unknown-context', 'an empty list of contexts', (c) => set(c, '/@context', [])],
  ['unknown-context', 'a list in the list of contexts', (c) => set(c, '/@context', [v2, [openBadges]])],
  ['unknown-context', 'an unknown context', (c) => set(c, '/@context/-', 'https://evil.example/v1')],
  ['unknown-context', 'an inline context', (c) => set(c, '/@context/-', { grade: 'https://schema.org/description' })],
  ['unknown-context', 'a redefined term', (c) => set(c, '/@context/-', { name: 'https://evil.example/n' })],
  ['unknown-context', 'a vocabulary for the rest', (c) => set(c, '/@context/-', { '@vocab': 'https://evil.example/' })],
  ['unknown-context', 'reversed contexts', (c) => set(c, '/@context', [openBadges, v2])],
  ['unknown-context', 'a context twice', (c) => set(c, '/@context', [v2, openBadges, v2])],
  ['unknown-context', 'an internal address first', (c) => set(c, '/@context', ['http://169.254.169.254/latest', v2])],
  ['unknown-context', 'both data models', (c) => set(c, '/@context', [v2, contextUrls.credentialsV1])],
  [
    'unknown-context',
    'an endorsement with an inline context',
    (c) =>
      set(c, '/endorsement', [
        { ...endorsement, '@context': [v2, { hush: 'https://www.w3.org/2018/credentials#validUntil' }] },
      ]),
  ],
  ['jsonld-keyword', 'a context in a node', (c) => set(c, '/credentialSubject/@context', [v2])],
  ['jsonld-keyword', 'a context in a proof that differs', (c) => set(c, '/proof', { ...proof, '@context': [v2] })],
  ['jsonld-keyword', '@graph', (c) => set(c, '/@graph', [{ id: 'urn:x', name: 'y' }])],
  ['jsonld-keyword', '@reverse', (c) => set(c, '/@reverse', {})],
  ['jsonld-keyword', '@index', (c) => set(c, '/issuer/@index', 'x')],
  ['jsonld-keyword', '@set', (c) => set(c, '/evidence', { '@set': c.evidence ?? null })],
  ['jsonld-keyword', '@list', (c) => set(c, '/evidence', { '@list': c.evidence ?? null })],
  ['jsonld-keyword', '@id', (c) => set(c, '/evidence/0/@id', own)],
  ['jsonld-keyword', 'something like a keyword', (c) => set(c, '/@foo', 'x')],
  ['jsonld-keyword', 'a lone @', (c) => set(c, '/issuer/@', 'x')],
  ['jsonld-keyword', 'a typed value', (c) => set(c, '/narrative', { '@value': 'x', '@type': 'xsd:string' })],
  ['jsonld-keyword', 'a name with a type', (c) => set(c, '/name', { '@value': 'x', '@type': 'xsd:string' })],
  ['jsonld-keyword', 'a name that is a number', (c) => set(c, '/name', { '@value': 1 })],
  ['jsonld-keyword', 'a keyword as id', (c) => set(c, '/issuer/id', '@none')],
  ['jsonld-keyword', 'a keyword as type', (c) => set(c, '/evidence/0/type/-', '@json')],
  ['non-term-key', 'an IRI as member', (c) => set(c, '/https:~1~1schema.org~1name', 'x')],
  ['non-term-key', 'an abbreviated IRI as member', (c) => set(c, '/issuer/cred:validUntil', 'x')],
  ['non-term-key', 'a path as member', (c) => set(c, '/issuer/..~1name', 'x')],
  ['non-term-key', 'an empty member', (c) => set(c, '/', 'x')],
  ['non-term-key', 'a blank member', (c) => set(c, '/issuer/ ', 'x')],
  ['non-term-key', 'a member with a blank', (c) => set(c, '/issuer/valid until', 'x')],
  ['non-term-key', 'a class as member', (c) => set(c, '/credentialSubject/achievement/Image', 'x')],
  ['blank-node-id', 'a blank node as subject', (c) => set(c, '/credentialSubject/id', '_:b0')],
  ['blank-node-id', 'a blank node as credential', (c) => set(c, '/id', '_:b0')],
  ['blank-node-id', 'a blank node as image', (c) => set(c, '/credentialSubject/achievement/image', '_:b0')],
  ['blank-node-id', 'a blank node in a list of references', (c) => set(c, '/evidence', ['_:b0'])],
  ['blank-node-id', 'a blank node as type', (c) => set(c, '/issuer/type/-', '_:b0')],
  ['not-a-credential', 'no type of credential', (c) => set(c, '/type', ['OpenBadgeCredential'])],
  ['not-a-credential', 'another type alone', (c) => set(c, '/type', 'OpenBadgeCredential')],
  ['not-a-credential', 'no types', (c) => set(c, '/type', undefined)],
  [
    'not-a-credential',
    'an endorsement that is no credential',
    (c) => set(c, '/endorsement', { ...endorsement, type: ['EndorsementCredential'] }),
  ],
  ['schema', 'a type that is no text', (c) => set(c, '/issuer/type/-', 1)],
  ['schema', 'a type in a list in a list', (c) => set(c, '/type/-', ['OpenBadgeCredential'])],
  ['schema', 'a credential where evidence is', (c) => set(c, '/evidence/0/type/-', 'VerifiableCredential')],
  ['schema', 'an achievement where the issuer is', (c) => set(c, '/issuer/type/-', 'Achievement')],
  ['schema', 'a presentation', (c) => set(c, '/type/-', 'VerifiablePresentation')],
  ['schema', 'a type abbreviated by a prefix', (c) => set(c, '/issuer/type/-', 'obi:Achievement')],
  ['schema', 'an id abbreviated by a prefix', (c) => set(c, '/issuer/id', 'cred:x')],
  ['schema', 'an id that is a list', (c) => set(c, '/issuer/id', ['did:web:x.example'])],
  ['schema', 'an id that is null', (c) => set(c, '/credentialSubject/id', null)],
  ['schema', 'two issuers', (c) => set(c, '/issuer', ['did:web:a.example', 'did:web:b.example'])],
  ['schema', 'an issuer without id', (c) => set(c, '/issuer', { type: ['Profile'], name: 'Lakeside' })],
  ['schema', 'an issuer that is null', (c) => set(c, '/issuer', null)],
  ['schema', 'an end date inside the subject', (c) => set(c, '/credentialSubject/validUntil', '2099-01-01T00:00:00Z')],
  ['schema', 'evidence inside the subject', (c) => set(c, '/credentialSubject/evidence', c.evidence)],
  ['schema', 'a proof inside the issuer', (c) => set(c, '/issuer/proof', proof)],
  [
    'schema',
    'an endorsement that is no endorsement',
    (c) => set(c, '/endorsement', { ...endorsement, type: ['VerifiableCredential'] }),
  ],
  [
    'schema',
    'an endorsement of two',
    (c) => set(c, '/endorsement', { ...endorsement, credentialSubject: [endorsement.credentialSubject] }),
  ],
  [
    'schema',
    'an endorsement that says more of what it endorses',
    (c) =>
      set(c, '/endorsement', { ...endorsement, credentialSubject: { ...endorsement.credentialSubject, name: 'x' } }),
  ],
  [
    'schema',
    'an endorsement with the id of the credential',
    (c) => set(c, '/endorsement', { ...endorsement, id: own }),
  ],
  [
    'schema',
    'two endorsements with one id',
    (c) => set(c, '/endorsement', [endorsement, { ...endorsement, name: 'x' }]),
  ],
  [
    'schema',
    'credentials inside a badge',
    (c) => set(c, '/credentialSubject/verifiableCredential', [{ ...typicalCredential(), id: 'urn:x:1' }]),
  ],
  ['schema', 'a list in a list', (c) => set(c, '/evidence/-', [{ type: ['Evidence'] }])],
  ['schema', 'a date that is none', (c) => set(c, '/validFrom', 'yesterday')],
  ['schema', 'a date without zone', (c) => set(c, '/validFrom', '2026-05-01T14:03:00')],
  ['schema', 'a day without time', (c) => set(c, '/validFrom', '2026-05-01')],
  ['schema', 'a month that no year has', (c) => set(c, '/validUntil', '2026-13-45T00:00:00Z')],
  ['schema', '30 February', (c) => set(c, '/validUntil', '2026-02-30T00:00:00Z')],
  ['schema', 'midnight as 24:00', (c) => set(c, '/validUntil', '2026-02-01T24:00:00Z')],
  ['schema', 'a date in a list', (c) => set(c, '/validUntil', ['2099-01-01T00:00:00Z'])],
  ['schema', 'a date that is a number', (c) => set(c, '/expirationDate', 4_102_444_800)],
  ['schema', 'a status that is null', (c) => set(c, '/credentialStatus', null)],
  ['schema', 'a status that is only an id', (c) => set(c, '/credentialStatus', status.id)],
  ['schema', 'a status without type', (c) => set(c, '/credentialStatus/type', undefined)],
  ['schema', 'a status with two types', (c) => set(c, '/credentialStatus/type', ['BitstringStatusListEntry', 'X'])],
  ['schema', 'a status in a list in a list', (c) => set(c, '/credentialStatus', [[status]])],
  [
    'schema',
    'a status with two purposes',
    (c) => set(c, '/credentialStatus/statusPurpose', ['revocation', 'suspension']),
  ],
  [
    'schema',
    'a status whose list is an object',
    (c) => set(c, '/credentialStatus/statusListCredential', { id: status.statusListCredential }),
  ],
  ['schema', 'two status entries with one id', (c) => set(c, '/credentialStatus', [status, status])],
  [
    'schema',
    'nine status entries',
    (c) =>
      set(
        c,
        '/credentialStatus',
        [1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) => ({ ...status, id: `urn:x:${index}` })),
      ),
  ],
  ['too-many-proofs', 'five proofs', (c) => set(c, '/proof', [proof, proof, proof, proof, proof])],
  ['schema', 'a proof that is text', (c) => set(c, '/proof', 'z1111')],
  ['schema', 'a proof that is null', (c) => set(c, '/proof', null)],
])('%s: %s', (code, _, change) => {
  expect(codeAfter(change)).toBe(code)
})

test.each(['null', '"x"', '[]', '1', 'true'])('%s is no credential', (text) => {
  expect(codeOf(() => parseCredential(text))).toBe('not-a-credential')
})

test('a member of Object.prototype is a member like others', () => {
  expect(codeOf(() => parseCredential('{"constructor":{"prototype":{"x":1}}}'))).toBe('unknown-context')
  expect(Object.prototype).not.toHaveProperty('x')
})

test('a refusal points to its place', () => {
  const credential: JsonObject = typicalCredential()
  set(credential, '/evidence/0/a~1b', 'x')
  expect(() => guardCredential(credential)).toThrow(expect.objectContaining({ pointer: '/evidence/0/a~1b' }))
})

test('whatever passes shows in its JSON all that its RDF says of the credential', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(fc.array(rewriting, { minLength: 1, maxLength: 4 }), async (rewritings) => {
      const credential: JsonObject = { ...typicalCredential(), endorsement: [structuredClone(endorsement)] }
      for (const rewrite of rewritings) rewrite(credential)
      fc.pre(codeOf(() => guardCredential(credential)) === 'accepted')
      const statements = await canonicalize(credential).catch(() => undefined)
      fc.pre(statements !== undefined)
      compared += 1
      expect(statedMembers(statements ?? '', String(credential.id))).toEqual(shownMembers(credential))
    }),
    { numRuns: 100, seed: 20_260_514, maxSkipsPerRun: 1_000 },
  )
  expect(compared).toBeGreaterThan(50)
})

const members = [
  'validFrom',
  'validUntil',
  'credentialStatus',
  'credentialSchema',
  'credentialSubject',
  'evidence',
  'issuer',
]

function statedMembers(statements: string, id: string): string[] {
  const vocabulary = 'https://www.w3.org/2018/credentials#'
  return statements
    .split('\n')
    .filter((line) => line.startsWith(`<${id}> <${vocabulary}`))
    .map((line) => line.slice(`<${id}> <${vocabulary}`.length).replace(/>.*/, ''))
    .filter((member) => members.includes(member))
    .sort()
}

const shownMembers = (credential: JsonObject): string[] =>
  members.flatMap((member) => [credential[member] ?? []].flat().map(() => member)).sort()

/** Moves a member of the credential to another node, gives a node the credential's id, its types, or a new form. */
const rewriting = fc.oneof(
  fc
    .tuple(fc.constantFrom(...members, 'awardedDate', 'name', 'image'), fc.nat())
    .map(([member, n]) => (c: JsonObject) => {
      const node = nthNode(c, n)
      if (node === c || c[member] === undefined) return
      node[member] = c[member]
      delete c[member]
    }),
  fc.nat().map((n) => (c: JsonObject) => {
    nthNode(c, n).id = own
  }),
  fc
    .tuple(fc.constantFrom('VerifiableCredential', 'OpenBadgeCredential', 'EndorsementSubject', 'Evidence'), fc.nat())
    .map(([type, n]) => (c: JsonObject) => {
      const node = nthNode(c, n)
      node.type = [...[node.type ?? []].flat(), type]
    }),
  fc.constantFrom(...members).map((member) => (c: JsonObject) => {
    const value = c[member]
    if (value !== undefined) c[member] = Array.isArray(value) ? (value[0] ?? null) : [value]
  }),
)

function nthNode(credential: JsonObject, n: number): JsonObject {
  const nodes = nodesOf(credential)
  return nodes[n % nodes.length] ?? credential
}

function nodesOf(value: JsonValue): JsonObject[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(nodesOf)
  return Array.isArray(value) ? inside : [value, ...inside]
}

function codeAfter(change: (credential: JsonObject) => void): string {
  const credential: JsonObject = typicalCredential()
  change(credential)
  return codeOf(() => parseCredential(JSON.stringify(credential)))
}

function codeOf(act: () => unknown): string {
  try {
    act()
    return 'accepted'
  } catch (error) {
    if (error instanceof OpenBadgeError) return error.code
    throw error
  }
}

/** Sets what a JSON pointer points to; `-` is the place after the last of a list, and undefined removes a member. */
function set(document: JsonObject, pointer: string, value: JsonValue | undefined): void {
  const path = pointer.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = path.pop() ?? ''
  const parent = path
    .slice(1)
    .reduce<JsonValue | undefined>((node, step) => (node as JsonObject | undefined)?.[step], document)
  if (Array.isArray(parent)) parent.push(value ?? null)
  else if (value === undefined) delete (parent as JsonObject)[last]
  else (parent as JsonObject)[last] = value
}
