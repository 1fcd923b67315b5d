import { listOwnOrigins } from '../../identity/issuers/own-origins.ts'
import {
  type DocumentKind,
  decodeUtf8,
  type IssuedCredential,
  type ReadBadge,
  type VerificationReport,
  VerifyFetchError,
  type VerifyPorts,
  verifyCredential,
} from '../../openbadges/index.ts'
import { AppError } from '../../platform/errors.ts'
import type { FetchedDocument, FetchOptions, Platform } from '../../platform/platform.ts'
import { urlNotAllowed } from '../../platform/remote/public-url.ts'
import { tidyAddress } from '../../platform/tidy-address.ts'
import { type Ledger, openLedger, readerOf } from './ledger.ts'
import type { LedgerFacts } from './ledger-facts.ts'
import {
  awardAt,
  findOwnDidDocument,
  findOwnDocument,
  findOwnStatus,
  findOwnToken,
  isOnRecord,
  isOwnDid,
  isOwnUrl,
  type OwnRecords,
} from './own-documents.ts'

export type VerifyPlatform = OwnRecords & Pick<Platform, 'fetchDocument' | 'verifyProof'>

/** What somebody brings to be checked: a file, whatever they pasted, or an address. */
export type BadgeInput = { bytes: Uint8Array; declaredType?: string } | { text: string } | { url: string }

/**
 * Verifies anybody's badge. Throws AppError or OpenBadgeError for what can't be processed; everything else is a report.
 * Nothing that was brought is stored or logged. What its bytes alone decide is remembered for a while, under their digest.
 */
export async function verifyBadge(platform: VerifyPlatform, input: BadgeInput): Promise<VerificationReport> {
  return (await verifyWithLedger(platform, input)).report
}

/** The same with what our ledger adds, where the badge turned out to be one of ours. */
export async function verifyWithLedger(
  platform: VerifyPlatform,
  input: BadgeInput,
): Promise<{ report: VerificationReport; ledger: LedgerFacts | undefined }> {
  const ledger = openLedger(platform)
  const badge = await read(platform, ledger, input)
  const report = await verifyCredential(badge, portsOf(platform, ledger, await listOwnOrigins(platform)))
  return { report, ledger: await ledger.factsFor(report) }
}

async function read(platform: VerifyPlatform, ledger: Ledger, input: BadgeInput): Promise<ReadBadge> {
  if ('url' in input) return readFrom(platform, ledger, input.url)
  if ('bytes' in input) return readBytes(platform, input.bytes, input.declaredType)
  const text = input.text.trim()
  const url = addressIn(text, await listOwnOrigins(platform))
  if (url !== undefined) return readFrom(platform, ledger, url)
  return readBytes(platform, new TextEncoder().encode(text))
}

/** The address that a line is, as people paste them: in brackets or quotes, without a scheme, or only what ours end in. */
function addressIn(text: string, [origin = '', ...former]: readonly string[]): string | undefined {
  if (text.length > longestAddress || /\s/.test(text)) return undefined
  const tidy = tidyAddress(text)
  const id = credentialId.exec(tidy)?.[1]
  if (id !== undefined) return `${origin}/c/${id}`
  if (/^\/c\//i.test(tidy)) return origin + tidy
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(tidy)) return tidy
  const own = [origin, ...former].find((one) => tidy.toLowerCase().startsWith(`${new URL(one).host}/`))
  if (own !== undefined) return `${new URL(own).protocol}//${tidy}`
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\/\S/i.test(tidy) ? `https://${tidy}` : undefined
}

const longestAddress = 2000
const credentialId = /^(?:cred_)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i

async function readBytes(platform: VerifyPlatform, bytes: Uint8Array, declaredType = ''): Promise<ReadBadge> {
  const reader = readerOf(platform.db)
  // Said to be JSON, it is read as JSON: guessing would answer a typing error with something about pictures.
  const isJson = /^application\/(?:[\w.+-]+\+)?json$|^application\/vc$/.test(declaredType)
  const first = isJson ? bytes.find((byte) => ![0x09, 0x0a, 0x0d, 0x20, ...byteOrderMark].includes(byte)) : undefined
  if (!isJson || first === 0x7b) return reader.read(bytes, platform.sha256(bytes))
  return reader.readJson(decodeUtf8(bytes), platform.sha256(bytes))
}

/** Of UTF-8. */
const byteOrderMark = [0xef, 0xbb, 0xbf]

async function readFrom(platform: VerifyPlatform, ledger: Ledger, url: string): Promise<ReadBadge> {
  if (isOwnUrl(await listOwnOrigins(platform), url)) return readOwn(platform, ledger, url)
  const { mediaType, bytes } = await fetchBadge(platform, url)
  // As plain text Open Badges 3.0 serves its tokens and nothing else; a text file of any other kind was not meant for this.
  if (mediaType === 'text/plain' && !beginsAsToken(bytes)) throw notABadge()
  return readBytes(platform, bytes)
}

/** The heading of a JWS is a JSON object, which base64url begins like this. */
const beginsAsToken = (bytes: Uint8Array) => /^\s*eyJ/.test(new TextDecoder().decode(bytes.subarray(0, 64)))

