import type { ContextState, ContextStates } from './context-states.ts'
import { escapeIri, escapeLiteral } from './escape.ts'
import { NotDirect } from './not-direct.ts'

const xsd = 'http://www.w3.org/2001/XMLSchema#'
const xsdString = `${xsd}string`
const xsdDouble = `${xsd}double`
const languageTag = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/

/** A string as a literal in N-Quads. */
export function textLiteral(text: string, datatype: string | undefined): string {
  if (datatype === undefined) return `"${escapeLiteral(text)}"`
  return typedLiteral(datatype === xsdDouble ? canonicalDouble(Number.parseFloat(text)) : text, datatype)
}

/** Numbers and booleans, as JSON-LD 1.1 API §8.2.2 writes them. */
export function nativeLiteral(value: unknown, datatype: string | undefined): string {
  if (typeof value === 'boolean') return typedLiteral(String(value), datatype ?? `${xsd}boolean`)
  if (typeof value !== 'number') throw new NotDirect('scalar')
  const isDouble = String(value).includes('.') || Math.abs(value) >= 1e21 || datatype === xsdDouble
  if (isDouble) return typedLiteral(canonicalDouble(value), datatype ?? xsdDouble)
  return typedLiteral(value.toFixed(0), datatype ?? `${xsd}integer`)
}

/** What tells a value from others with the same text; undefined for a string that is written as it is. */
export function distinctValue(value: unknown, datatype: string | undefined): string | undefined {
  if (typeof value === 'string' && (datatype === undefined || (datatype !== xsdString && datatype !== xsdDouble)))
    return undefined
  return `${typeof value} ${value} ${datatype ?? ''}`
}

export interface Literal {
  text: string
  value: string | undefined
  hasDirection: boolean
}

/** JSON-LD 1.1 §9.5 Value Objects. */
export function readValueObject(states: ContextStates, object: Record<string, unknown>, state: ContextState): Literal {
  const members = new Map<string, unknown>()
  for (const key in object) {
    const { keyword = '' } = states.term(state, key)
    if (members.has(keyword)) throw new NotDirect('value object')
    members.set(keyword, object[key])
  }
  const {
    '@value': value,
    '@type': type,
    '@language': language,
    '@direction': direction,
    ...others
  } = Object.fromEntries(members)
  if (Object.keys(others).length > 0) throw new NotDirect('value object')
  if (members.has('@language') || members.has('@direction')) {
    if (members.has('@type')) throw new NotDirect('language')
    return {
      text: languageLiteral(value, language, direction),
      value: undefined,
      hasDirection: members.has('@direction'),
    }
  }
  if (members.has('@type') && typeof type !== 'string') throw new NotDirect('datatype')
  const datatype = typeof type === 'string' ? states.datatypeIri(state, type) : undefined
  const text = typeof value === 'string' ? textLiteral(value, datatype) : nativeLiteral(value, datatype)
  return { text, value: distinctValue(value, datatype), hasDirection: false }
}

/** A text in its language; its direction, if there is one, makes both its datatype (`rdfDirection: i18n-datatype`). */
function languageLiteral(text: unknown, language: unknown, direction: unknown): string {
  const hasLanguage = language !== undefined && language !== null
  if (typeof text !== 'string') throw new NotDirect('language')
  if (hasLanguage && !(typeof language === 'string' && languageTag.test(language))) throw new NotDirect('language')
  const tag = hasLanguage ? String(language).toLowerCase() : ''
  if (direction === 'ltr' || direction === 'rtl')
    return typedLiteral(text, `https://www.w3.org/ns/i18n#${tag}_${direction}`)
  if (direction !== undefined) throw new NotDirect('direction')
  return tag === '' ? textLiteral(text, undefined) : `"${escapeLiteral(text)}"@${tag}`
}

const typedLiteral = (text: string, datatype: string) =>
  `"${escapeLiteral(text)}"${datatype === xsdString ? '' : `^^<${escapeIri(datatype)}>`}`

const canonicalDouble = (value: number) => value.toExponential(15).replace(/(\d)0*e\+?/, '$1E')
