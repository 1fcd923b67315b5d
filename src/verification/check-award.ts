import { findAward } from '../awards/awards-store.ts'
import { type VerifyPlatform, verifyBadge } from './verify-badge.ts'

/**
 * Reads an award back from the ledger soon after it was made and verifies it as a stranger's file would be. Whatever came
 * between signing and storing shows here, while few have seen it: the job fails and is reported.
 */
export async function checkAward(platform: VerifyPlatform, awardId: string): Promise<void> {
  const found = await findAward(platform.db, awardId)
  if (!found) throw new Error('An award that was announced is not in the ledger.')
  const { finding } = await verifyBadge(platform, { text: found.award.credential })
  if (finding === 'valid-known' || finding === 'revoked' || finding === 'expired') return
  throw new Error(`An award of ours does not verify: ${finding}.`)
}