async function readOwn(platform: VerifyPlatform, ledger: Ledger, url: string): Promise<ReadBadge> {
  const found = awardAt(url)
  const token = found?.isToken ? await findOwnToken(platform, found.awardId) : undefined
  if (token !== undefined) return readBytes(platform, new TextEncoder().encode(token))
  const entry = found && !found.isToken ? await ledger.findEntry(found.awardId) : undefined
  // The same words as for every address we don't open: what exists here is not told by a form that opens addresses.
  if (!entry) throw urlNotAllowed()
  return entry.badge
}

async function fetchBadge(platform: VerifyPlatform, url: string): Promise<FetchedDocument> {
  try {
    return await platform.fetchDocument(url, { accept: badgeTypes, maxBytes: 5 * 1024 * 1024 })
  } catch (error) {
    if (error instanceof AppError && error.code === 'remote-error') throw notABadge(error)
    throw error
  }
}

function portsOf(platform: VerifyPlatform, ledger: Ledger, origins: readonly string[]): VerifyPorts {
  return {
    now: platform.now(),
    ownOrigin: platform.config.origin,
    verifyProof(input) {
      const canonicalDigest = ledger.canonicalDigestOf(input.document)
      return canonicalDigest === undefined
        ? platform.verifyProof(input)
        : platform.proofs.verifyDigest(input, canonicalDigest)
    },
    resolveDocument: (url, kind) =>
      isOwnUrl(origins, url) ? resolveOwn(platform, url) : resolveRemote(platform, url, kind),
    // Its document came from our database: nobody else's answer is ever taken for an address of ours.
    knownIssuer: (issuerId) => (isOwnDid(origins, issuerId) ? 'this-server' : undefined),
    findOwnDidDocument: (did) => findOwnDidDocument(platform, did),
    findOwnStatus: async (entry, { id }) => findOwnStatus(origins, entry, await ledger.findRowOf(id)),
    isOnRecord: (issued) => isOnRecordOrAlarm(platform, ledger, issued),
  }
}

async function resolveOwn(platform: OwnRecords, url: string): Promise<Uint8Array> {
  try {
    const document = await findOwnDocument(platform, url)
    if (document === undefined) throw new VerifyFetchError('gone')
    return new TextEncoder().encode(document)
  } catch (error) {
    // A list that can't be signed just now is a list that did not answer.
    if (error instanceof AppError) throw new VerifyFetchError('unreachable', { cause: error })
    throw error
  }
}

async function resolveRemote(platform: VerifyPlatform, url: string, kind: DocumentKind): Promise<Uint8Array> {
  try {
    return (await platform.fetchDocument(url, remoteDocuments[kind])).bytes
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new VerifyFetchError(failureOf(error), { cause: error })
  }
}

function failureOf(error: AppError): VerifyFetchError['kind'] {
  if (error.code === 'url-not-allowed') return 'not-allowed'
  return typeof error.cause === 'number' ? (failures[error.cause] ?? 'unreachable') : 'unreachable'
}

const failures: Readonly<Record<number, VerifyFetchError['kind']>> = {
  404: 'not-found',
  408: 'timeout',
  410: 'gone',
  413: 'too-large',
  415: 'not-json',
}

/** A good signature over what was never awarded means that a key is in wrong hands. */
async function isOnRecordOrAlarm(platform: VerifyPlatform, ledger: Ledger, issued: IssuedCredential): Promise<boolean> {
  const row = await ledger.findRowOf(issued.credential.id)
  const open = async () => row && ledger.findEntry(row.awardId)
  const isRecorded = row !== undefined && (await isOnRecord(platform, issued, { row, open }))
  if (!isRecorded) platform.log({ level: 'error', event: 'verification.signed-but-not-issued' })
  return isRecorded
}

const credentialTypes = [
  'application/json',
  'application/vc',
  'application/vc+ld+json',
  'application/vc+jwt',
  'application/jwt',
  'text/plain',
] as const
const badgeTypes = [...credentialTypes, 'image/png', 'image/svg+xml'] as const

const fiveMinutes = 300_000
const kibibyte = 1024

const remoteDocuments: Readonly<Record<DocumentKind, FetchOptions>> = {
  did: {
    accept: ['application/json', 'application/did+ld+json', 'application/did', 'text/plain'],
    maxBytes: 64 * kibibyte,
    reuseFor: () => fiveMinutes,
  },
  key: { accept: ['application/json', 'text/plain'], maxBytes: 64 * kibibyte, reuseFor: () => fiveMinutes },
  'status-list': {
    // Files without an ending are served like this by the hosts of many an issuer.
    accept: [...credentialTypes, 'application/octet-stream'],
    maxBytes: 1024 * kibibyte,
    reuseFor: ({ bytes }) => Math.min(fiveMinutes, timeToLive(bytes)),
  },
  refresh: {
    accept: credentialTypes,
    maxBytes: 1024 * kibibyte,
  },
  'open-badges-2': { accept: ['application/json'], maxBytes: 256 * kibibyte },
}

/** Of a status list, in milliseconds. Only decides how soon it is asked for again, so a look at the text is enough. */
function timeToLive(bytes: Uint8Array): number {
  const [, ttl] = /"ttl"\s*:\s*(\d{1,12})\b/.exec(new TextDecoder().decode(bytes)) ?? []
  return ttl === undefined ? fiveMinutes : Number(ttl)
}

const notABadge = (cause?: AppError) => new AppError('remote-error', 'refused.noBadgeThere', {}, { cause })
