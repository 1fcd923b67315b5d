import type { PersonActor } from '../../identity/people/actor.ts'
import { findPerson, type Person } from '../../identity/people/people-store.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'

/** Who runs the installation. To everybody else what is theirs is not there. */
export async function getAdministrator({ db }: Pick<Platform, 'db'>, actor: PersonActor): Promise<Person> {
  const person = await findPerson(db, actor.personId)
  const mayAct = person?.isAdministrator && person.suspendedAt === null && person.mergedInto === null
  if (!mayAct) throw new AppError('not-found', 'There is nothing at this address, or it is not yours to see.')
  return person
}
