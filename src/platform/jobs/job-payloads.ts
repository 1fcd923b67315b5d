/**
 * Every topic of the outbox with what its jobs are told: one table for all areas, as one runner does them all and what waits in it
 * may be older than the code. Ids, never more: whoever does a job looks up how things stand.
 */
export interface JobPayloads {
  'award.issued': { award: string }
  /** Ids, with spaces between. */
  'awards.issued': { awards: string }
  'awards.bulk': { bulk: string }
  'mail.send': { message: string }
  'person.erase': { erasure: string }
  'person.export': { export: string }
  'person.merge-asked': { request: string }
  'roster.apply': { roster: string; actor: string }
  'roster.read': { roster: string }
  'submission.approved': { submission: string; review: string }
  'sign-in.send-link': { request: string }
}

export type JobTopic = keyof JobPayloads
