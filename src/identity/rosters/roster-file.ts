import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { OpenFile } from './one-roster-bundle.ts'

/** A roster as it was sent, from its beginning each time. */
export const openRosterFile =
  ({ files }: Pick<Platform, 'files'>, key: string): OpenFile =>
  async () => {
    const file = await files.get(key)
    if (!file) throw new AppError('gone', 'refused.rosterFileGone')
    return file.body
  }
