import type { Platform } from '../platform.ts'
import { findPersonByEmail, insertPersonUnlessKnown, markAdministrator, type Person } from './people-store.ts'
import { type PersonDetails, personDetails } from './person.ts'

/** For whoever runs the installation: the command line, the first set-up and demonstration data. Returns who is already known as they are. */
export async function createPerson(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  details: PersonDetails & { isAdministrator?: boolean },
): Promise<Person> {
  const { isAdministrator = false, ...words } = details
  const { name, email } = personDetails.parse(words)
  const row = { id: platform.newId(), name, email, isAdministrator, createdAt: platform.now().getTime() }
  await platform.db.batch([insertPersonUnlessKnown(platform.db, row)])
  const person = await findPersonByEmail(platform.db, email)
  if (!person) throw new Error('A person that was just written is not there.')
  if (!isAdministrator || person.isAdministrator) return person
  await markAdministrator(platform.db, person.id)
  return { ...person, isAdministrator: true }
}
