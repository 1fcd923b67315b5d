import { isDateTimeStamp } from '../text/date-time-stamp.ts'
import { OpenBadgeError, type OpenBadgeErrorCode } from '../text/error.ts'
import { objectOf } from '../text/json-reading.ts'
import { escapePointer, type JsonObject, type JsonValue, parseStrictJson } from '../text/strict-json.ts'
import { contextUrls, namespaceOf, pinnedWords } from './contexts.ts'
import {
  credentialClasses,
  credentialMembers,
  declaredPrefixes,
  iriMembers,
  pinnedVocabularies,
  placesOfClass,
} from './credential-terms.ts'

declare const guarded: unique symbol
/** A credential whose JSON shows all that its RDF says, so that it may be read without JSON-LD once its proof holds. */
export interface CredentialDocument extends JsonObject {
  '@context': (string | JsonObject)[]
  type: string | string[]
  readonly [guarded]: true
}

/** Reads a stranger's credential: strict JSON, then the guard. */
export function parseCredential(input: Uint8Array | string): CredentialDocument {
  return guardCredential(parseStrictJson(input))
}

/**
 * Refuses every document in which JSON and RDF can tell different stories. A Data Integrity proof covers the RDF; whoever
 * holds a credential can rewrite its JSON and keep the signature, and so hide an expiry date or a status from readers.
 */
export function guardCredential(value: JsonValue): CredentialDocument {
  const { credential, unknownContexts } = guardAnyWords(value)
  const [unknown] = unknownContexts
  if (unknown) throw refused('unknown-context', 'The vocabulary is not one we can check.', unknown.pointer)
  return credential
}

/** A context that is not kept here: a part of the words, of which nobody here can say what they mean. */
export interface UnknownContext {
  /** Its address. */
  name: string
  pointer: string
}

/**
 * guardCredential of a document that may use words we do not know. As long as there are any, its signature is all that can be
 * looked at, and that only where it is over the JSON.
 */
export function guardAnyWords(value: JsonValue): {
  credential: CredentialDocument
  unknownContexts: readonly UnknownContext[]
} {
  const document = objectOf(value)
  if (!document) throw refused('not-a-credential', 'A credential is an object.', '')
  const guard: Guard = { credentialsById: new Map(), unknownContexts: [] }
  checkCredential(guard, document, '', undefined)
  // checkCredential has seen a list of contexts and a list of types.
  return { credential: document as CredentialDocument, unknownContexts: guard.unknownContexts }
}

interface Guard {
  unknownContexts: UnknownContext[]
  /** Each credential that was met, top and embedded. */
  credentialsById: Map<string, JsonObject>
}

/** What a value is part of. */
interface Place {
  /** The member it is the value of, through arrays. */
  member: string
  pointer: string
  /** The node with that member. */
  parent: JsonObject
  /** The member that node is the value of. */
  parentMember: string | undefined
}

function checkCredential(guard: Guard, credential: JsonObject, pointer: string, place: Place | undefined): void {
  // An embedded credential may rely on the contexts around it.
  if (!place || Object.hasOwn(credential, '@context')) checkContexts(guard, credential['@context'], pointer)
  checkKeys(credential, pointer, (key) => key === '@context')
  checkId(credential, pointer)
  checkTypes(credential, pointer, place)
  checkCredentialTypes(credential, pointer, place)
  checkStatedOnce(guard, credential, pointer)
  checkIssuer(credential, pointer)
  checkDates(credential, pointer)
  checkProofs(credential, pointer)
  checkStatuses(credential, pointer)
  if (place?.member === 'endorsement') checkEndorsementSubject(credential, pointer)
  checkValues(guard, credential, pointer, place?.member)
}

/**
 * A list that is led by the contexts of the data model. What is known of it is kept here in full; a context written out may only
 * add words of its own.
 */
