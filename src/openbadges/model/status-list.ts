import { encodeBase64url, parseBase64url } from '../text/base64url.ts'
import { decompress } from '../text/decompress.ts'
import { OpenBadgeError } from '../text/error.ts'

/** Entries of a list we publish, and the least that a list of anyone must have. */
const minimumEntries = 131_072
const maxEncodedLength = 3_000_000
const maxListBytes = 2 * 1024 * 1024

/** An empty list of 131,072 entries. */
export function newStatusList(): Uint8Array {
  return new Uint8Array(minimumEntries / 8)
}

/** Entry 0 is the left-most bit of the first byte. */
export function readBit(list: Uint8Array, index: number): boolean {
  return (byteAt(list, index) & maskOf(index)) !== 0
}

/** The value of an entry of `size` bits, the left-most of which counts most. */
export function readValue(list: Uint8Array, index: number, size: number): number {
  let value = 0
  for (let bit = 0; bit < size; bit++) value = value * 2 + Number(readBit(list, index * size + bit))
  return value
}

/** Changes `list` itself. */
export function setBit(list: Uint8Array, index: number, value: boolean): void {
  const byte = byteAt(list, index)
  list[Math.floor(index / 8)] = value ? byte | maskOf(index) : byte & ~maskOf(index)
}

/** GZIP at once, which the runtime brings: streams of the web take ten times as long. */
export interface Gzip {
  /** At its fastest level, so that a list is packed in the time of two signatures. */
  compress(bytes: Uint8Array): Uint8Array
  /** Throws when the bytes are not GZIP. For what we compressed ourselves: it knows no bounds. */
  decompress(bytes: Uint8Array): Uint8Array
}

/** GZIP, base64url without padding, and the Multibase prefix `u`. */
export function encodeStatusList(list: Uint8Array, gzip: Pick<Gzip, 'compress'>): string {
  return `u${encodeBase64url(gzip.compress(list))}`
}

/** The bits of a list that we published, to go on with. Throws when it is not one. */
export function reopenStatusList(credential: string, gzip: Pick<Gzip, 'decompress'>): Uint8Array {
  // As buildStatusListCredential made it.
  const { credentialSubject } = JSON.parse(credential) as UnsignedStatusListCredential
  const compressed = parseBase64url(credentialSubject.encodedList.slice(1))
  if (compressed === undefined) throw malformed('The status list is not Multibase base64url.')
  return gzip.decompress(compressed)
}

/**
 * The bits of a stranger's list. Throws OpenBadgeError: `schema` when it is not an encoded list, `number-range` when it is
 * shorter than the standard allows, `payload-too-large` or `decompression-limit` past 3 MB of text or 2 MiB of bits.
 */
export async function decodeStatusList(encoded: string, fewest = minimumEntries): Promise<Uint8Array> {
  const list = await unpack(encoded, encoded.startsWith('u') ? encoded.slice(1) : undefined)
  if (list.length * 8 < fewest) {
    throw new OpenBadgeError('number-range', `The status list has fewer than ${fewest} entries.`)
  }
  return list
}

/** The same of StatusList2021: base64 of either alphabet without a prefix, or with the one of today, and of any length. */
export function decodeStatusList2021(encoded: string): Promise<Uint8Array> {
  const text = encoded
    .replace(/^u(?=H4s)/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/={1,2}$/, '')
  return unpack(encoded, text)
}

async function unpack(encoded: string, base64url: string | undefined): Promise<Uint8Array> {
  if (encoded.length > maxEncodedLength) throw new OpenBadgeError('payload-too-large', 'The status list is too large.')
  const compressed = base64url === undefined ? undefined : parseBase64url(base64url)
  if (compressed === undefined) throw malformed('The status list is not Multibase base64url.')
  const list = await decompress(compressed, 'gzip', maxListBytes)
  if (list === undefined) throw malformed('The status list is not GZIP.')
  return list
}

/** What a status list says before it is signed. `bits`: one for each position, the first from the left (Bitstring Status List § 3). */
export interface StatusListFacts {
  /** Where the list is published. */
  url: string
  /** The issuer's id, the same as that of the credentials listed. */
  issuer: string
  purpose: 'revocation' | 'suspension'
  bits: Uint8Array
  validFrom: Date
  ttlMilliseconds: number
}

