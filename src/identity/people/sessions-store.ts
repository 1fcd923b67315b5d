import { and, desc, eq, isNull, lte, ne, not, type Placeholder, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import { person } from './people-tables.ts'
import { session } from './sessions-tables.ts'

export type Session = typeof session.$inferSelect
export type SessionKind = Session['kind']
export type SessionMethod = Session['method']

export const insertSession = (db: Db, row: typeof session.$inferInsert): Statement => db.insert(session).values(row)

export async function findLiveSession(
  db: Db,
  wanted: { secretHash: string; kind: SessionKind; now: number },
): Promise<Pick<Session, 'id' | 'personId' | 'isShared' | 'state' | 'lastSeenAt' | 'expiresAt'> | undefined> {
  return await liveSession(db).get(wanted)
}

const liveSession = oncePerDatabase((db) =>
  db
    .select({
      id: session.id,
      personId: session.personId,
      isShared: session.isShared,
      state: session.state,
      lastSeenAt: session.lastSeenAt,
      expiresAt: session.expiresAt,
    })
    .from(session)
    .innerJoin(person, eq(person.id, session.personId))
    .where(
      and(
        eq(session.secretHash, sql.placeholder('secretHash')),
        eq(session.kind, sql.placeholder('kind')),
        isLive(sql.placeholder('now')),
        isNull(person.suspendedAt),
        isNull(person.mergedInto),
        isNull(person.erasedAt),
      ),
    )
    .prepare(),
)

/** Neither of its two ends has come. */
function isLive(now: Placeholder | number) {
  const idleEnd = sql`${session.lastSeenAt} + ${session.idleMinutes} * 60000`
  return sql`(${session.expiresAt} > ${now} and (${session.idleMinutes} is null or ${idleEnd} > ${now}))`
}

/** Only where nobody did in the last minute: many requests of a page come at once. */
export async function touchSession(db: Db, { secretHash, now }: { secretHash: string; now: number }): Promise<void> {
  await db
    .update(session)
    .set({ lastSeenAt: now })
    .where(and(eq(session.secretHash, secretHash), lte(session.lastSeenAt, now - 60_000)))
}

/** Copies a session to a new secret and lets the former end soon. Says whether it was this call that did it. */
export async function renewSecret(
  db: Db,
  renewal: { formerHash: string; secretHash: string; id: string; formerEndsAt: number },
): Promise<boolean> {
  const former = and(eq(session.secretHash, renewal.formerHash), eq(session.state, 'renewing'))
  const copy = sql`select ${renewal.secretHash}, ${renewal.id}, ${session.kind}, ${session.personId}, ${session.method}, 'live',
    ${session.agent}, ${session.isShared}, ${session.idleMinutes}, ${session.createdAt}, ${session.lastSeenAt},
    ${session.expiresAt} from ${session} where ${former}`
  const [copied] = await db.batch([
    db.insert(session).select(copy).returning({ id: session.id }),
    db
      .update(session)
      .set({ state: 'renewed', expiresAt: sql`min(${session.expiresAt}, ${renewal.formerEndsAt})` })
      .where(former),
  ])
  return copied.length > 0
}

export const deletingSession = (db: Db, secretHash: string): Statement =>
  db.delete(session).where(eq(session.secretHash, secretHash))

export async function findEndedSession(
  db: Db,
  { secretHash, now }: { secretHash: string; now: number },
): Promise<string | undefined> {
  const [found] = await db
    .select({ personId: session.personId })
    .from(session)
    .where(and(eq(session.secretHash, secretHash), ne(session.state, 'renewed'), not(isLive(now))))
  return found?.personId
}

/** What a person is signed in with, the newest first. */
export async function listLiveSessions(db: Db, personId: string, now: number): Promise<Session[]> {
  return await db
    .select()
    .from(session)
    .where(and(eq(session.personId, personId), ne(session.state, 'renewed'), isLive(now)))
    .orderBy(desc(session.lastSeenAt), desc(session.id))
    .limit(200)
}

/** One session by its id, only where it is that person's and did not end meanwhile. */
export const deletingSessionOf = (db: Db, { personId, id }: Pick<Session, 'personId' | 'id'>): Statement[] => {
  const isTheirs = and(eq(session.personId, personId), eq(session.id, id))
  return [
    requireRow(db, 'session is there', db.select({ id: session.id }).from(session).where(isTheirs)),
    db.delete(session).where(isTheirs),
  ]
}

/** All of a person's browsers, but for the one that asks. */
export const deletingBrowsersOf = (db: Db, { personId, except }: { personId: string; except?: string }): Statement =>
  db
    .delete(session)
    .where(
      and(eq(session.personId, personId), eq(session.kind, 'browser'), except ? ne(session.id, except) : undefined),
    )

/** Those whose end came before `time`. */
export async function deleteSessionsBefore(db: Db, time: number): Promise<void> {
  await db.delete(session).where(lte(session.expiresAt, time))
}
