import { and, eq, gt, lte, sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { oncePerDatabase } from '../db/prepared.ts'
import { session } from './people-tables.ts'

export type SessionKind = (typeof session.$inferSelect)['kind']

export async function insertSession(db: Db, row: typeof session.$inferInsert): Promise<void> {
  await db.insert(session).values(row)
}

export async function findPersonOfSession(
  db: Db,
  { secretHash, kind, now }: { secretHash: string; kind: SessionKind; now: Date },
): Promise<string | undefined> {
  return (await liveSession(db).get({ secretHash, kind, now: now.getTime() }))?.personId
}

const liveSession = oncePerDatabase((db) =>
  db
    .select({ personId: session.personId })
    .from(session)
    .where(
      and(
        eq(session.secretHash, sql.placeholder('secretHash')),
        eq(session.kind, sql.placeholder('kind')),
        gt(session.expiresAt, sql.placeholder('now')),
      ),
    )
    .prepare(),
)

export async function deleteSession(db: Db, secretHash: string): Promise<void> {
  await db.delete(session).where(eq(session.secretHash, secretHash))
}

export async function deleteExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.delete(session).where(lte(session.expiresAt, now.getTime()))
}
