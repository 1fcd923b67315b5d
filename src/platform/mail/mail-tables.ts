import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MailContent } from './mail-content.ts'
import type { MailKind } from './mail-kinds.ts'

/** What was written to somebody: the mail that leaves here, and its copy for them to read here. */
export const message = sqliteTable(
  'message',
  {
    id: text('id').primaryKey(),
    /** Whose copy it is; absent when it goes to somebody who is nobody here yet. */
    personId: text('person_id'),
    /** Whom its words name: often whoever reads it, sometimes somebody else. Absent in mail that was written before this was kept. */
    aboutPersonId: text('about_person_id'),
    to: text('to').notNull(),
    kind: text('kind').$type<MailKind>().notNull(),
    /** BCP 47. */
    language: text('language').notNull(),
    subject: text('subject').notNull(),
    content: text('content', { mode: 'json' }).$type<MailContent>().notNull(),
    /** `kept`: to be read here only, since the person does not want mail of this kind. */
    state: text('state', { enum: ['waiting', 'sent', 'failed', 'kept'] })
      .notNull()
      .default('waiting'),
    attempts: integer('attempts').notNull().default(0),
    /** What the mail server said last. Never logged: it may quote the address. */
    lastError: text('last_error'),
    createdAt: integer('created_at').notNull(),
    /** When it is to be tried next. */
    dueAt: integer('due_at').notNull(),
    sentAt: integer('sent_at'),
    readAt: integer('read_at'),
  },
  (t) => [
    index('message_person').on(t.personId, t.createdAt),
    index('message_state').on(t.state, t.dueAt),
    index('message_age').on(t.createdAt),
  ],
)

/** Kinds of mail that a person turned off. Their copies stay. */
export const unwantedMail = sqliteTable(
  'unwanted_mail',
  {
    personId: text('person_id').notNull(),
    kind: text('kind').$type<MailKind>().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.kind] })],
)
