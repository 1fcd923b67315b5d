import { comparableDid, didWebUrl } from '../keys/did-web.ts'
import type { CredentialDocument } from '../model/shape-guard.ts'
import {
  decodeStatusList,
  decodeStatusList2021,
  parseStatusEntry,
  readValue,
  type StatusEntry,
} from '../model/status-list.ts'
import { validityOf } from '../model/validity.ts'
import { readSecuredCredential } from '../reading/secured-credential.ts'
import { VerifyFetchError, type VerifyPorts } from '../report/verify-ports.ts'
import { isSameAddress } from '../text/addresses.ts'
import { OpenBadgeError } from '../text/error.ts'
import { hasType, idOf, listOf, objectOf, objectsOf, stringOf, textOf } from '../text/json-reading.ts'
import { type JsonObject, type JsonValue, parseStrictJson } from '../text/strict-json.ts'
import { isMarkup } from './issuer-keys.ts'
import { revocationOf } from './open-badges-2/open-badges-2-revocation.ts'
import { verifyProofs } from './verify-proofs.ts'

export type StatusResult =
  | { state: 'not_applicable'; detail?: Record<string, string> }
  | { state: 'passed'; detail: Record<string, string> }
  | { state: 'failed'; code: 'revoked' | 'suspended'; detail: Record<string, string> }
  | { state: 'not_checked'; code: string; detail?: Record<string, string> }

/** https://www.w3.org/TR/vc-bitstring-status-list/#processing-errors and the types of VCDM 2.0 it borrows. */
export const statusErrors = {
  retrieval: 'https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR',
  verification: 'https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR',
  length: 'https://www.w3.org/ns/credentials/status-list#STATUS_LIST_LENGTH_ERROR',
  range: 'https://www.w3.org/TR/vc-data-model#RANGE_ERROR',
  malformed: 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR',
  unsupported: 'unsupported-status-type',
  /** It is signed well, by somebody else than the issuer, and says nothing against the credential. */
  foreign: 'status-list-of-another',
} as const

/**
 * Bitstring Status List v1.0 § Validate Algorithm for each entry, its draft StatusList2021, and the older 1EdTechRevocationList.
 * A revocation outweighs a suspension, and either outweighs an entry that could not be read. What a message or a hint to a newer
 * copy says, or that it could not be read, decides nothing.
 */
export async function verifyStatus(credential: CredentialDocument, ports: VerifyPorts): Promise<StatusResult> {
  const entries = listOf(credential.credentialStatus).map(objectOf)
  const results: StatusResult[] = hasStatusOfTokens(credential) ? [unsupported] : []
  for (const entry of entries.filter((each) => !isNote(each))) {
    const result = await verifyEntry(entry, credential, ports)
    if (result.state === 'failed' && result.code === 'revoked') return result
    results.push(result)
  }
  const notes = await readNotes(entries.filter(isNote), credential, ports)
  const [first] = results
  const worst = results.find(({ state }) => state === 'failed') ?? results.find(({ state }) => state === 'not_checked')
  const decided: StatusResult = worst ?? first ?? { state: 'not_applicable' }
  return notes ? { ...decided, detail: { ...decided.detail, ...notes } } : decided
}

const unsupported: StatusResult = { state: 'not_checked', code: statusErrors.unsupported }

/** The claim of IETF's Token Status List: a way to be taken back that is not read here. */
const hasStatusOfTokens = ({ status }: CredentialDocument): boolean => objectOf(status)?.status_list !== undefined

const noteEntries: readonly string[] = ['message', 'refresh']

/** A list without purposes says what it always says, whatever purpose its entry claims. */
const isNote = (entry: JsonObject | undefined): boolean =>
  noteEntries.includes(String(entry?.statusPurpose)) && kindOf(entry) !== undefined

async function readNotes(entries: (JsonObject | undefined)[], credential: CredentialDocument, ports: VerifyPorts) {
  let notes: Record<string, string> | undefined
  for (const entry of entries) {
    const result = await verifyEntry(entry, credential, ports)
    const found = result.state === 'not_checked' ? { unreadNote: String(entry?.statusPurpose) } : result.detail
    notes = { ...notes, ...found }
  }
  return notes
}

async function verifyEntry(
  entry: JsonObject | undefined,
  credential: CredentialDocument,
  ports: VerifyPorts,
): Promise<StatusResult> {
  try {
    const kind = kindOf(entry)
    if (entry && kind) return await verifyValue(entry, kind, credential, ports)
    if (entry && hasType(entry, '1EdTechRevocationList')) return await verifyRevocationList(entry, credential, ports)
    return unsupported
  } catch (error) {
    if (error instanceof StatusError) return { state: 'not_checked', code: error.message }
    if (error instanceof VerifyFetchError)
      return { state: 'not_checked', code: statusErrors.retrieval, detail: { failure: error.kind } }
    throw error
  }
}