function checkContexts(guard: Guard, value: JsonValue | undefined, pointer: string): void {
  const at = `${pointer}/@context`
  const contexts = Array.isArray(value) ? value : []
  if (contexts.length === 0 || contexts.length > limits.contexts || contexts.some(Array.isArray))
    throw refused('unknown-context', 'The vocabulary is not one we can check.', at)
  contexts.forEach((context, position) => {
    if (typeof context === 'string' && !isKept(context)) {
      guard.unknownContexts.push({ name: context.slice(0, 300), pointer: at })
      return
    }
    const known: readonly JsonValue[] = position === 0 ? firstContexts : otherContexts
    const isInPlace = contexts.indexOf(context) === position && !isBesideOthers(context, contexts)
    if (!isInPlace || !(known.includes(context) || (position > 0 && onlyAddsWords(objectOf(context)))))
      throw refused('unknown-context', 'The vocabulary is not one we can check.', at)
  })
}

const isKept = (context: string) => firstContexts.includes(context) || otherContexts.includes(context)

/** A draft of Open Badges 3.0 has other names for the same things, so whoever uses both could choose. */
const isBesideOthers = (context: JsonValue, contexts: JsonValue[]) =>
  draftContexts.includes(String(context)) &&
  contexts.some((each) => String(each).startsWith('https://purl.imsglobal.org/spec/'))

/**
 * Whether a context that is written out defines plain words only, none of which any reader knows, and none as a word for what has
 * a name already. Otherwise whoever holds the credential could hide an end date behind another name, or show a word as one.
 */
function onlyAddsWords(context: JsonObject | undefined): boolean {
  if (!context) return false
  const { names, namespaces } = pinnedWords()
  const isNewIri = (iri: JsonValue | undefined) =>
    typeof iri === 'string' && /^(?:https?:\/\/|urn:)[^\s]+$/.test(iri) && !namespaces.has(namespaceOf(iri))
  return Object.entries(context).every(([name, definition]) => {
    if (name === '@protected') return typeof definition === 'boolean'
    if (name === '@version') return definition === 1.1
    if (!/^[A-Za-z][\w-]*$/.test(name) || names.has(name)) return false
    if (typeof definition === 'string') return isNewIri(definition) && !opensNames(definition)
    const { '@id': iri, '@type': type, '@container': container, ...others } = objectOf(definition) ?? {}
    if (Object.keys(others).length > 0 || !isNewIri(iri)) return false
    if (container !== undefined && container !== '@set' && container !== '@list') return false
    return type === undefined || type === '@id' || (typeof type === 'string' && /^https?:\/\/[^\s]+$/.test(type))
  })
}

