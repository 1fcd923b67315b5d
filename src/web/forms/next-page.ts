import type { Context } from 'hono'
import type { PageStart } from '../../http/paging.ts'

/** The address of the next page; ask the store for one row more than are shown, so that it is known whether there is one. */
export function nextPage<Row>(
  c: Context,
  rows: readonly Row[],
  shown: number,
  startOf: (row: Row) => PageStart,
): string | undefined {
  const last = rows[shown - 1]
  if (rows.length <= shown || last === undefined) return undefined
  const { at, id } = startOf(last)
  const url = new URL(c.req.url)
  url.searchParams.set('cursor', `${at.toString(36)}.${id}`)
  return `${url.pathname}${url.search}`
}
