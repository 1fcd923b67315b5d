import { createOrganization } from '../../src/identity/organizations/create-organization.ts'
import { moveOrganization } from '../../src/identity/organizations/move-organization.ts'
import type { RoleName } from '../../src/identity/organizations/permissions.ts'
import { insertRoleOf } from '../../src/identity/organizations/roles-store.ts'
import type { TestPerson } from './people.ts'
import type { World } from './world.ts'

/** Lakeside below a state agency that Stella owns, with two schools; Sam owns the first of them and nothing else. */
export async function withSchools(lakeside: World) {
  const { platform, grace, join } = lakeside
  const stella = await join('Stella State', [])
  const sam = await join('Sam School', [])
  const make = async (name: string, type: 'state-agency' | 'school', parentId?: string) =>
    (
      await createOrganization(platform, parentId === undefined ? grace.actor : lakeside.ada.actor, {
        name,
        type,
        parentId,
      })
    ).id
  const own = (personId: string, organizationId: string) =>
    platform.db.batch([
      insertRoleOf(platform.db, { personId, organizationId, name: 'owner', createdAt: 1 }),
      insertRoleOf(platform.db, { personId, organizationId, name: 'owner', createdAt: 1 }),
    ])
  const state = await make('State Agency', 'state-agency')
  await own(stella.id, state)
  await own(lakeside.ada.id, state)
  await moveOrganization(platform, lakeside.ada.actor, lakeside.lakeside, { parentId: state })
  const oak = await make('Oak School', 'school', lakeside.lakeside)
  const elm = await make('Elm School', 'school', lakeside.lakeside)
  await own(sam.id, oak)
  return { ...lakeside, state, oak, elm, stella, sam }
}

/** Somebody new with one role, at one place. */
export async function employ(place: World, name: string, organizationId: string): Promise<TestPerson> {
  const person = await place.join(name, [])
  await giveRole(place, person, organizationId, 'learner')
  return person
}

export const giveRole = ({ platform }: World, { id }: TestPerson, organizationId: string, name: RoleName) =>
  platform.db.batch([insertRoleOf(platform.db, { personId: id, organizationId, name, createdAt: 1 })])
