import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed, isRuleBroken } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { accountMail } from './account-mail.ts'
import type { PersonActor } from './actor.ts'
import { deleteEmail, findEmail, requireRemovableEmail } from './emails-store.ts'
import { getPerson } from './people-store.ts'

/** Never the main one, and never the last that was confirmed: nobody could get in any more. Both are told. */
export async function removeEmail(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'wakeJobs'>,
  actor: PersonActor,
  email: string,
): Promise<void> {
  const { db } = platform
  const person = await getPerson(db, actor.personId)
  const removed = await findEmail(db, person.id, email)
  if (!removed) throw new AppError('not-found', 'refused.notYourAddress')
  const event: AuditEvent = {
    actor: person.id,
    action: 'person.email-removed',
    subject: person.id,
    details: { kind: removed.kind },
  }
  try {
    await commit(platform, event, [
      requireRemovableEmail(db, person.id, email),
      deleteEmail(db, person.id, email),
      ...(removed.verifiedAt === null
        ? []
        : [
            ...(await accountMail(platform, person, 'removed')),
            ...(await accountMail(platform, person, 'removed', { to: email, hasNoCopy: true })),
          ]),
    ])
  } catch (error) {
    if (!isPreconditionFailed(error) && !isRuleBroken(error, 'person_email_main_stays')) throw error
    const reason = removed.isMain ? 'refused.mainAddress' : 'refused.onlyConfirmed'
    throw new AppError('state-conflict', reason, {}, { cause: error })
  }
  platform.wakeJobs()
}
