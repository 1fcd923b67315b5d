import { type SQLWrapper, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { guard } from './guard-tables.ts'

/** One driver type for the embedded file and for Cloudflare D1. */
export type Db = DrizzleD1Database<Record<string, never>> & {
  /** Whether statements can call functions of ours: where the database runs in this process. D1 has none. */
  readonly callsFunctions: boolean
  /** For stores that keep long texts. D1 has no bytes, so what comes out is kept as text again. */
  readonly compression: Compression
}
/** Text in few bytes, by what it has in common with a dictionary: raw DEFLATE (RFC 1951) with a preset dictionary. */
export interface Compression {
  deflate(text: string, dictionary: Uint8Array): Uint8Array
  /** Exactly the text that was deflated. Throws for other bytes, another dictionary, and texts longer than `maxBytes`. */
  inflate(bytes: Uint8Array, dictionary: Uint8Array, options: { maxBytes: number }): string
}

/** One statement of a batch. */
export type Statement = Parameters<Db['batch']>[0][number]

/** Connects drizzle to a D1 binding, real or wrapped. */
export const connect = (binding: Parameters<typeof drizzle>[0], compression: Compression): Db =>
  Object.assign(drizzle(binding), {
    callsFunctions: 'callsFunctions' in binding && binding.callsFunctions === true,
    compression,
  })

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
