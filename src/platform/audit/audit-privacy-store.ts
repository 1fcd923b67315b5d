import { desc } from 'drizzle-orm'
import { isoTime, type PersonalRecords } from '../db/personal-records.ts'
import { actionOfToday } from './audit-actions.ts'
import { auditEntry } from './audit-tables.ts'

export const auditPersonalRecords = {
  rows: [],
  words: [],
  kept: [auditEntry.actor, auditEntry.subject, auditEntry.details],
  /** What they did, newest first. */
  async gather({ db }, { isTheirs }) {
    const deeds = await db
      .select({ at: auditEntry.at, action: auditEntry.action, subject: auditEntry.subject })
      .from(auditEntry)
      .where(isTheirs(auditEntry.actor))
      .orderBy(desc(auditEntry.seq))
      .limit(10_000)
    return {
      activity: deeds.map(({ at, action, subject }) => ({ at: isoTime(at), action: actionOfToday(action), subject })),
    }
  },
} as const satisfies PersonalRecords
