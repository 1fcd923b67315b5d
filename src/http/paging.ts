import type { Context } from 'hono'
import { AppError } from '../platform/errors.ts'
import type { HttpEnv } from './http-env.ts'

/** Where the next page goes on: after this row. */
export interface PageStart {
  at: number
  id: string
}

/** `?limit=` of 1 to 200, and `?cursor=` as the page before gave it. */
export function readPage(c: Context<HttpEnv>): { limit: number; after: PageStart | undefined } {
  const limit = c.req.query('limit') ?? '50'
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > 200) {
    throw new AppError('bad-request', 'The limit is a number from 1 to 200.')
  }
  const cursor = c.req.query('cursor')
  return { limit: Number(limit), after: cursor === undefined ? undefined : parseCursor(cursor) }
}

/** A page of a list. Ask the store for one row more than the limit: it says whether there is a next page. */
export function listResponse<Row>(
  c: Context<HttpEnv>,
  rows: readonly Row[],
  { limit, startOf, toItem }: { limit: number; startOf: (row: Row) => PageStart; toItem: (row: Row) => unknown },
): Response {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const nextCursor = rows.length > limit && last ? toCursor(startOf(last)) : undefined
  if (nextCursor !== undefined) {
    const next = new URL(c.req.url)
    next.searchParams.set('cursor', nextCursor)
    c.header('Link', `<${next.pathname}${next.search}>; rel="next"`)
  }
  const body = { data: shown.map(toItem), has_more: nextCursor !== undefined, next_cursor: nextCursor ?? null }
  return c.json(body)
}

/** A whole list that fits on one page. */
export const wholeList = (c: Context<HttpEnv>, data: readonly unknown[]): Response =>
  c.json({ data, has_more: false, next_cursor: null })

const toCursor = ({ at, id }: PageStart) => `${at.toString(36)}.${id}`

function parseCursor(cursor: string): PageStart {
  const [, at, id] = /^([0-9a-z]{1,11})\.([\w-]{1,64})$/.exec(cursor) ?? []
  if (at === undefined || id === undefined) throw new AppError('bad-request', 'This cursor is not one of ours.')
  return { at: Number.parseInt(at, 36), id }
}
