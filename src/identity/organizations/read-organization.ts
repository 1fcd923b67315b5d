import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { isAdministrator } from '../people/require-administrator.ts'
import {
  countOrganizationsBelow,
  getOrganizationFor,
  listHeldRoleNames,
  listOrganizations,
  listPath,
  noOrganization,
  type OrganizationInTree,
  type OrganizationRow,
  type TreePage,
} from './organizations-store.ts'
import { mayWith, type Permission, type RoleName } from './permissions.ts'
import { effectiveSettings, type OrganizationSettings } from './settings.ts'

export interface OrganizationView {
  organization: OrganizationRow
  /** From the root down to the parent. */
  above: OrganizationRow[]
  /** How many are below it, at any depth. */
  below: number
  /** With what it inherits. */
  settings: OrganizationSettings
  /** What the actor holds there. */
  roles: RoleName[]
  /** Whether the actor sees it because they run the installation. */
  isForAdministrator: boolean
  /** Whether the actor owns what it stands below, or runs the installation: they may reopen it and say whether to trust it. */
  isFromAbove: boolean
}

/**
 * For everybody with a role there, for who runs the installation, and for owners of what stands above even when it is closed.
 * With a permission, only for who has a role there that gives it.
 */
export async function getOrganization(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  organizationId: string,
  permission?: Permission,
): Promise<OrganizationView> {
  const { db } = platform
  if (permission !== undefined) await getOrganizationFor(db, actor, organizationId, permission)
  const path = await listPath(db, organizationId)
  const organization = path.at(-1)
  if (!organization) throw noOrganization()
  const [roles, rolesAbove, isForAdministrator] = await Promise.all([
    listHeldRoleNames(db, actor, organizationId),
    organization.parentId === null ? [] : listHeldRoleNames(db, actor, organization.parentId),
    isAdministrator(platform, actor),
  ])
  const isFromAbove = isForAdministrator || mayWith(rolesAbove, 'organization.edit')
  if (roles.length === 0 && !isFromAbove) throw noOrganization()
  return {
    organization,
    above: path.slice(0, -1),
    below: await countOrganizationsBelow(db, organizationId),
    settings: effectiveSettings(path.map(({ settings }) => settings).reverse()),
    roles,
    isForAdministrator,
    isFromAbove,
  }
}

/** What is right below an organization that the actor looks at: what they see of it, and all of it for who stands above. */
export async function listOrganizationsBelow(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  { organization, isFromAbove }: Pick<OrganizationView, 'organization' | 'isFromAbove'>,
  { limit }: { limit: number },
): Promise<OrganizationInTree[]> {
  return await listOrganizations(platform.db, isFromAbove ? 'all' : actor, { limit, parentId: organization.id })
}

/** Those that somebody owns and that are open, in the order of the tree: a few hundred to choose from. */
export async function listOwnedOrganizations(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
): Promise<OrganizationInTree[]> {
  return await listOrganizations(platform.db, actor, { limit: 300, permission: 'organization.edit' })
}

/** Those where the actor has a role; all of them for who runs the installation. */
export async function listMyOrganizations(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  page: TreePage,
): Promise<OrganizationInTree[]> {
  const whose = (await isAdministrator(platform, actor)) ? 'all' : actor
  return await listOrganizations(platform.db, whose, page)
}
