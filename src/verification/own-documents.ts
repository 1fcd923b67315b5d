import { credentialUrl } from '../awards/award.ts'
import { getAwardToken } from '../awards/award-token.ts'
import { findAward, findToken } from '../awards/awards-store.ts'
import { getPublishedStatusList } from '../awards/publish-status-list.ts'
import { AppError } from '../errors.ts'
import { getIssuer } from '../issuers/issuers-store.ts'
import { getDidDocument } from '../issuers/signing-keys.ts'
import { didWebFor, type IssuedCredential, multikeyToJwk, parseCredential } from '../openbadges/index.ts'
import type { Platform } from '../platform.ts'

export type OwnRecords = Pick<
  Platform,
  'config' | 'db' | 'sealer' | 'signingKeys' | 'proofs' | 'now' | 'sha256' | 'gzip'
>

/** Whether an address is one of ours. Then it is never asked over HTTP: a request to ourselves could wait for itself. */
export function isOwnUrl({ config }: Pick<Platform, 'config'>, url: string): boolean {
  return URL.canParse(url) && new URL(url).host === new URL(config.origin).host
}

/** Whether a DID is one that only this server can publish a document for. */
export const isOwnDid = ({ config }: Pick<Platform, 'config'>, did: string): boolean =>
  did.startsWith(`${didWebFor(config.origin, ['issuers'])}:`)

/** A public document of ours that a verification leads to, straight from the database. Undefined when there is none. */
export async function findOwnDocument(platform: OwnRecords, url: string): Promise<string | undefined> {
  const { pathname } = new URL(url)
  const [, issuerId, key] = /^\/issuers\/([\w-]{1,64})\/(?:did\.json|keys\/([\w-]{1,64}))$/.exec(pathname) ?? []
  const [, listId] = /^\/status\/([\w-]{1,64})$/.exec(pathname) ?? []
  return unlessMissing(async () => {
    if (listId) return (await getPublishedStatusList(platform, listId)).credential
    if (!issuerId) return undefined
    const document = await getDidDocument(platform, await getIssuer(platform.db, issuerId))
    if (!key) return JSON.stringify(document)
    const method = document.verificationMethod.find(({ id }) => id === `${document.id}#${key}`)
    const jwk = method?.publicKeyJwk ?? (method?.publicKeyMultibase && multikeyToJwk(method.publicKeyMultibase))
    return jwk && JSON.stringify(jwk)
  })
}

/** The credential behind an address of ours: its page, or one of the files beside it. */
export async function findOwnCredential(platform: OwnRecords, url: string): Promise<string | undefined> {
  const [, awardId = '', ending] = awardPath.exec(new URL(url).pathname) ?? []
  if (ending === 'jwt') return unlessMissing(() => getAwardToken(platform, awardId, 'open-badges'))
  return (await findAward(platform.db, awardId))?.award.credential
}

/**
 * Whether what was signed is what was awarded. A proof or token that verifies and is the recorded one covers the recorded
 * text; comparing texts instead would refuse copies that a wallet has written in other words of the same meaning.
 */
export async function isOnRecord(
  platform: Pick<Platform, 'config' | 'db'>,
  { credential, passedProofs, token }: IssuedCredential,
): Promise<boolean> {
  const awardId = String(credential.id).split('/').at(-1) ?? ''
  const found = await findAward(platform.db, awardId)
  if (!found || credential.id !== credentialUrl(platform.config.origin, awardId)) return false
  if (token === undefined) return proofValuesOf(found.award.credential).some((value) => passedProofs.includes(value))
  const recorded = await Promise.all(
    (['open-badges', 'vc-jose-cose'] as const).map((dialect) => findToken(platform.db, awardId, dialect)),
  )
  return recorded.some((text) => text !== undefined && signedPart(text) === signedPart(token))
}

function proofValuesOf(credential: string): string[] {
  const { proof } = parseCredential(credential)
  const proofs = Array.isArray(proof) ? proof : [proof]
  return proofs.flatMap((entry) =>
    typeof entry === 'object' && entry !== null && 'proofValue' in entry ? String(entry.proofValue) : [],
  )
}

/** An ECDSA signature has two spellings; what it signs has one. */
const signedPart = (token: string) => token.slice(0, token.lastIndexOf('.'))

const awardPath = /^\/c\/([\w-]{1,64})(?:\.(json|jwt|png|svg|pdf))?$/

async function unlessMissing(find: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return undefined
    throw error
  }
}
