import { and, asc, count, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db, Statement } from '../db/db.ts'
import { requireRow } from '../db/db.ts'
import { type ListPage, newestFirst } from '../db/paging.ts'
import { filled, oncePerDatabase, placeholdersOf } from '../db/prepared.ts'
import { type MailContent, withoutSecrets } from './mail-content.ts'
import { type MailKind, mailKinds } from './mail-kinds.ts'
import { message, unwantedMail } from './mail-tables.ts'

export type Message = typeof message.$inferSelect
export type MessageState = Message['state']

/** Does nothing when it is written already. */
export const insertMessage = (db: Db, row: NewMessage): Statement => filled(messageInserted(db), { ...row })

type NewMessage = Pick<
  Message,
  'id' | 'personId' | 'aboutPersonId' | 'to' | 'kind' | 'language' | 'subject' | 'content' | 'createdAt' | 'dueAt'
>

const messageInserted = oncePerDatabase((db) => {
  const { id, personId, aboutPersonId, to, kind, language, subject, content, createdAt, dueAt } =
    placeholdersOf(message)
  const values = { id, personId, aboutPersonId, to, kind, language, subject, content, createdAt, dueAt }
  return db.insert(message).values(values).onConflictDoNothing({ target: message.id }).prepare()
})

export const findMessage = (db: Db, messageId: string): Promise<Message | undefined> =>
  messageById(db).get({ messageId })

const messageById = oncePerDatabase((db) =>
  db
    .select()
    .from(message)
    .where(eq(message.id, sql.placeholder('messageId')))
    .prepare(),
)

/** Newest first. */
export function listMessagesOf(db: Db, personId: string, { limit, after }: ListPage): Promise<Message[]> {
  return db
    .select()
    .from(message)
    .where(and(eq(message.personId, personId), newest.beyond(after)))
    .orderBy(...newest.by)
    .limit(limit)
}

/** Of everybody, newest first. */
export function listMessages(
  db: Db,
  { limit, after, state }: ListPage & { state?: MessageState | undefined },
): Promise<Message[]> {
  return db
    .select()
    .from(message)
    .where(and(state && eq(message.state, state), newest.beyond(after)))
    .orderBy(...newest.by)
    .limit(limit)
}

const newest = newestFirst(message.createdAt, message.id)

export async function countUnread(db: Db, personId: string): Promise<number> {
  const [found] = await db
    .select({ unread: count() })
    .from(message)
    .where(and(eq(message.personId, personId), isNull(message.readAt)))
  return found?.unread ?? 0
}

export async function markRead(db: Db, personId: string, messageId: string, readAt: number): Promise<void> {
  await db
    .update(message)
    .set({ readAt })
    .where(and(eq(message.id, messageId), eq(message.personId, personId), isNull(message.readAt)))
}

/** Those that were there when the page was made; what came since stays unread. */
export async function markAllRead(db: Db, personId: string, readAt: number, until: number): Promise<void> {
  await db
    .update(message)
    .set({ readAt })
    .where(and(eq(message.personId, personId), isNull(message.readAt), sql`${message.createdAt} <= ${until}`))
}

type Attempted = Pick<Message, 'id' | 'kind' | 'content' | 'attempts'>

/** The copy of a message whose link was a secret keeps the words and not the link. */
const leftOver = ({ kind, content }: Pick<Message, 'kind' | 'content'>): MailContent =>
  mailKinds[kind].secretLink ? withoutSecrets(content) : content

export async function markSent(db: Db, sent: Attempted, sentAt: number): Promise<void> {
  await db
    .update(message)
    .set({ state: 'sent', sentAt, attempts: sent.attempts + 1, lastError: null, content: leftOver(sent) })
    .where(isWaiting(sent.id))
}

export const markKept = async (db: Db, messageId: string): Promise<void> => {
  await db.update(message).set({ state: 'kept' }).where(isWaiting(messageId))
}

export async function markFailed(db: Db, failed: Attempted, lastError: string): Promise<void> {
  await db
    .update(message)
    .set({ state: 'failed', attempts: failed.attempts + 1, lastError, content: leftOver(failed) })
    .where(isWaiting(failed.id))
}

