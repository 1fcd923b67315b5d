import { statusListUrl } from '../../identity/issuers/choose-status-position.ts'
import { getIssuer } from '../../identity/issuers/issuers-store.ts'
import { didAt, listOwnOrigins } from '../../identity/issuers/own-origins.ts'
import { getDidDocument } from '../../identity/issuers/signing-keys.ts'
import {
  type DidDocument,
  didWebFor,
  type IssuedCredential,
  multikeyToJwk,
  rememberRecent,
  type StatusEntry,
} from '../../openbadges/index.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { tidyAddress } from '../../platform/tidy-address.ts'
import { credentialUrl } from '../awards/award.ts'
import { getAwardToken } from '../awards/award-token.ts'
import { findToken } from '../awards/awards-store.ts'
import { getPublishedStatusList } from '../awards/publish-status-list.ts'
import { isSealed, type LedgerEntry } from './ledger-entry.ts'
import type { LedgerRow } from './ledger-store.ts'

export type OwnRecords = Pick<
  Platform,
  'config' | 'db' | 'sealer' | 'signingKeys' | 'proofs' | 'now' | 'sha256' | 'gzip' | 'authenticator' | 'log'
>

/** Whether an address is one of ours, now or before. Then it is never asked over HTTP: a request to ourselves could wait for itself. */
export const isOwnUrl = (origins: readonly string[], url: string): boolean =>
  origins.some((origin) => url.startsWith(`${origin}/`)) ||
  (URL.canParse(url) && origins.some((origin) => new URL(origin).host === new URL(url).host))

/** Whether a DID is one that only this server can publish a document for. */
export const isOwnDid = (origins: readonly string[], did: string): boolean =>
  did.startsWith('did:web:') && origins.some((origin) => did.startsWith(homeOf(origin)))

/** What the DIDs of our issuers begin with. */
const homeOf = rememberRecent(10, (origin) => `${didWebFor(origin, ['issuers'])}:`)

const isAt = (origin: string, url: string) => new URL(origin).host === new URL(url).host

/** A public document of ours that a verification leads to, straight from the database. Undefined when there is none. */
export async function findOwnDocument(platform: OwnRecords, url: string): Promise<string | undefined> {
  const { pathname } = new URL(url)
  const [, issuerId, key] = /^\/issuers\/([\w-]{1,64})\/(?:did\.json|keys\/([\w-]{1,64}))$/.exec(pathname) ?? []
  const [, listId] = /^\/status\/([\w-]{1,64})$/.exec(pathname) ?? []
  return unlessMissing(async () => {
    if (listId) return (await getPublishedStatusList(platform, listId)).credential
    if (!issuerId) return undefined
    const { did } = await getIssuer(platform.db, issuerId)
    const [, ...left] = await listOwnOrigins(platform)
    const former = left.find((origin) => isAt(origin, url))
    const identity = { id: issuerId, did: former === undefined ? did : didAt(former, issuerId) }
    const document = await getDidDocument(platform, identity)
    if (!key) return JSON.stringify(document)
    const method = document.verificationMethod.find(({ id }) => id === `${document.id}#${key}`)
    const jwk = method?.publicKeyJwk ?? (method?.publicKeyMultibase && multikeyToJwk(method.publicKeyMultibase))
    return jwk && JSON.stringify(jwk)
  })
}

/** The keys that an issuer of ours publishes at this moment. Undefined for one that has none. */
export async function findOwnDidDocument(platform: OwnRecords, did: string): Promise<DidDocument | undefined> {
  const home = (await listOwnOrigins(platform)).map(homeOf).find((one) => did.startsWith(one))
  const issuerId = did.slice(home?.length)
  if (home === undefined || !/^[\w-]{1,64}$/.test(issuerId)) return undefined
  const document = await getDidDocument(platform, { id: issuerId, did })
  return document.verificationMethod.length === 0 ? undefined : document
}

/** What the ledger says of an award at this moment: the list that is published says the same, a moment later. */
export function findOwnStatus(
  origins: readonly string[],
  { purpose, index, listUrl }: StatusEntry,
  row: LedgerRow | undefined,
): 'set' | 'not-set' | undefined {
  if (!row || purpose !== 'revocation' || index !== row.statusPosition) return undefined
  if (!origins.some((origin) => listUrl === statusListUrl(origin, row.statusListId))) return undefined
  return row.revokedAt === null ? 'not-set' : 'set'
}

/** The award behind an address of ours, whichever of its files is asked for. */
export function awardAt(url: string): { awardId: string; isToken: boolean } | undefined {
  const [, awardId, ending] = /^\/c\/([\w-]{1,64})(?:\.(json|jwt|png|svg|pdf))?$/.exec(ownPath(url)) ?? []
  return awardId === undefined ? undefined : { awardId, isToken: ending === 'jwt' }
}

/** Ids and paths of ours are in small letters. */
const ownPath = (url: string) => `/${tidyAddress(new URL(url).pathname.toLowerCase()).replace(/^\//, '')}`

export const findOwnToken = (platform: OwnRecords, awardId: string): Promise<string | undefined> =>
  unlessMissing(() => getAwardToken(platform, awardId, 'open-badges'))

/**
 * Whether what was signed is what was awarded. A proof or token that verifies and is the recorded one covers the recorded
 * text; comparing texts instead would refuse copies that a wallet has written in other words of the same meaning.
 */
export async function isOnRecord(
  platform: OwnRecords,
  { credential, passedProofs, token, digest }: IssuedCredential,
  { row, open }: { row: LedgerRow; open(): Promise<LedgerEntry | undefined> },
): Promise<boolean> {
  const origins = await listOwnOrigins(platform)
  if (!origins.some((origin) => credential.id === credentialUrl(origin, row.awardId))) return false
  if (token === undefined) {
    if (digest === row.digest && isSealed(platform, row)) return true
    return proofValuesOf(await open()).some((value) => passedProofs.includes(value))
  }
  const recorded = await Promise.all(
    (['open-badges', 'vc-jose-cose'] as const).map((dialect) => findToken(platform.db, row.awardId, dialect)),
  )
  return recorded.some((text) => text !== undefined && signedPart(text) === signedPart(token))
}

function proofValuesOf(entry: LedgerEntry | undefined): string[] {
  const proof = entry?.badge.secured?.credential.proof
  const proofs = Array.isArray(proof) ? proof : [proof]
  return proofs.flatMap((value) =>
    typeof value === 'object' && value !== null && 'proofValue' in value ? String(value.proofValue) : [],
  )
}

/** An ECDSA signature has two spellings; what it signs has one. */
const signedPart = (token: string) => token.slice(0, token.lastIndexOf('.'))

async function unlessMissing(find: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return undefined
    throw error
  }
}
