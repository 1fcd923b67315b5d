import type { Platform } from '../../platform/platform.ts'
import { findStandingApproval } from './reviews-store.ts'

/** An approval that was not undone. For what follows it by itself. */
export const findApproval = (
  { db }: Pick<Platform, 'db'>,
  reviewId: string,
): Promise<{ reviewerId: string } | undefined> => findStandingApproval(db, reviewId)
