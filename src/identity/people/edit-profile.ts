import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from './actor.ts'
import { getPerson, type Person, requirePresent, updateProfile } from './people-store.ts'
import { type ProfileChange, profileChange } from './person.ts'

/** A new name goes on what is issued from now on: what is signed stays as it was. */
export async function editProfile(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  details: ProfileChange,
): Promise<Person> {
  const { db } = platform
  const change = Object.fromEntries(
    Object.entries(profileChange.parse(details)).filter(([, value]) => value !== undefined),
  )
  const fields = Object.keys(change)
  if (fields.length > 0) {
    const event: AuditEvent = {
      actor: actor.personId,
      action: 'person.edited',
      subject: actor.personId,
      details: { fields: fields.sort().join(' ') },
    }
    await commit(platform, event, [
      requirePresent(db, actor.personId),
      updateProfile(db, actor.personId, change),
    ]).catch((error: unknown) => {
      if (!isPreconditionFailed(error)) throw error
      throw new AppError('state-conflict', 'This account was joined to another one, or erased.', { cause: error })
    })
  }
  return await getPerson(db, actor.personId)
}
