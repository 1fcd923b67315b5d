import { LRUCache } from 'lru-cache'
import {
  type DidDocument,
  generateKeyPair,
  importSigningKey,
  issuerDidDocument,
  parseStrictJson,
  type SigningKey,
} from '../../openbadges/index.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { issuer, signingKey } from './issuers-tables.ts'
import { didOfKey } from './own-origins.ts'
import { findActiveKey, findLastKeyOf, listPublishedKeys, type SigningKeyRow } from './signing-keys-store.ts'

type Issuer = Pick<typeof issuer.$inferSelect, 'id' | 'did'>
export type KeyAlgorithm = SigningKeyRow['algorithm']

/** A new active key, its private half sealed to the issuer, its own id and its algorithm, so that rows can't be swapped. */
export async function makeKey(
  platform: Pick<Platform, 'sealer' | 'now' | 'newId'>,
  issuer: Issuer,
  algorithm: KeyAlgorithm,
): Promise<typeof signingKey.$inferInsert> {
  const id = `${issuer.did}#${platform.newId()}`
  const { publicKey, publicJwk, privateKey } = await generateKeyPair(algorithm)
  const sealed = await platform.sealer.seal(privateKey, [issuer.id, id, algorithm])
  privateKey.fill(0)
  return {
    id,
    issuerId: issuer.id,
    algorithm,
    publicKey: algorithm === 'Ed25519' ? publicKey : JSON.stringify(publicJwk),
    sealedBy: sealed.sealedBy,
    nonce: sealed.nonce,
    ciphertext: sealed.ciphertext,
    state: 'active',
    createdAt: platform.now().getTime(),
  }
}

/**
 * The issuer's active key, ready to sign. Which one is active is asked each time: another process may have rotated it. For a DID
 * that the issuer had before, the last key of that one.
 */
export async function loadSigningKey(
  platform: Pick<Platform, 'db' | 'sealer' | 'signingKeys'>,
  issuer: Issuer,
  algorithm: KeyAlgorithm,
): Promise<SigningKey> {
  const active = await findActiveKey(platform.db, issuer.id, algorithm)
  const isCurrent = active === undefined || didOfKey(active.id) === issuer.did
  return await openKey(platform, issuer, isCurrent ? active : await findLastKeyOf(platform.db, issuer, algorithm))
}

async function openKey(
  platform: Pick<Platform, 'sealer' | 'signingKeys'>,
  issuer: Issuer,
  row: SigningKeyRow | undefined,
): Promise<SigningKey> {
  if (!row) throw new AppError('issuance-halted', 'refused.noSigningKey')
  const kept = platform.signingKeys.find(row.id)
  if (kept) return kept
  const privateKey = await platform.sealer.unseal(row, [issuer.id, row.id, row.algorithm])
  const key = await importSigningKey({ id: row.id, controller: didOfKey(row.id), algorithm: row.algorithm, privateKey })
  privateKey.fill(0)
  platform.signingKeys.keep(key)
  return key
}

/** The same with the document that strangers will check it by, both as they are at one moment. */
export async function loadKeyWithDocument(
  platform: Pick<Platform, 'db' | 'sealer' | 'signingKeys'>,
  issuer: Issuer,
  algorithm: KeyAlgorithm,
): Promise<{ key: SigningKey; document: DidDocument }> {
  const rows = await listPublishedKeys(platform.db, issuer.id)
  const active = rows.find((row) => row.algorithm === algorithm && row.state === 'active')
  return { key: await openKey(platform, issuer, active), document: documentOf(platform.db, issuer, rows) }
}

/** Of one identity, naming the others that the issuer has or had as itself. Made anew only when the keys are others. */
function documentOf(db: Platform['db'], issuer: Issuer, rows: readonly SigningKeyRow[]): DidDocument {
  const documents = keptDocuments(db)
  const keys = JSON.stringify(rows.map(({ id, publicKey }) => [id, publicKey]))
  const kept = documents.get(issuer.did)
  if (kept?.keys === keys) return kept.document
  const own = rows.filter(({ id }) => didOfKey(id) === issuer.did)
  const others = [...new Set(rows.map(({ id }) => didOfKey(id)))].filter((did) => did !== issuer.did)
  const document = issuerDidDocument(issuer.did, own.map(toPublicKey), others)
  documents.set(issuer.did, { keys, document })
  return document
}

const keptDocuments = oncePerDatabase(() => new LRUCache<string, { keys: string; document: DidDocument }>({ max: 200 }))

/** Every key that may still verify something: retired ones stay, compromised ones are gone. */
export async function getDidDocument(platform: Pick<Platform, 'db'>, issuer: Issuer): Promise<DidDocument> {
  return documentOf(platform.db, issuer, await listPublishedKeys(platform.db, issuer.id))
}

function toPublicKey({ id, algorithm, publicKey }: SigningKeyRow) {
  if (algorithm === 'Ed25519') return { id, algorithm, publicKey }
  const jwk = parseStrictJson(publicKey)
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk))
    throw new Error('A stored public key is not a JWK.')
  return { id, algorithm, publicKey: jwk }
}
