import { listOwnedOrganisations } from '../../organisations/read-organisation.ts'
import type { OrganisationType } from '../../organisations/tree.ts'
import type { PersonActor } from '../../people/actor.ts'
import type { Platform } from '../../platform.ts'

/** Where somebody may put an organisation, to choose from: named with what is above, as two may be called the same. */
export async function listPlaces(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
): Promise<{ id: string; label: string; type: OrganisationType }[]> {
  const owned = await listOwnedOrganisations(platform, actor)
  return owned.map(({ id, type, above, name }) => ({ id, type, label: [...above, name].join(' › ') }))
}