/** JSON-LD 1.1 § 4.1.5: a word for such an address is a prefix as well, and with it every id could be spelled in another way. */
const opensNames = (iri: string) => /[:/?#[\]@]$/.test(iri)

const draftContexts: readonly string[] = [contextUrls.openBadgesDraft, contextUrls.plugfest]
const firstContexts: readonly string[] = [contextUrls.credentialsV2, contextUrls.credentialsV1]
/** What a credential may use beside them. */
export const otherContexts: readonly string[] = [
  contextUrls.openBadges,
  contextUrls.openBadges302,
  contextUrls.openBadges301,
  contextUrls.openBadges300,
  contextUrls.openBadgesDraft,
  contextUrls.plugfest,
  contextUrls.openBadgesExtensions,
  contextUrls.clr,
  contextUrls.dcc,
  contextUrls.bitstringStatusList,
  contextUrls.statusList2021,
  contextUrls.dataIntegrityV1,
  contextUrls.dataIntegrityV2,
  contextUrls.ed25519Signature2020,
  contextUrls.examplesV2,
  contextUrls.undefinedTermsV2,
]

const limits = { contexts: 10, proofs: 4, statuses: 8 }

/** Only plain terms: no keyword, no IRI, no class (several contexts give a class and a member the same IRI). */
function checkKeys(node: JsonObject, pointer: string, isAllowedKeyword: (key: string) => boolean): void {
  for (const key of Object.keys(node)) {
    if (isAllowedKeyword(key)) continue
    const at = `${pointer}/${escapePointer(key)}`
    if (key.startsWith('@')) throw refused('jsonld-keyword', 'A JSON-LD keyword is used as a member.', at)
    if (!/^[a-z_.$][\w.$-]*$/.test(key)) throw refused('non-term-key', 'The name of a member is not a plain term.', at)
  }
}

function checkId(node: JsonObject, pointer: string): void {
  if (!Object.hasOwn(node, 'id')) return
  if (typeof node.id !== 'string') throw refused('schema', 'An id is not a string.', `${pointer}/id`)
  checkIri(node.id, `${pointer}/id`)
}

function checkIri(text: string, pointer: string): void {
  if (text.startsWith('_:')) throw refused('blank-node-id', 'A name holds for this document only.', pointer)
  if (text.startsWith('@')) throw refused('jsonld-keyword', 'A JSON-LD keyword is used as a name.', pointer)
  if (declaredPrefixes.has(/^([^:]*):/.exec(text)?.[1] ?? ''))
    throw refused('schema', 'A name is abbreviated by a prefix.', pointer)
}

function checkTypes(node: JsonObject, pointer: string, place: Place | undefined): void {
  for (const type of valuesOf(node.type)) {
    const at = `${pointer}/type`
    if (typeof type !== 'string') throw refused('schema', 'A type is not a string.', at)
    checkIri(type, at)
    if (pinnedVocabularies.some((vocabulary) => type.startsWith(vocabulary)))
      throw refused('schema', 'A type that has a name is written as an IRI.', at)
    const places = credentialClasses.has(type) ? credentialPlaces : placesOfClass.get(type)
    if (places && !places.includes(place?.member ?? top)) throw refused('schema', `${type} does not belong here.`, at)
  }
}

const top = ''
const credentialPlaces: readonly string[] = [top, 'endorsement', 'verifiableCredential']

function checkCredentialTypes(credential: JsonObject, pointer: string, place: Place | undefined): void {
  if (!valuesOf(credential.type).includes('VerifiableCredential'))
    throw refused('not-a-credential', 'The types do not include VerifiableCredential.', `${pointer}/type`)
  if (place?.member === 'endorsement' && !valuesOf(credential.type).includes('EndorsementCredential'))
    throw refused('schema', 'An endorsement is not an EndorsementCredential.', `${pointer}/type`)
}

/** Two nodes with one id are one node in RDF: what one of them lacks, the other may say. Repeating all of it is harmless. */
function checkStatedOnce(guard: Guard, credential: JsonObject, pointer: string): void {
  if (typeof credential.id !== 'string') return
  const earlier = guard.credentialsById.get(credential.id)
  if (earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(credential))
    throw refused('schema', 'Two different credentials have one id.', `${pointer}/id`)
  guard.credentialsById.set(credential.id, credential)
}

function checkIssuer(credential: JsonObject, pointer: string): void {
  if (!Object.hasOwn(credential, 'issuer')) return
  if (typeof (objectOf(credential.issuer)?.id ?? credential.issuer) !== 'string')
    throw refused('schema', 'The issuer is neither an id nor an object with one.', `${pointer}/issuer`)
}

function checkDates(credential: JsonObject, pointer: string): void {
  for (const member of dateMembers) {
    const date = credential[member]
    if (date !== undefined && !(typeof date === 'string' && isDateTimeStamp(date)))
      throw refused('schema', 'A date is not a moment with its zone.', `${pointer}/${member}`)
  }
}

const dateMembers = ['validFrom', 'validUntil', 'issuanceDate', 'expirationDate', 'awardedDate']

function checkProofs(credential: JsonObject, pointer: string): void {
  const proofs = valuesOf(credential.proof)
  if (proofs.length > limits.proofs)
    throw refused('too-many-proofs', `More than ${limits.proofs} proofs.`, `${pointer}/proof`)
  if (!proofs.every(objectOf)) throw refused('schema', 'A proof is not an object.', `${pointer}/proof`)
}

function checkStatuses(credential: JsonObject, pointer: string): void {
  const at = `${pointer}/credentialStatus`
  const statuses = valuesOf(credential.credentialStatus)
  if (statuses.length > limits.statuses) throw refused('schema', `More than ${limits.statuses} status entries.`, at)
  const ids = statuses.flatMap((status) => objectOf(status)?.id ?? [])
  if (new Set(ids).size !== ids.length) throw refused('schema', 'One status entry is given in two parts.', at)
  for (const status of statuses) {
    const entry = objectOf(status)
    const [type, ...otherTypes] = valuesOf(entry?.type)
    const isTyped = typeof type === 'string' && otherTypes.length === 0
    const isWhole = entry && isTyped && statusMembers.every((member) => isScalar(entry[member]))
    if (!isWhole) throw refused('schema', 'A status entry is malformed.', at)
  }
}

/** A nested node could hold the rest of the entry, under the entry's own id. */
const statusMembers = ['statusPurpose', 'statusListIndex', 'statusListCredential']
const isScalar = (value: JsonValue | undefined) => value === undefined || ['string', 'number'].includes(typeof value)

/** It names another node of the document by its id, often the credential around it, and must not add to it. */
function checkEndorsementSubject(endorsement: JsonObject, pointer: string): void {
  const at = `${pointer}/credentialSubject`
  const subject = objectOf(endorsement.credentialSubject)
  if (!subject) throw refused('schema', 'The subject of an endorsement is not an object.', at)
  const isClosed =
    Object.keys(subject).every((key) => ['id', 'type', 'endorsementComment'].includes(key)) &&
    valuesOf(subject.type).every((type) => type === 'EndorsementSubject')
  if (!isClosed) throw refused('schema', 'The subject of an endorsement says more than a comment.', at)
}

function checkValues(guard: Guard, node: JsonObject, pointer: string, parentMember: string | undefined): void {
  for (const [member, value] of Object.entries(node)) {
    if (member === '@context' || member === 'id' || member === 'type') continue
    const place = { member, pointer: `${pointer}/${escapePointer(member)}`, parent: node, parentMember }
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        const at = `${place.pointer}/${index}`
        if (Array.isArray(item)) throw refused('schema', 'A list is inside a list.', at)
        checkValue(guard, item, at, place)
      })
    } else checkValue(guard, value, place.pointer, place)
  }
}

