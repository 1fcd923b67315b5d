import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { isAdministrator } from '../people/require-administrator.ts'
import {
  countOrganisationsBelow,
  listHeldRoleNames,
  listOrganisations,
  listPath,
  noOrganisation,
  type OrganisationInTree,
  type OrganisationRow,
  type TreePage,
} from './organizations-store.ts'
import { mayWith, type RoleName } from './permissions.ts'
import { effectiveSettings, type OrganisationSettings } from './settings.ts'

export interface OrganisationView {
  organisation: OrganisationRow
  /** From the root down to the parent. */
  above: OrganisationRow[]
  /** How many are below it, at any depth. */
  below: number
  /** With what it inherits. */
  settings: OrganisationSettings
  /** What the actor holds there. */
  roles: RoleName[]
  /** Whether the actor sees it because they run the installation. */
  isForAdministrator: boolean
  /** Whether the actor owns what it stands below, or runs the installation: they may reopen it and say whether to trust it. */
  isFromAbove: boolean
}

/** For everybody with a role there, for who runs the installation, and for owners of what stands above even when it is closed. */
export async function getOrganisation(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  organisationId: string,
): Promise<OrganisationView> {
  const { db } = platform
  const path = await listPath(db, organisationId)
  const organisation = path.at(-1)
  if (!organisation) throw noOrganisation()
  const [roles, rolesAbove, isForAdministrator] = await Promise.all([
    listHeldRoleNames(db, actor, organisationId),
    organisation.parentId === null ? [] : listHeldRoleNames(db, actor, organisation.parentId),
    isAdministrator(db, actor),
  ])
  const isFromAbove = isForAdministrator || mayWith(rolesAbove, 'organisation.edit')
  if (roles.length === 0 && !isFromAbove) throw noOrganisation()
  return {
    organisation,
    above: path.slice(0, -1),
    below: await countOrganisationsBelow(db, organisationId),
    settings: effectiveSettings(path.map(({ settings }) => settings).reverse()),
    roles,
    isForAdministrator,
    isFromAbove,
  }
}

/** Those that somebody owns and that are open, in the order of the tree: a few hundred to choose from. */
export async function listOwnedOrganisations(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
): Promise<OrganisationInTree[]> {
  return await listOrganisations(platform.db, actor, { limit: 300, action: 'organisation.edit' })
}

/** Those where the actor has a role; all of them for who runs the installation. */
export async function listMyOrganisations(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  page: TreePage,
): Promise<OrganisationInTree[]> {
  const whose = (await isAdministrator(platform.db, actor)) ? 'all' : actor
  return await listOrganisations(platform.db, whose, page)
}
