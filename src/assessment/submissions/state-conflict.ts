import { isPreconditionFailed, isUniqueViolation } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'

/** What a failed batch means when somebody else was faster. Says what to do; anything else that went wrong rises as it is. */
export const orStateConflict =
  (message: string) =>
  (error: unknown): never => {
    if (isPreconditionFailed(error) || isUniqueViolation(error))
      throw new AppError('state-conflict', message, { cause: error })
    throw error
  }
