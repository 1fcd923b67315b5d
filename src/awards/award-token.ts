import { loadSigningKey } from '../issuers/signing-keys.ts'
import { parseCredential, signVcJwt } from '../openbadges/index.ts'
import type { Platform } from '../platform.ts'
import { findToken, insertTokenUnlessKept, type TokenDialect } from './awards-store.ts'
import { getPublicAward } from './read-awards.ts'

/** The award as VC-JWT: signed when first asked for, and from then on the same for everybody. */
export async function getAwardToken(
  platform: Pick<Platform, 'db' | 'sealer' | 'signingKeys' | 'now'>,
  awardId: string,
  dialect: TokenDialect,
): Promise<string> {
  const kept = await findToken(platform.db, awardId, dialect)
  if (kept !== undefined) return kept
  const { award, issuer } = await getPublicAward(platform, awardId)
  const key = await loadSigningKey(platform, issuer, 'P-256')
  // The token's signature takes the place of the embedded proof.
  const { proof: _, ...credential } = parseCredential(award.credential)
  const token = await signVcJwt(credential, key, dialect)
  await insertTokenUnlessKept(platform.db, { awardId, dialect, token, createdAt: platform.now().getTime() })
  return (await findToken(platform.db, awardId, dialect)) ?? token
}
