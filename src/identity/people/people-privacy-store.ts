import { and, count, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Db, Statement } from '../../platform/db/db.ts'
import { isoTime, type Merge, type PersonalRecords } from '../../platform/db/personal-records.ts'
import { listEmails } from './emails-store.ts'
import { personEmail } from './emails-tables.ts'
import { listSessions } from './end-sessions.ts'
import { getPerson } from './people-store.ts'
import { person } from './people-tables.ts'
import { secret } from './secrets-tables.ts'
import { session } from './sessions-tables.ts'

/** First of all rooms: what others may let go, they let go of who was erased or merged. */
export const peoplePersonalRecords = {
  rows: [personEmail, secret, session],
  words: [person.name, person.email, person.did, person.sortingName, person.language, person.timeZone, person.lane],
  kept: [person.mergedInto],
  async count(db, { isTheirs }) {
    const [found] = await db.select({ rows: count() }).from(personEmail).where(isTheirs(personEmail.personId))
    return { addresses: found?.rows ?? 0 }
  },
  async gather(platform, { personId }) {
    const { db } = platform
    const [found, emails, sessions] = await Promise.all([
      getPerson(db, personId),
      listEmails(db, personId),
      listSessions(platform, { kind: 'person', personId }),
    ])
    return {
      person: {
        id: found.id,
        name: found.name,
        sorting_name: found.sortingName,
        language: found.language,
        time_zone: found.timeZone,
        lane: found.lane,
        wallet: found.did,
        is_administrator: found.isAdministrator,
        created_at: isoTime(found.createdAt),
      },
      emails: emails.map(({ email, kind, isMain, verifiedAt }) => ({
        email,
        kind,
        is_main: isMain,
        verified_at: isoTime(verifiedAt),
      })),
      sessions: sessions.map(({ kind, method, agent, createdAt, lastSeenAt }) => ({
        kind,
        method,
        agent,
        created_at: isoTime(createdAt),
        last_seen_at: isoTime(lastSeenAt),
      })),
    }
  },
  erase: (db, { isTheirs, mentionsThem, at }) => [
    db
      .update(person)
      .set({
        name: 'Erased person',
        email: sql`'erased-' || ${person.id} || '@erased.invalid'`,
        did: null,
        isAdministrator: false,
        sortingName: null,
        language: null,
        timeZone: null,
        lane: null,
        erasedAt: at,
      })
      .where(isTheirs(person.id)),
    db.delete(personEmail).where(isTheirs(personEmail.personId)),
    db.delete(session).where(isTheirs(session.personId)),
    db.delete(secret).where(or(isTheirs(secret.subject), mentionsThem(secret.payload))),
  ],
  /** What is signed keeps the account it names, and is read as this person’s. */
  merge: (db, { from, into }) => [
    db
      .update(person)
      .set({
        did: sql`coalesce(${person.did}, (select ended.did from person as ended where ended.id = ${from}))`,
        isAdministrator: sql`max(${person.isAdministrator}, (select ended.is_administrator from person as ended where ended.id = ${from}))`,
      })
      .where(eq(person.id, into)),
    db
      .update(person)
      .set({
        mergedInto: into,
        name: sql`(select kept.name from person as kept where kept.id = ${into})`,
        email: sql`'merged-' || ${person.id} || '@merged.invalid'`,
        did: null,
        isAdministrator: false,
        sortingName: null,
        language: null,
        timeZone: null,
        lane: null,
      })
      .where(eq(person.id, from)),
    db
      .update(person)
      .set({ mergedInto: into, name: sql`(select kept.name from person as kept where kept.id = ${into})` })
      .where(eq(person.mergedInto, from)),
    ...moveEmails(db, { from, into }),
    db.delete(session).where(eq(session.personId, from)),
    db.delete(secret).where(eq(secret.subject, from)),
  ],
} as const satisfies PersonalRecords

/** Addresses that both had stay with the account that showed them to be theirs. */
const moveEmails = (db: Db, { from, into }: Merge): Statement[] => {
  const alsoOf = (personId: string, condition: SQL) =>
    sql`${personEmail.email} in (select other.email from person_email as other where other.person_id = ${personId} and ${condition})`
  return [
    db
      .delete(personEmail)
      .where(
        and(
          eq(personEmail.personId, from),
          or(
            and(isNull(personEmail.verifiedAt), alsoOf(into, sql`1`)),
            alsoOf(into, sql`other.verified_at is not null`),
          ),
        ),
      ),
    db
      .delete(personEmail)
      .where(
        and(
          eq(personEmail.personId, into),
          isNull(personEmail.verifiedAt),
          alsoOf(from, sql`other.verified_at is not null`),
        ),
      ),
    db.update(personEmail).set({ personId: into }).where(eq(personEmail.personId, from)),
  ]
}