export const postponeMessage = (db: Db, { id, attempts }: Attempted, dueAt: number, lastError: string): Statement =>
  db
    .update(message)
    .set({ attempts: attempts + 1, dueAt, lastError })
    .where(isWaiting(id))

export const requireFailedMessage = (db: Db, messageId: string): Statement =>
  requireRow(
    db,
    'the message has not failed',
    db
      .select({ id: message.id })
      .from(message)
      .where(and(eq(message.id, messageId), eq(message.state, 'failed'))),
  )

export const startOver = (db: Db, messageId: string, dueAt: number): Statement =>
  db.update(message).set({ state: 'waiting', attempts: 0, dueAt, lastError: null }).where(eq(message.id, messageId))

const isWaiting = (messageId: string) => and(eq(message.id, messageId), eq(message.state, 'waiting'))

/** Waiting since before then, longest first. */
export async function listOverdue(db: Db, before: number, limit: number): Promise<string[]> {
  const found = await db
    .select({ id: message.id })
    .from(message)
    .where(and(eq(message.state, 'waiting'), lt(message.dueAt, before)))
    .orderBy(asc(message.dueAt))
    .limit(limit)
  return found.map(({ id }) => id)
}

export const setDue = (db: Db, messageIds: readonly string[], dueAt: number): Statement =>
  db
    .update(message)
    .set({ dueAt })
    .where(and(inArray(message.id, [...messageIds]), eq(message.state, 'waiting')))

/** Messages with a secret link that did not leave in time, to be given up. */
export function listStaleSecrets(db: Db, before: number, limit: number): Promise<Message[]> {
  return db
    .select()
    .from(message)
    .where(and(eq(message.state, 'waiting'), inArray(message.kind, kindsWithSecrets), lt(message.createdAt, before)))
    .limit(limit)
}

// `Object.keys` knows the names as text only.
const kindsWithSecrets = (Object.keys(mailKinds) as MailKind[]).filter((kind) => mailKinds[kind].secretLink)

/** What nobody reads here goes sooner. */
export async function deleteOldMessages(db: Db, before: { ofNobody: number; ofPeople: number }): Promise<void> {
  await db
    .delete(message)
    .where(
      or(and(isNull(message.personId), lt(message.createdAt, before.ofNobody)), lt(message.createdAt, before.ofPeople)),
    )
}

export interface MailFigures {
  waiting: number
  failed: number
  /** When the longest waiting was written. */
  oldestWaitingAt: number | null
  lastSentAt: number | null
}

/** Of what was written since then. */
export async function countMail(db: Db, since: number): Promise<MailFigures> {
  const [found] = await db
    .select({
      waiting: sql<number>`coalesce(sum(${message.state} = 'waiting'), 0)`,
      failed: sql<number>`coalesce(sum(${message.state} = 'failed'), 0)`,
      oldestWaitingAt: sql<number | null>`min(case when ${message.state} = 'waiting' then ${message.createdAt} end)`,
      lastSentAt: sql<number | null>`max(${message.sentAt})`,
    })
    .from(message)
    .where(sql`${message.createdAt} >= ${since}`)
  return found ?? { waiting: 0, failed: 0, oldestWaitingAt: null, lastSentAt: null }
}

export async function isUnwanted(db: Db, personId: string, kind: MailKind): Promise<boolean> {
  return (
    (await db
      .select({ kind: unwantedMail.kind })
      .from(unwantedMail)
      .where(and(eq(unwantedMail.personId, personId), eq(unwantedMail.kind, kind)))
      .get()) !== undefined
  )
}

export async function listUnwanted(db: Db, personId: string): Promise<MailKind[]> {
  const rows = await db
    .select({ kind: unwantedMail.kind })
    .from(unwantedMail)
    .where(eq(unwantedMail.personId, personId))
  return rows.map(({ kind }) => kind)
}

export const forgetUnwanted = (db: Db, personId: string): Statement =>
  db.delete(unwantedMail).where(eq(unwantedMail.personId, personId))

export const insertUnwanted = (db: Db, row: typeof unwantedMail.$inferInsert): Statement =>
  db.insert(unwantedMail).values(row).onConflictDoNothing()
