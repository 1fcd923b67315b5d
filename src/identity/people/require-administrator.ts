import type { Db } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { PersonActor } from './actor.ts'
import { findPerson } from './people-store.ts'

/** Whether somebody runs this installation. */
export async function isAdministrator(db: Db, actor: PersonActor): Promise<boolean> {
  const person = await findPerson(db, actor.personId)
  return person?.isAdministrator === true && person.suspendedAt === null
}

export async function requireAdministrator(db: Db, actor: PersonActor): Promise<void> {
  if (!(await isAdministrator(db, actor))) {
    throw new AppError('forbidden', 'Only who runs this installation can do this.')
  }
}
