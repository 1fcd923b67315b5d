import type { Platform } from '../../platform/platform.ts'
import type { RoleName } from '../organizations/permissions.ts'
import { listRolesOf } from '../organizations/roles-store.ts'
import { listPeople } from '../people/people-store.ts'
import { listProvidersToShow } from './providers-store.ts'

export interface SignInChoices {
  /** Those that get a button. */
  providers: { id: string; name: string }[]
  /** Whom one can be without showing that one is: on demonstration servers only. */
  people: PersonToBe[] | undefined
}

export interface PersonToBe {
  id: string
  name: string
  isAdministrator: boolean
  roles: { role: RoleName; organization: string }[]
}

/** What the page for signing in has to choose from. */
export async function readSignInChoices({ config, db }: Pick<Platform, 'config' | 'db'>): Promise<SignInChoices> {
  return {
    providers: await listProvidersToShow(db),
    people: config.developmentSignIn ? await listPeopleToBe(db) : undefined,
  }
}

/** Enough for a demonstration; each of them costs a query. */
const mostPeople = 40

async function listPeopleToBe(db: Platform['db']): Promise<PersonToBe[]> {
  const people = await listPeople(db, mostPeople)
  return await Promise.all(
    people.map(async ({ id, name, isAdministrator }) => {
      const roles = (await listRolesOf(db, id)).map(({ role, organization }) => ({ role, organization }))
      return { id, name, isAdministrator, roles }
    }),
  )
}