interface ListKind {
  entryType: string
  credentialType: string
  subjectType: string
  decode(encodedList: string): Promise<Uint8Array>
}

/**
 * The length hides whose entry is asked for, which is for the issuer to see to. That of the standard is 131,072; the one that its
 * reference library makes by itself is this.
 */
const fewestEntries = 100_000

const listKinds: readonly ListKind[] = [
  {
    entryType: 'BitstringStatusListEntry',
    credentialType: 'BitstringStatusListCredential',
    subjectType: 'BitstringStatusList',
    decode: (encodedList) => decodeStatusList(encodedList, fewestEntries),
  },
  {
    entryType: 'StatusList2021Entry',
    credentialType: 'StatusList2021Credential',
    subjectType: 'StatusList2021',
    decode: decodeStatusList2021,
  },
]

const kindOf = (entry: JsonObject | undefined): ListKind | undefined =>
  entry && listKinds.find(({ entryType }) => hasType(entry, entryType))

async function verifyValue(
  entry: JsonObject,
  kind: ListKind,
  credential: CredentialDocument,
  ports: VerifyPorts,
): Promise<StatusResult> {
  const parsed = readEntry(entry)
  const { purpose, index, listUrl, size } = parsed
  // Purposes of others' making say something we can't weigh.
  if (!['revocation', 'suspension', ...noteEntries].includes(purpose)) throw new StatusError(statusErrors.unsupported)
  const known = await ports.findOwnStatus?.(parsed, credential)
  if (known) return toResult(known === 'set' ? 1 : 0, entry, { purpose, readAt: ports.now.toISOString() })
  const { list, isIssuers, isSameIssuer } = await loadList(listUrl, kind, idOf(credential.issuer) ?? '', ports)
  const subject = objectOf(list.credentialSubject)
  const isOfPurpose = subject && hasType(subject, kind.subjectType) && listOf(subject.statusPurpose).includes(purpose)
  if (!isOfPurpose) throw new StatusError(statusErrors.verification)
  const bits = await decode(kind, stringOf(subject.encodedList) ?? '')
  if ((index + 1) * size > bits.length * 8) throw new StatusError(statusErrors.range)
  const value = readValue(bits, index, size)
  // The issuer signed the address: what is said there against the credential is heard, what is said for it only of the issuer.
  if (!isIssuers && value === 0) throw new StatusError(statusErrors.foreign)
  const detail = {
    purpose,
    readAt: ports.now.toISOString(),
    ...(stringOf(list.validFrom) && { listFrom: `${list.validFrom}` }),
    ...(!isSameIssuer && { listIssuer: idOf(list.issuer) ?? '' }),
  }
  return toResult(value, entry, detail)
}

function toResult(value: number, entry: JsonObject, detail: Record<string, string>): StatusResult {
  const purpose = String(entry.statusPurpose)
  if (purpose === 'message') {
    const message = messageFor(value, entry)
    return { state: 'passed', detail: message === undefined ? {} : { message } }
  }
  if (purpose === 'refresh') return { state: 'passed', detail: { newerCopy: value === 0 ? 'no' : 'yes' } }
  if (value === 0) return { state: 'passed', detail }
  return { state: 'failed', code: purpose === 'revocation' ? 'revoked' : 'suspended', detail }
}

/** Bitstring Status List § statusMessage: the statuses are hexadecimal numbers. Where there is no text, the number says it. */
function messageFor(value: number, entry: JsonObject): string | undefined {
  const messages = objectsOf(entry.statusMessage)
  const found = messages.find(({ status }) => typeof status === 'string' && Number(status) === value)
  return stringOf(found?.message) ?? (value === 0 ? undefined : `0x${value.toString(16)}`)
}

function readEntry(entry: JsonObject): StatusEntry {
  try {
    const [parsed] = parseStatusEntry(entry)
    if (parsed) return parsed
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
  }
  throw new StatusError(statusErrors.malformed)
}

async function resolveList(url: string, ports: VerifyPorts): Promise<Uint8Array> {
  const bytes = await ports.resolveDocument(url, 'status-list')
  if (isMarkup(new TextDecoder().decode(bytes.subarray(0, 200)))) throw new VerifyFetchError('not-json')
  return bytes
}

