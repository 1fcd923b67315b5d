import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { accountMail } from './account-mail.ts'
import type { PersonActor } from './actor.ts'
import { findEmail, requireVerifiedEmail, setMainEmail } from './emails-store.ts'
import { getPerson } from './people-store.ts'

/** Mail goes there from now on. The address that it went to before is told. */
export async function chooseMainEmail(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'wakeJobs'>,
  actor: PersonActor,
  email: string,
): Promise<void> {
  const { db } = platform
  const person = await getPerson(db, actor.personId)
  const chosen = await findEmail(db, person.id, email)
  if (!chosen) throw new AppError('not-found', 'refused.notYourAddress')
  if (chosen.isMain) return
  const event: AuditEvent = {
    actor: person.id,
    action: 'person.main-email-chosen',
    subject: person.id,
    details: { kind: chosen.kind },
  }
  await commit(
    platform,
    event,
    [
      requireVerifiedEmail(db, person.id, email),
      setMainEmail(db, person.id, email),
      ...(await accountMail(platform, person, 'mainChanged')),
    ],
    { overtaken: 'refused.confirmFirst' },
  )
  platform.wakeJobs()
}
