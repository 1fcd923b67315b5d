import type { Db, Statement } from '../db/db.ts'
import { message } from './mail-tables.ts'

export type Message = typeof message.$inferSelect

export const insertMessage = (db: Db, row: typeof message.$inferInsert): Statement => db.insert(message).values(row)
