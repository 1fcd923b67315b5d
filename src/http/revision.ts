import type { Context } from 'hono'
import { AppError } from '../platform/errors.ts'

/** An ETag that counts edits. */
export const revisionTag = (revision: number) => `"r${revision}"`

/** The revision that If-Match names; undefined without the header. */
export function readRevision(c: Context): number | undefined {
  const header = c.req.header('If-Match')
  if (header === undefined) return undefined
  const revision = /^"r(\d{1,9})"$/.exec(header.trim())?.[1]
  // Any other tag can not be the current one.
  if (revision === undefined) throw new AppError('precondition-failed', 'refused.notOurETag')
  return Number(revision)
}

/** For edits, which are always made to something that was read before. */
export function requireRevision(c: Context): number {
  const revision = readRevision(c)
  if (revision === undefined) {
    throw new AppError('precondition-failed', 'refused.sendETag')
  }
  return revision
}
