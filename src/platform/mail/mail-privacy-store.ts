import { count, eq, or, sql } from 'drizzle-orm'
import { everyPage, isoTime, type PersonalRecords } from '../db/personal-records.ts'
import { listMailChoices } from './choose-mail.ts'
import { listInbox } from './inbox.ts'
import { message, unwantedMail } from './mail-tables.ts'

export const mailPersonalRecords = {
  rows: [message, unwantedMail],
  words: [],
  kept: [],
  async count(db, { isTheirs }) {
    const [found] = await db.select({ rows: count() }).from(message).where(isTheirs(message.personId))
    return { messages: found?.rows ?? 0 }
  },
  async gather(platform, who) {
    const messages = await everyPage(
      (page) => listInbox(platform, who, page),
      ({ createdAt, id }) => ({ at: createdAt, id }),
    )
    return {
      messages: messages.map(({ kind, to, subject, content, createdAt, sentAt }) => ({
        kind,
        to,
        subject,
        paragraphs: content.paragraphs,
        created_at: isoTime(createdAt),
        sent_at: isoTime(sentAt),
      })),
      mail_choices: await listMailChoices(platform, who),
    }
  },
  erase: (db, { isTheirs, isTheirAddress }) => [
    db
      .delete(message)
      .where(or(isTheirs(message.personId), isTheirs(message.aboutPersonId), isTheirAddress(message.to))),
    db.delete(unwantedMail).where(isTheirs(unwantedMail.personId)),
  ],
  merge: (db, { from, into }) => [
    db.update(message).set({ personId: into }).where(eq(message.personId, from)),
    db.update(message).set({ aboutPersonId: into }).where(eq(message.aboutPersonId, from)),
    db
      .insert(unwantedMail)
      .select(sql`select ${into}, kind, created_at from ${unwantedMail} where person_id = ${from}`)
      .onConflictDoNothing(),
    db.delete(unwantedMail).where(eq(unwantedMail.personId, from)),
  ],
} as const satisfies PersonalRecords
