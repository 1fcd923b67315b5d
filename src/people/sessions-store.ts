import { and, eq, gt, lte } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { session } from './people-tables.ts'

export type SessionKind = (typeof session.$inferSelect)['kind']

export async function insertSession(db: Db, row: typeof session.$inferInsert): Promise<void> {
  await db.insert(session).values(row)
}

export async function findPersonOfSession(
  db: Db,
  { secretHash, kind, now }: { secretHash: string; kind: SessionKind; now: Date },
): Promise<string | undefined> {
  const rows = await db
    .select({ personId: session.personId })
    .from(session)
    .where(and(eq(session.secretHash, secretHash), eq(session.kind, kind), gt(session.expiresAt, now.getTime())))
  return rows[0]?.personId
}

export async function deleteSession(db: Db, secretHash: string): Promise<void> {
  await db.delete(session).where(eq(session.secretHash, secretHash))
}

export async function deleteExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.delete(session).where(lte(session.expiresAt, now.getTime()))
}
