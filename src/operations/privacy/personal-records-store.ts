import { sql } from 'drizzle-orm'
import { reviewsPersonalRecords } from '../../assessment/reviews/reviews-privacy-store.ts'
import { submissionsPersonalRecords } from '../../assessment/submissions/submissions-privacy-store.ts'
import { awardsPersonalRecords } from '../../credentials/awards/awards-privacy-store.ts'
import { badgesPersonalRecords } from '../../definitions/badges/badges-privacy-store.ts'
import { organizationsPersonalRecords } from '../../identity/organizations/organizations-privacy-store.ts'
import { peoplePersonalRecords } from '../../identity/people/people-privacy-store.ts'
import { isSamePerson } from '../../identity/people/people-store.ts'
import { positionsPersonalRecords } from '../../identity/positions/positions-privacy-store.ts'
import { rostersPersonalRecords } from '../../identity/rosters/rosters-privacy-store.ts'
import { signInPersonalRecords } from '../../identity/sign-in/sign-in-privacy-store.ts'
import { auditPersonalRecords } from '../../platform/audit/audit-privacy-store.ts'
import type { Db, Statement } from '../../platform/db/db.ts'
import type { Gathering, Merge, PersonalRecords, Who } from '../../platform/db/personal-records.ts'
import { jobsPersonalRecords } from '../../platform/jobs/jobs-privacy-store.ts'
import { mailPersonalRecords } from '../../platform/mail/mail-privacy-store.ts'
import { requestsPersonalRecords } from '../../platform/requests/requests-privacy-store.ts'
import { exportsPersonalRecords } from './exports-privacy-store.ts'

/** Every room that keeps anything of people. */
const declared = [
  peoplePersonalRecords,
  organizationsPersonalRecords,
  signInPersonalRecords,
  positionsPersonalRecords,
  rostersPersonalRecords,
  badgesPersonalRecords,
  submissionsPersonalRecords,
  reviewsPersonalRecords,
  awardsPersonalRecords,
  mailPersonalRecords,
  jobsPersonalRecords,
  requestsPersonalRecords,
  auditPersonalRecords,
  exportsPersonalRecords,
] as const
export const personalRecords: readonly PersonalRecords[] = declared

/** What there is to erase, for the certificate. */
export async function countPersonalRecords(db: Db, personId: string): Promise<Record<string, number>> {
  const who = whoIs(db, personId)
  return Object.assign({}, ...(await Promise.all(personalRecords.map((records) => records.count?.(db, who)))))
}

/** Keys of the files that are this person's. */
export async function listPersonalFiles(db: Db, personId: string): Promise<string[]> {
  const who = whoIs(db, personId)
  const files = await Promise.all(personalRecords.map(async (records) => (await records.files?.(db, who)) ?? []))
  return files.flat()
}

/** All that is kept of one person, room by room. */
export async function gatherPersonalRecords(platform: Gathering, personId: string): Promise<GatheredRecords> {
  const who = whoIs(platform.db, personId)
  // The rooms say what they gather; to put it together forgets that.
  return Object.assign({}, ...(await Promise.all(personalRecords.map((records) => records.gather?.(platform, who)))))
}

type GatheredRecords = Together<Gathered<(typeof declared)[number]>>
type Gathered<Room> = Room extends { gather: (...asked: never[]) => Promise<infer Data> } ? Data : never
type Together<Each> = (Each extends unknown ? (each: Each) => void : never) extends (all: infer All) => void
  ? All
  : never

/**
 * Takes every personal word away and leaves what others rest on: that there was an award, and that somebody decided. The
 * triggers let exactly this happen, to who was erased on request.
 */
export function eraseStatements(
  db: Db,
  personId: string,
  { emails, at }: { emails: readonly string[]; at: number },
): Statement[] {
  const addresses = JSON.stringify(emails)
  const erased = {
    ...whoIs(db, personId),
    at,
    isTheirAddress: (column: Parameters<Who['isTheirs']>[0]) =>
      sql`${column} in (select value from json_each(${addresses}))`,
    mentionsThem: (text: Parameters<Who['isTheirs']>[0]) =>
      sql`exists (select 1 from json_each(${addresses}) where instr(${text}, value) > 0)`,
  }
  return personalRecords.flatMap((records) => records.erase?.(db, erased) ?? [])
}

/** Everything that hangs on the one account moves to the other. */
export const mergeStatements = (db: Db, merge: Merge, at: number): Statement[] =>
  personalRecords.flatMap((records) => records.merge?.(db, merge, at) ?? [])

const whoIs = (db: Db, personId: string): Who => ({
  personId,
  isTheirs: (column) => isSamePerson(db, column, personId),
})
