import type { AwardWithCredential } from '../awards/awards-store.ts'
import { type VerifyPlatform, verifyBadge } from './verify-badge.ts'

/**
 * Verifies an award as it was read back from the ledger, soon after it was made, as a stranger's file would be. What is wrong
 * with awards of its kind shows here, while few have seen them: the job fails and is reported.
 */
export async function checkAward(platform: VerifyPlatform, { award }: AwardWithCredential): Promise<void> {
  const { finding } = await verifyBadge(platform, { text: award.credential })
  if (finding === 'valid-known' || finding === 'revoked' || finding === 'expired') return
  throw new Error(`An award of ours does not verify: ${finding}.`)
}
