import type { JobClass } from '../../platform/jobs/jobs-tables.ts'
import type { Platform } from '../../platform/platform.ts'
import { tellRecipient } from '../awards/award-mail.ts'
import { findAward } from '../awards/awards-store.ts'
import { compareAward, isSampled } from '../awards/compare-award.ts'
import { checkAward } from './check-award.ts'

/** What comes after an award: another look at what was signed, and mail to whom it was made for; of one of many, after all others. */
export async function followAward(platform: Platform, awardId: string, mailClass?: JobClass): Promise<void> {
  const found = await findAward(platform.db, awardId)
  if (!found) throw new Error('An award that was announced is not in the ledger.')
  // Its recipient may have been erased already.
  if (found.award.credential === '') return
  await compareAward(platform, found)
  if (isSampled(platform, awardId)) await checkAward(platform, found)
  await tellRecipient(platform, found, mailClass)
}
