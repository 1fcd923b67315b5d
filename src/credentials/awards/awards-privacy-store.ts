import { and, count, eq, sql } from 'drizzle-orm'
import { everyPage, isoTime, type PersonalRecords } from '../../platform/db/personal-records.ts'
import { outbox } from '../../platform/jobs/jobs-tables.ts'
import { award, awardToken, revocation } from './awards-tables.ts'
import { bulkAward } from './bulk-awards-tables.ts'
import { awardState, listOwnAwards } from './read-awards.ts'

/** That there was an award stays, with its digest and its position in the status list: others rest on it. */
export const awardsPersonalRecords = {
  rows: [awardToken],
  words: [award.credential, revocation.reason],
  kept: [award.recipientId, award.approverId, award.issuedBy, revocation.revokedBy, bulkAward.requestedBy],
  async count(db, { isTheirs }) {
    const [found] = await db.select({ rows: count() }).from(award).where(isTheirs(award.recipientId))
    return { awards: found?.rows ?? 0 }
  },
  async gather(platform, { personId }) {
    const { origin } = platform.config
    const awards = await everyPage(
      (page) => listOwnAwards(platform, { kind: 'person', personId }, page),
      ({ award }) => ({ at: award.issuedAt, id: award.id }),
    )
    return {
      awards: awards.map((details) => ({
        id: details.award.id,
        badge: details.version.definition.name,
        issuer: details.issuer.name,
        issued_at: isoTime(details.award.issuedAt),
        valid_until: isoTime(details.award.validUntil),
        state: awardState(details, platform.now()),
        url: `${origin}/c/${details.award.id}`,
        credential: `credentials/${details.award.id}.json`,
        picture: `credentials/${details.award.id}.png`,
      })),
    }
  },
  erase(db, { isTheirs }) {
    const theirAwards = sql`(select id from award where ${isTheirs(sql`recipient_id`)})`
    return [
      db
        .delete(outbox)
        .where(
          and(eq(outbox.topic, 'award.issued'), sql`json_extract(${outbox.payload}, '$.award') in ${theirAwards}`),
        ),
      db.update(award).set({ credential: '' }).where(isTheirs(award.recipientId)),
      db.delete(awardToken).where(sql`${awardToken.awardId} in ${theirAwards}`),
      db.update(revocation).set({ reason: '' }).where(sql`${revocation.awardId} in ${theirAwards}`),
    ]
  },
} as const satisfies PersonalRecords
