import { or, sql } from 'drizzle-orm'
import type { PersonalRecords } from '../db/personal-records.ts'
import { idempotentRequest } from './jobs-tables.ts'

export const jobsPersonalRecords = {
  rows: [idempotentRequest],
  words: [],
  kept: [],
  erase: (db, { personId, isTheirs, mentionsThem }) => [
    db
      .delete(idempotentRequest)
      .where(
        or(
          isTheirs(idempotentRequest.actor),
          sql`instr(${idempotentRequest.response}, ${personId}) > 0`,
          mentionsThem(idempotentRequest.response),
        ),
      ),
  ],
} as const satisfies PersonalRecords
