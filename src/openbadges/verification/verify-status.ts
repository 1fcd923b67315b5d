import type { CredentialDocument } from '../model/shape-guard.ts'
import { decodeStatusList, parseStatusEntry, readBit, type StatusEntry } from '../model/status-list.ts'
import { validityOf } from '../model/validity.ts'
import { readSecuredCredential } from '../reading/secured-credential.ts'
import { VerifyFetchError, type VerifyPorts } from '../report/verify-ports.ts'
import { OpenBadgeError } from '../text/error.ts'
import { hasType, idOf, listOf, objectOf, objectsOf, stringOf, textOf } from '../text/json-reading.ts'
import { type JsonObject, parseStrictJson } from '../text/strict-json.ts'
import { verifyProofs } from './verify-proofs.ts'

export type StatusResult =
  | { state: 'not_applicable' }
  | { state: 'passed'; detail: Record<string, string> }
  | { state: 'failed'; code: 'revoked' | 'suspended'; detail: Record<string, string> }
  | { state: 'not_checked'; code: string }

/** https://www.w3.org/TR/vc-bitstring-status-list/#processing-errors and the types of VCDM 2.0 it borrows. */
export const statusErrors = {
  retrieval: 'https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR',
  verification: 'https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR',
  length: 'https://www.w3.org/ns/credentials/status-list#STATUS_LIST_LENGTH_ERROR',
  range: 'https://www.w3.org/TR/vc-data-model#RANGE_ERROR',
  malformed: 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR',
  unsupported: 'unsupported-status-type',
} as const

/**
 * Bitstring Status List v1.0 § Validate Algorithm for each entry, and the older 1EdTechRevocationList. A revocation
 * outweighs a suspension, and either outweighs an entry that could not be read.
 */
export async function verifyStatus(credential: CredentialDocument, ports: VerifyPorts): Promise<StatusResult> {
  const entries = listOf(credential.credentialStatus)
  if (entries.length === 0) return { state: 'not_applicable' }
  const results: StatusResult[] = []
  for (const entry of entries) {
    const result = await verifyEntry(objectOf(entry), credential, ports)
    if (result.state === 'failed' && result.code === 'revoked') return result
    results.push(result)
  }
  const [first] = results
  const worst = results.find(({ state }) => state === 'failed') ?? results.find(({ state }) => state === 'not_checked')
  return worst ?? first ?? { state: 'not_applicable' }
}

async function verifyEntry(
  entry: JsonObject | undefined,
  credential: CredentialDocument,
  ports: VerifyPorts,
): Promise<StatusResult> {
  try {
    if (entry && hasType(entry, 'BitstringStatusListEntry')) return await verifyBit(entry, credential, ports)
    if (entry && hasType(entry, '1EdTechRevocationList')) return await verifyRevocationList(entry, credential, ports)
    return { state: 'not_checked', code: statusErrors.unsupported }
  } catch (error) {
    if (error instanceof StatusError) return { state: 'not_checked', code: error.message }
    if (error instanceof VerifyFetchError) return { state: 'not_checked', code: statusErrors.retrieval }
    throw error
  }
}

async function verifyBit(entry: JsonObject, credential: CredentialDocument, ports: VerifyPorts): Promise<StatusResult> {
  const { purpose, index, listUrl } = readEntry(entry)
  // Messages and purposes of others' making say something we can't weigh.
  if (!['revocation', 'suspension', 'refresh'].includes(purpose)) throw new StatusError(statusErrors.unsupported)
  const known = await ports.findOwnStatus?.({ purpose, index, listUrl }, credential)
  if (known) return toResult(known === 'set', purpose, { purpose, readAt: ports.now.toISOString() })
  const list = await loadList(listUrl, idOf(credential.issuer), ports)
  const subject = objectOf(list.credentialSubject)
  const isOfPurpose =
    subject && hasType(subject, 'BitstringStatusList') && listOf(subject.statusPurpose).includes(purpose)
  if (!isOfPurpose) throw new StatusError(statusErrors.verification)
  const bits = await decode(stringOf(subject.encodedList) ?? '')
  if (index >= bits.length * 8) throw new StatusError(statusErrors.range)
  const detail = {
    purpose,
    readAt: ports.now.toISOString(),
    ...(stringOf(list.validFrom) && { listFrom: `${list.validFrom}` }),
  }
  return toResult(readBit(bits, index), purpose, detail)
}

function toResult(isSet: boolean, purpose: string, detail: Record<string, string>): StatusResult {
  if (!isSet || purpose === 'refresh') return { state: 'passed', detail }
  return { state: 'failed', code: purpose === 'revocation' ? 'revoked' : 'suspended', detail }
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

/** The list must be signed by the issuer of the badge, be the one that was asked for, and be current. */
async function loadList(url: string, issuerId: string | undefined, ports: VerifyPorts): Promise<CredentialDocument> {
  const bytes = await ports.resolveDocument(url, 'status-list')
  let secured: ReturnType<typeof readSecuredCredential>
  try {
    secured = readSecuredCredential(bytes)
  } catch (error) {
    if (error instanceof OpenBadgeError) throw new StatusError(statusErrors.verification)
    throw error
  }
  const { credential: list } = secured
  const isTheList =
    list.id === url &&
    hasType(list, 'BitstringStatusListCredential') &&
    idOf(list.issuer) === issuerId &&
    validityOf(list, ports.now).state === 'passed'
  if (!isTheList) throw new StatusError(statusErrors.verification)
  const proofs = await verifyProofs(secured, ports)
  // A key that the list brings along says nothing about whose list it is.
  if (proofs.state !== 'passed' || proofs.keyOf === 'bare-key') throw new StatusError(statusErrors.verification)
  return list
}

async function decode(encodedList: string): Promise<Uint8Array> {
  try {
    return await decodeStatusList(encodedList)
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    if (error.code === 'number-range') throw new StatusError(statusErrors.length)
    const isTooLarge = error.code === 'payload-too-large' || error.code === 'decompression-limit'
    throw new StatusError(isTooLarge ? statusErrors.retrieval : statusErrors.malformed)
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
  const list = readRevocationList(await ports.resolveDocument(url, 'status-list'))
  if (!list || list.id !== url || idOf(list.issuer) !== idOf(credential.issuer)) {
    throw new StatusError(statusErrors.verification)
  }
  const revoked = objectsOf(list.revokedCredential).find(({ id }) => id === credentialId)
  const reason = textOf(revoked?.revocationReason)
  const detail = { purpose: 'revocation', readAt: ports.now.toISOString(), ...(reason && { reason }) }
  return revoked && revoked.revoked !== false
    ? { state: 'failed', code: 'revoked', detail }
    : { state: 'passed', detail }
}

function readRevocationList(bytes: Uint8Array): JsonObject | undefined {
  try {
    return objectOf(parseStrictJson(bytes))
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return undefined
  }
}

/** Its message is the problem's type. Ends one entry, not the verification. */
class StatusError extends Error {}
