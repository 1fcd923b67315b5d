import type { PersonalRecords } from '../db/personal-records.ts'
import { rateLimit } from './rate-limit-tables.ts'

/** Counted by id for minutes. */
export const requestsPersonalRecords = {
  rows: [],
  words: [],
  kept: [rateLimit.client],
} as const satisfies PersonalRecords
