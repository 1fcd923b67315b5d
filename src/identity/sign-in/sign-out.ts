import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { endingSession } from '../people/sessions.ts'

/** Ends the session of the browser that asks, by its secret. */
export async function signOut(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  actor: PersonActor,
  secret: string,
): Promise<void> {
  const event: AuditEvent = { actor: actor.personId, action: 'person.signed-out', subject: actor.personId }
  await commit(platform, event, [endingSession(platform, secret)])
}
