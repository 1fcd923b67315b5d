import { listOwnedOrganisations } from '../../../identity/organizations/read-organization.ts'
import type { OrganisationType } from '../../../identity/organizations/tree.ts'
import type { PersonActor } from '../../../identity/people/actor.ts'
import type { Platform } from '../../../platform/platform.ts'

/** Where somebody may put an organisation, to choose from: named with what is above, as two may be called the same. */
export async function listPlaces(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
): Promise<{ id: string; label: string; type: OrganisationType }[]> {
  const owned = await listOwnedOrganisations(platform, actor)
  return owned.map(({ id, type, above, name }) => ({ id, type, label: [...above, name].join(' › ') }))
}
