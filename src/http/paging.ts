import type { Context } from 'hono'
import type { PageStart } from '../platform/db/paging.ts'
import { AppError } from '../platform/errors.ts'
import type { HttpEnv } from './http-env.ts'

/** `?limit=` of 1 to 200, and `?cursor=` as the page before gave it. */
export function readPage(c: Context<HttpEnv>): { limit: number; after: PageStart | undefined } {
  const limit = c.req.query('limit') ?? '50'
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > 200) {
    throw new AppError('bad-request', 'refused.limitRange')
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
  const next = nextPage(c, rows, limit, startOf)
  if (next !== undefined) c.header('Link', `<${next}>; rel="next"`)
  return c.json({ items: rows.slice(0, limit).map(toItem), next: next ?? null })
}

/** A whole list that fits on one page. */
export const wholeList = (c: Context<HttpEnv>, items: readonly unknown[]): Response => c.json({ items, next: null })

/** The address of the next page; ask the store for one row more than are shown, so that it is known whether there is one. */
export function nextPage<Row>(
  c: Context<HttpEnv>,
  rows: readonly Row[],
  shown: number,
  startOf: (row: Row) => PageStart,
): string | undefined {
  const last = rows[shown - 1]
  if (rows.length <= shown || last === undefined) return undefined
  const url = new URL(c.req.url)
  url.searchParams.set('cursor', toCursor(startOf(last)))
  return `${url.pathname}${url.search}`
}

const toCursor = ({ at, id }: PageStart) => `${at.toString(36)}.${id}`

function parseCursor(cursor: string): PageStart {
  const [, at, id] = /^([0-9a-z]{1,11})\.([\w-]{1,64})$/.exec(cursor) ?? []
  if (at === undefined || id === undefined) throw new AppError('bad-request', 'refused.cursorNotOurs')
  return { at: Number.parseInt(at, 36), id }
}
