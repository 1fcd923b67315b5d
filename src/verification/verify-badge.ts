import { AppError } from '../errors.ts'
import {
  type DocumentKind,
  type Extracted,
  extractCredential,
  type IssuedCredential,
  OpenBadgeError,
  type VerificationReport,
  VerifyFetchError,
  type VerifyPorts,
  verifyCredential,
} from '../openbadges/index.ts'
import type { FetchedDocument, FetchOptions, Platform } from '../platform.ts'
import { urlNotAllowed } from '../public-url.ts'
import { findOwnCredential, findOwnDocument, isOnRecord, isOwnDid, isOwnUrl, type OwnRecords } from './own-documents.ts'

export type VerifyPlatform = OwnRecords & Pick<Platform, 'fetchDocument' | 'verifyProof' | 'log'>

/** What somebody brings to be checked: a file, whatever they pasted, or an address. */
export type BadgeInput = { bytes: Uint8Array; declaredType?: string } | { text: string } | { url: string }

/**
 * Verifies anybody's badge. Throws AppError or OpenBadgeError for what can't be processed; everything else is a report.
 * Nothing that was brought is kept or logged.
 */
export async function verifyBadge(platform: VerifyPlatform, input: BadgeInput): Promise<VerificationReport> {
  const brought = await toExtracted(platform, input)
  return verifyCredential(brought, portsOf(platform))
}

async function toExtracted(platform: VerifyPlatform, input: BadgeInput): Promise<Extracted> {
  if ('url' in input) return extractFrom(platform, input.url)
  if ('bytes' in input) return extractBytes(input.bytes, input.declaredType)
  const text = input.text.trim()
  if (/^(?:[a-z][a-z0-9+.-]*:\/\/|\/c\/)/i.test(text)) return extractFrom(platform, absolute(platform, text))
  if (isCredentialId(text)) return extractOwn(platform, `${platform.config.origin}/c/${text.replace(/^cred_/, '')}`)
  return extractCredential(new TextEncoder().encode(text))
}

const absolute = ({ config }: Pick<Platform, 'config'>, text: string) =>
  text.startsWith('/') ? config.origin + text : text

const isCredentialId = (text: string) =>
  /^(?:cred_)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)

async function extractBytes(bytes: Uint8Array, declaredType = ''): Promise<Extracted> {
  // Said to be JSON, it is read as JSON: guessing would answer a typing error with something about pictures.
  const isJson = /^application\/(?:[\w.+-]+\+)?json$|^application\/vc$/.test(declaredType)
  if (!isJson) return extractCredential(bytes)
  const first = bytes.find((byte) => ![0x09, 0x0a, 0x0d, 0x20].includes(byte))
  if (first === 0x7b) return extractCredential(bytes)
  return { container: 'json', kind: 'open-badges-3', text: decodeUtf8(bytes) }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new OpenBadgeError('malformed-json', 'The text is not UTF-8.', { cause })
  }
}

async function extractFrom(platform: VerifyPlatform, url: string): Promise<Extracted> {
  if (isOwnUrl(platform, url)) return extractOwn(platform, url)
  const { mediaType, bytes } = await fetchBadge(platform, url)
  const extracted = await extractCredential(bytes)
  // As plain text Open Badges 3.0 serves its tokens and nothing else; a text file of any other kind was not meant for this.
  if (mediaType === 'text/plain' && extracted.container !== 'jws') throw notABadge()
  return extracted
}

async function extractOwn(platform: OwnRecords, url: string): Promise<Extracted> {
  const text = await findOwnCredential(platform, url)
  // The same words as for every address we don't open: what exists here is not told by a form that opens addresses.
  if (text === undefined) throw urlNotAllowed()
  return extractCredential(new TextEncoder().encode(text))
}

async function fetchBadge(platform: VerifyPlatform, url: string): Promise<FetchedDocument> {
  try {
    return await platform.fetchDocument(url, { accept: badgeTypes, maxBytes: 5 * 1024 * 1024 })
  } catch (error) {
    if (error instanceof AppError && error.code === 'remote-error') throw notABadge(error)
    throw error
  }
}

function portsOf(platform: VerifyPlatform): VerifyPorts {
  return {
    now: platform.now(),
    ownOrigin: platform.config.origin,
    verifyProof: platform.verifyProof,
    resolveDocument: (url, kind) =>
      isOwnUrl(platform, url) ? resolveOwn(platform, url) : resolveRemote(platform, url, kind),
    // Its document came from our database: nobody else's answer is ever taken for an address of ours.
    knownIssuer: (issuerId) => (isOwnDid(platform, issuerId) ? 'this-server' : undefined),
    isOnRecord: (issued) => isOnRecordOrAlarm(platform, issued),
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
  if (error.cause === 410) return 'gone'
  return error.cause === 413 ? 'too-large' : 'unreachable'
}

/** A good signature over what was never awarded means that a key is in wrong hands. */
async function isOnRecordOrAlarm(platform: VerifyPlatform, issued: IssuedCredential): Promise<boolean> {
  const isRecorded = await isOnRecord(platform, issued)
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
    accept: ['application/json', 'application/did+ld+json'],
    maxBytes: 64 * kibibyte,
    reuseFor: () => fiveMinutes,
  },
  key: { accept: ['application/json'], maxBytes: 64 * kibibyte, reuseFor: () => fiveMinutes },
  'status-list': {
    accept: credentialTypes,
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

const notABadge = (cause?: AppError) =>
  new AppError(
    'remote-error',
    'That address did not give us a badge. If it is a page about a badge, download the badge there and upload the file.',
    { cause },
  )
