import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from './actor.ts'
import { accountIsOver, getPerson, type Person, requirePresent, updateProfile } from './people-store.ts'
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
    await commit(platform, event, [requirePresent(db, actor.personId), updateProfile(db, actor.personId, change)], {
      overtaken: accountIsOver,
    })
  }
  return await getPerson(db, actor.personId)
}
