import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Platform } from '../../platform/platform.ts'
import { newPersonId } from './new-person-id.ts'
import { findPersonByEmail, insertPersonUnlessKnown, markAdministrator, type Person } from './people-store.ts'
import { type PersonDetails, personDetails } from './person.ts'

/** For whoever runs the installation: the command line, the first set-up and demonstration data. Returns who is already known as they are. */
export async function createPerson(
  platform: Pick<Platform, 'db' | 'now' | 'randomBytes'>,
  details: PersonDetails & { isAdministrator?: boolean },
): Promise<Person> {
  const { isAdministrator = false, ...words } = details
  const { name, email } = personDetails.parse(words)
  const known = await findPersonByEmail(platform.db, email)
  const id = known?.id ?? newPersonId(platform)
  if (known && (known.isAdministrator || !isAdministrator)) return known
  const event: AuditEvent = { actor: 'operator', action: 'person.created', subject: id, details: { isAdministrator } }
  await commit(platform, event, [
    insertPersonUnlessKnown(platform.db, { id, name, email, createdAt: platform.now().getTime() }),
    ...(isAdministrator ? [markAdministrator(platform.db, email)] : []),
  ])
  const person = await findPersonByEmail(platform.db, email)
  if (!person) throw new Error('A person that was just written is not there.')
  return person
}
