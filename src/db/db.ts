import { type SQLWrapper, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { guard } from './guard-tables.ts'

/** One driver type for the embedded file and for Cloudflare D1. */
export type Db = DrizzleD1Database<Record<string, never>> & {
  /** Whether statements can call functions of ours: where the database runs in this process. D1 has none. */
  readonly callsFunctions: boolean
}
/** One statement of a batch. */
export type Statement = Parameters<Db['batch']>[0][number]

/** Connects drizzle to a D1 binding, real or wrapped. */
export const connect = (binding: Parameters<typeof drizzle>[0]): Db =>
  Object.assign(drizzle(binding), { callsFunctions: 'callsFunctions' in binding && binding.callsFunctions === true })

/** Put first in a batch: abandons all of it unless `rows` finds one. */
export const requireRow = (db: Db, reason: string, rows: SQLWrapper) =>
  db.insert(guard).select(sql`select ${reason} where not exists ${rows}`)

const failed = (kind: string) => (error: unknown) => messages(error).includes(`${kind} constraint failed`)
export const isUniqueViolation = failed('UNIQUE')
export const isPreconditionFailed = (error: unknown) => messages(error).includes('CHECK constraint failed: guard_stop')
/** One of the rules that the database itself keeps, by the name of its trigger (drizzle/0001_rules.sql). */
export const isRuleBroken = (error: unknown, rule: string) => messages(error).includes(`rule broken: ${rule}`)
/** The words of an error and all its causes, as databases give them. */
export const messages = (error: unknown): string =>
  error instanceof Error ? `${error.message} ${messages(error.cause)}` : ''