function checkValue(guard: Guard, value: JsonValue, pointer: string, place: Place): void {
  if (typeof value === 'string' && iriMembers.has(place.member)) checkIri(value, pointer)
  const node = objectOf(value)
  if (!node || isLanguageValue(node, pointer, place)) return
  if (place.member === 'verifiableCredential') checkIsClrSubject(place)
  if (credentialPlaces.includes(place.member)) checkCredential(guard, node, pointer, place)
  else checkNode(guard, node, pointer, place)
}

/** VCDM 2.0 § Language and Base Direction: a name or description with its language. */
function isLanguageValue(node: JsonObject, pointer: string, place: Place): boolean {
  if (!['name', 'description'].includes(place.member) || !Object.hasOwn(node, '@value')) return false
  const isWellFormed = Object.entries(node).every(
    ([key, text]) => ['@value', '@language', '@direction'].includes(key) && typeof text === 'string',
  )
  if (!isWellFormed) throw refused('jsonld-keyword', 'A text with a language is malformed.', pointer)
  return true
}

/** CLR 2.0 ClrSubject is the one subject that holds credentials. */
function checkIsClrSubject({ parent, parentMember, pointer }: Place): void {
  if (parentMember !== 'credentialSubject' || !valuesOf(parent.type).includes('ClrSubject'))
    throw refused('schema', 'Credentials are embedded where none belong.', pointer)
}

function checkNode(guard: Guard, node: JsonObject, pointer: string, place: Place): void {
  checkKeys(node, pointer, (key) => key === '@context' && repeatsContexts(node, place))
  checkId(node, pointer)
  checkTypes(node, pointer, place)
  for (const key of Object.keys(node)) {
    if (credentialMembers.has(key))
      throw refused('schema', 'A member of a credential stands elsewhere.', `${pointer}/${key}`)
  }
  checkValues(guard, node, pointer, place.member)
}

/** Proofs over JSON carry the contexts of their document (eddsa-jcs-2022 § Proof Configuration). */
function repeatsContexts(node: JsonObject, { member, parent }: Place): boolean {
  return member === 'proof' && JSON.stringify(node['@context']) === JSON.stringify(parent['@context'])
}

/** A null among them stays: absent and empty are not the same to every reader. */
function valuesOf(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function refused(code: OpenBadgeErrorCode, message: string, pointer: string): OpenBadgeError {
  return new OpenBadgeError(code, message, { pointer })
}
