import { asc, type Column, desc, type SQL, sql } from 'drizzle-orm'

/** Where the next page of a list goes on: after this row. */
export interface PageStart {
  at: number
  id: string
}

export interface ListPage {
  limit: number
  after?: PageStart | undefined
}

/** How a list is sorted, and the condition that goes on in it: the two cannot differ. */
export interface ListOrder {
  by: SQL[]
  beyond(start: PageStart | undefined): SQL | undefined
}

export const newestFirst = (at: Column, id: Column): ListOrder => ({
  by: [desc(at), desc(id)],
  beyond: (start) => start && sql`(${at}, ${id}) < (${start.at}, ${start.id})`,
})

export const oldestFirst = (at: Column, id: Column): ListOrder => ({
  by: [asc(at), asc(id)],
  beyond: (start) => start && sql`(${at}, ${id}) > (${start.at}, ${start.id})`,
})
