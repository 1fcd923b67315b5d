import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed } from '../../platform/db/db.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import { retryFailedJobs } from '../../platform/jobs/outbox-store.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  type Erasure,
  findErasure,
  listAddressesToErase,
  listForgottenErasures,
  listOwnedAlone,
  moveErasure,
  requireErasure,
  requireOtherOwners,
} from './erasure-store.ts'
import { countPersonalRecords, eraseStatements, listPersonalFiles } from './personal-records-store.ts'

type Erasing = Pick<Platform, 'db' | 'files' | 'now' | 'newId' | 'log' | 'forgetDeleted'>

/**
 * Does what was asked for and confirmed, once it is due; a second time it only makes sure that nothing is left in the files
 * of the database. The entry in the chain is the certificate: whose id, which request, and how much of what.
 */
export async function erasePerson(platform: Erasing, erasureId: string): Promise<void> {
  const { db } = platform
  const erasure = await findErasure(db, erasureId)
  if (erasure?.state === 'waiting') await eraseIfDue(platform, erasure)
  else if (erasure?.state !== 'done') return
  await platform.forgetDeleted()
}

/** Nobody waits for ever because a disk was full for an hour: what was given up or forgotten is tried again. */
export async function resumeErasures(
  platform: Pick<Platform, 'db' | 'now' | 'newId' | 'log' | 'wakeJobs'>,
): Promise<void> {
  const { db } = platform
  const now = platform.now().getTime()
  const forgotten = await listForgottenErasures(db, now - hour)
  await db.batch([
    retryFailedJobs(db, ['person.erase'], now),
    ...forgotten.map((erasure) => outboxEntry(platform, 'person.erase', { erasure })),
  ])
  if (forgotten.length > 0) platform.log({ level: 'warn', event: 'person.erasures-resumed', count: forgotten.length })
  platform.wakeJobs()
}

const hour = 60 * 60_000

async function eraseIfDue(platform: Erasing, erasure: Erasure): Promise<void> {
  const { db } = platform
  const now = platform.now()
  if (erasure.dueAt === null || erasure.dueAt > now.getTime()) return
  const { personId } = erasure
  if ((await listOwnedAlone(db, personId)).length > 0) return await tryTomorrow(platform, erasure)
  const [files, records, emails] = await Promise.all([
    listPersonalFiles(db, personId),
    countPersonalRecords(db, personId),
    listAddressesToErase(db, personId),
  ])
  // Before the rows that name them: were it the other way round, a crash would leave files that nobody finds.
  for (const key of files) await platform.files.delete(key)
  const event: AuditEvent = {
    actor: 'system',
    action: 'person.erased',
    subject: personId,
    details: { erasure: erasure.id, requestedBy: erasure.requestedBy, files: files.length, ...records },
  }
  try {
    await commit(platform, event, [
      requireErasure(db, erasure.id, 'waiting'),
      requireOtherOwners(db, personId),
      ...eraseStatements(db, personId, { emails, at: now.getTime() }),
      moveErasure(db, erasure.id, { state: 'done', endedAt: now.getTime() }),
    ])
  } catch (error) {
    // Stopped in the last moment, or done by another runner.
    if (!isPreconditionFailed(error)) throw error
  }
}

/** An organization would be left without an owner: somebody has to name another one first. */
async function tryTomorrow(platform: Erasing, erasure: Erasure) {
  platform.log({ level: 'warn', event: 'person.erasure-held', person: erasure.personId, reason: 'last-owner' })
  const tomorrow = new Date(platform.now().getTime() + 24 * 60 * 60_000)
  await platform.db.batch([outboxEntry(platform, 'person.erase', { erasure: erasure.id }, { notBefore: tomorrow })])
}