/** The list must be signed and current. `isIssuers`: nobody but the issuer of the credential could have put it there. */
async function loadList(
  url: string,
  { credentialType }: ListKind,
  issuerId: string,
  ports: VerifyPorts,
): Promise<{ list: CredentialDocument; isIssuers: boolean; isSameIssuer: boolean }> {
  const bytes = await resolveList(url, ports)
  let secured: ReturnType<typeof readSecuredCredential>
  try {
    secured = readSecuredCredential(bytes)
  } catch (error) {
    if (error instanceof OpenBadgeError && error.code === 'malformed-json')
      throw new StatusError(statusErrors.malformed)
    if (error instanceof OpenBadgeError) throw new StatusError(statusErrors.verification)
    throw error
  }
  const { credential: list } = secured
  const isSameIssuer = comparableDid(idOf(list.issuer) ?? '') === comparableDid(issuerId)
  // Another list of the same issuer, played back, has other credentials in its places.
  const isTheList = !isSameIssuer || list.id === undefined || isSameAddress(stringOf(list.id), url)
  if (!isTheList || !hasType(list, credentialType) || validityOf(list, ports.now).state !== 'passed')
    throw new StatusError(statusErrors.verification)
  const proofs = await verifyProofs(secured, ports)
  // A key that the list brings along says nothing about whose list it is.
  if (proofs.state !== 'passed' || proofs.keyOf === 'bare-key') throw new StatusError(statusErrors.verification)
  const isIssuers = isSameIssuer || (proofs.keyOf === 'self' && isAtHome(url, issuerId))
  return { list, isIssuers, isSameIssuer }
}

/**
 * Whether an address, which the issuer has signed, is served by who serves the issuer's own document: in the issuer's part of its
 * host. Whoever can put a list there, with a key that is nobody's, could put any key into that document. An issuer without a part
 * of its own shares the host with whatever else is on it.
 */
function isAtHome(url: string, issuerId: string): boolean {
  const home = homeOf(issuerId)
  if (home === undefined || !URL.canParse(url) || new URL(url).href !== url) return false
  const [, part = ''] = home.pathname.split('/')
  const hasPart = part !== '' && part !== '.well-known'
  const at = new URL(url)
  return hasPart && at.origin === home.origin && at.pathname.startsWith(`/${part}/`)
}

function homeOf(issuerId: string): URL | undefined {
  if (issuerId.startsWith('https://') && URL.canParse(issuerId)) return new URL(issuerId)
  try {
    return new URL(didWebUrl(issuerId))
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return undefined
  }
}

async function decode(kind: ListKind, encodedList: string): Promise<Uint8Array> {
  try {
    return await kind.decode(encodedList)
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    if (error.code === 'number-range') throw new StatusError(statusErrors.length)
    const isTooLarge = error.code === 'payload-too-large' || error.code === 'decompression-limit'
    if (isTooLarge) throw new VerifyFetchError('too-large')
    throw new StatusError(statusErrors.malformed)
  }
}

/** Not signed: it stands on https and on its address being part of what the issuer signed. */
async function verifyRevocationList(
  entry: JsonObject,
  credential: CredentialDocument,
  ports: VerifyPorts,
): Promise<StatusResult> {
  const url = stringOf(entry.id)
  const credentialId = stringOf(credential.id)
  if (url === undefined || credentialId === undefined) throw new StatusError(statusErrors.malformed)
  const list = readRevocationList(await resolveList(url, ports))
  const isTheList = list && (list.id === undefined || isSameAddress(stringOf(list.id), url))
  const issuerId = comparableDid(idOf(credential.issuer) ?? '')
  if (!isTheList || (list.issuer !== undefined && comparableDid(idOf(list.issuer) ?? '') !== issuerId))
    throw new StatusError(statusErrors.verification)
  // A list that lists nothing says so: what has no such member is another document.
  if (list.revokedCredential === undefined || list.revokedCredential === null)
    throw new StatusError(statusErrors.malformed)
  const entries = listOf(list.revokedCredential)
  const readings = entries.map((each) => readRevocation(each, credentialId))
  const at = readings.indexOf('revoked')
  const reason = textOf(objectOf(entries[at])?.revocationReason)
  const detail = { purpose: 'revocation', readAt: ports.now.toISOString(), ...(reason && { reason }) }
  if (at >= 0) return { state: 'failed', code: 'revoked', detail }
  // What nobody can read may have been about this one.
  if (readings.includes('unclear')) throw new StatusError(statusErrors.malformed)
  return { state: 'passed', detail }
}

/** An entry is the id of a credential, or an object with one; without a word of its own it takes that credential back. */
function readRevocation(entry: JsonValue, credentialId: string): 'revoked' | 'standing' | 'unclear' {
  const listed = idOf(entry)
  if (listed === undefined) return 'unclear'
  if (!isSameAddress(listed, credentialId)) return 'standing'
  const { revoked } = objectOf(entry) ?? {}
  return revoked === undefined || revoked === null ? 'revoked' : revocationOf({ revoked })
}

function readRevocationList(bytes: Uint8Array): JsonObject | undefined {
  try {
    return objectOf(parseStrictJson(bytes))
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    throw new StatusError(statusErrors.malformed)
  }
}

/** Its message is the problem's type. Ends one entry, not the verification. */
class StatusError extends Error {}
