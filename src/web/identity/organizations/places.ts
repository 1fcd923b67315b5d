import { listOwnedOrganizations } from '../../../identity/organizations/read-organization.ts'
import type { OrganizationType } from '../../../identity/organizations/tree.ts'
import type { PersonActor } from '../../../identity/people/actor.ts'
import type { Platform } from '../../../platform/platform.ts'

/** Where somebody may put an organization, to choose from: named with what is above, as two may be called the same. */
export async function listPlaces(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
): Promise<{ id: string; label: string; type: OrganizationType }[]> {
  const owned = await listOwnedOrganizations(platform, actor)
  return owned.map(({ id, type, above, name }) => ({ id, type, label: [...above, name].join(' › ') }))
}