/** The credential around a bitstring (Bitstring Status List § 2.2), ready to be signed. `validFrom` is RFC 3339, UTC. */
export interface UnsignedStatusListCredential {
  '@context': ['https://www.w3.org/ns/credentials/v2']
  id: string
  type: ['VerifiableCredential', 'BitstringStatusListCredential']
  issuer: string
  validFrom: string
  credentialSubject: {
    id: string
    type: 'BitstringStatusList'
    /** A list has one purpose: verifiers compare it as a string. */
    statusPurpose: 'revocation' | 'suspension'
    encodedList: string
    ttl: number
  }
}

/** Compresses and encodes the bits (Bitstring Status List § 3.1) and puts the credential around them. Throws what `gzip` throws. */
export function buildStatusListCredential(
  facts: StatusListFacts,
  gzip: Pick<Gzip, 'compress'>,
): UnsignedStatusListCredential {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: facts.url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: facts.issuer,
    validFrom: facts.validFrom.toISOString().replace(/\.\d+Z$/, 'Z'),
    credentialSubject: {
      id: `${facts.url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: facts.purpose,
      encodedList: encodeStatusList(facts.bits, gzip),
      ttl: facts.ttlMilliseconds,
    },
  }
}

/** One entry of `credentialStatus`: which position of which list says what (Bitstring Status List § 2.1). */
export interface StatusEntry {
  purpose: string
  index: number
  listUrl: string
  /** How many bits of the list each entry takes. */
  size: number
}

/** Reads `credentialStatus`. Throws OpenBadgeError `schema` for a kind of status we cannot check: unknown is never valid. */
export function parseStatusEntry(value: unknown): StatusEntry[] {
  if (!Array.isArray(value)) return [toStatusEntry(value, '/credentialStatus')]
  if (value.length === 0) throw malformed('The credential status is an empty list.')
  if (value.length > maxEntries) throw malformed('The credential has too many statuses.')
  return value.map((entry: unknown, position) => toStatusEntry(entry, `/credentialStatus/${position}`))
}

const maxEntries = 8

function toStatusEntry(value: unknown, pointer: string): StatusEntry {
  const entry =
    typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : new Map<string, unknown>()
  const purpose = entry.get('statusPurpose')
  const listUrl = entry.get('statusListCredential')
  const index = parseIndex(entry.get('statusListIndex'))
  const isKnown = [entry.get('type')].flat().some((type) => entryTypes.includes(type))
  const size = sizeOf(entry.get('statusSize'))
  const isWhole = isKnown && index !== undefined && size !== undefined
  if (!isWhole || typeof purpose !== 'string' || typeof listUrl !== 'string') {
    throw new OpenBadgeError('schema', 'The credential has a status that cannot be checked.', { pointer })
  }
  return { purpose, index, listUrl, size }
}

const entryTypes: readonly unknown[] = ['BitstringStatusListEntry', 'StatusList2021Entry']

/** Undefined for what is no number of bits, or of more than a message could be told apart by. */
function sizeOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return 1
  const size = typeof value === 'string' && /^[1-9]\d?$/.test(value) ? Number(value) : value
  return typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= 16 ? size : undefined
}

// The standard wants a string; several issuers sign numbers.
function parseIndex(value: unknown): number | undefined {
  const index = typeof value === 'string' && /^(0|[1-9]\d{0,15})$/.test(value) ? Number(value) : value
  return typeof index === 'number' && Number.isSafeInteger(index) && index >= 0 ? index : undefined
}

function byteAt(list: Uint8Array, index: number): number {
  const byte = Number.isSafeInteger(index) && index >= 0 ? list[Math.floor(index / 8)] : undefined
  if (byte === undefined) throw new OpenBadgeError('number-range', 'The status list has no such entry.')
  return byte
}

function maskOf(index: number): number {
  return 0x80 >> (index % 8)
}

function malformed(message: string): OpenBadgeError {
  return new OpenBadgeError('schema', message)
}
