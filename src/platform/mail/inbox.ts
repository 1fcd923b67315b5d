import type { ListPage } from '../db/paging.ts'
import type { Platform } from '../platform.ts'
import { listMessagesOf, type Message, markAllRead, markRead } from './messages-store.ts'

interface Reader {
  personId: string
}

/** What was written to this person, newest first. */
export const listInbox = ({ db }: Pick<Platform, 'db'>, reader: Reader, page: ListPage): Promise<Message[]> =>
  listMessagesOf(db, reader.personId, page)

/** Somebody else's message stays as it is. Reading is nobody else's business, so the audit log does not hear of it. */
export const readMessage = ({ db, now }: Pick<Platform, 'db' | 'now'>, reader: Reader, messageId: string) =>
  markRead(db, reader.personId, messageId, now().getTime())

/** All that were written until then: what came while the page was open stays unread. */
export const readMessagesUntil = ({ db, now }: Pick<Platform, 'db' | 'now'>, reader: Reader, until: Date) =>
  markAllRead(db, reader.personId, now().getTime(), until.getTime())
