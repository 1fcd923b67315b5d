import { loadSigningKey } from '../../identity/issuers/signing-keys.ts'
import { listPublishedKeys } from '../../identity/issuers/signing-keys-store.ts'
import {
  type JsonObject,
  multikeyIdOf,
  parseCredential,
  readVcJwt,
  type SigningKey,
  signVcJwt,
} from '../../openbadges/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { deleteToken, findToken, insertTokenUnlessKept, type TokenDialect } from './awards-store.ts'
import { getPublicAward } from './read-awards.ts'

/** The award as VC-JWT: signed when first asked for, and from then on the same for everybody, while its key is published. */
export async function getAwardToken(
  platform: Pick<Platform, 'db' | 'sealer' | 'signingKeys' | 'now'>,
  awardId: string,
  dialect: TokenDialect,
): Promise<string> {
  const { award, issuer } = await getPublicAward(platform, awardId)
  const kept = await findToken(platform.db, awardId, dialect)
  if (kept !== undefined) {
    const { kid } = readVcJwt(kept).header
    const keys = await listPublishedKeys(platform.db, issuer.id)
    if (keys.some(({ id }) => id === kid || multikeyIdOf(id) === kid)) return kept
    await deleteToken(platform.db, { awardId, dialect, token: kept })
  }
  // The token's signature takes the place of the embedded proof.
  const { proof: _, ...credential } = parseCredential(award.credential)
  const did = issuerOf(credential) ?? issuer.did
  const key = await loadSigningKey(platform, { id: issuer.id, did }, 'P-256')
  const token = await signVcJwt(credential, namedFor(dialect, key), dialect)
  await insertTokenUnlessKept(platform.db, { awardId, dialect, token, createdAt: platform.now().getTime() })
  return (await findToken(platform.db, awardId, dialect)) ?? token
}

/** Whoever reads the W3C's form reads Multikey; the inspector of 1EdTech looks for a JWK behind the name. */
const namedFor = (dialect: TokenDialect, key: SigningKey): SigningKey =>
  dialect === 'vc-jose-cose' ? { ...key, id: multikeyIdOf(key.id) } : key

/** As the award names it, which may be what the issuer was called at an address before this one. */
function issuerOf({ issuer }: JsonObject): string | undefined {
  const id = typeof issuer === 'object' && issuer !== null && !Array.isArray(issuer) ? issuer.id : issuer
  return typeof id === 'string' ? id : undefined
}
