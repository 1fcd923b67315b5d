import type { Context } from 'hono'
import { AppError } from '../platform/errors.ts'

/** An id out of the path. What cannot be one of ours is simply not found. */
export function idParam(c: Context, name = 'id'): string {
  const id: unknown = c.req.param(name)
  if (typeof id !== 'string' || !/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/.test(id)) {
    throw new AppError('not-found', 'refused.nothingHere')
  }
  return id
}
