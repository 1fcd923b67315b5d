import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from './actor.ts'
import { findPerson, type Person } from './people-store.ts'

/** For what everybody can see and only who runs this installation can do. */
export async function requireAdministrator(platform: Pick<Platform, 'db'>, actor: PersonActor): Promise<void> {
  if (!(await isAdministrator(platform, actor))) {
    throw new AppError('forbidden', 'refused.operatorsOnly')
  }
}

/** For what is theirs alone: to everybody else it is not there. */
export async function getAdministrator(platform: Pick<Platform, 'db'>, actor: PersonActor): Promise<Person> {
  const administrator = await findAdministrator(platform, actor)
  if (!administrator) throw new AppError('not-found', 'refused.nothingHere')
  return administrator
}

/** Whether somebody runs this installation. */
export const isAdministrator = async (platform: Pick<Platform, 'db'>, actor: PersonActor): Promise<boolean> =>
  (await findAdministrator(platform, actor)) !== undefined

async function findAdministrator({ db }: Pick<Platform, 'db'>, actor: PersonActor): Promise<Person | undefined> {
  const person = await findPerson(db, actor.personId)
  const isActive = person?.suspendedAt === null && person.mergedInto === null && person.erasedAt === null
  return isActive && person.isAdministrator ? person : undefined
}
