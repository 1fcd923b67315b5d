import { readableColors } from '../../identity/organizations/brand-color.ts'
import type { InvitationRow } from '../../identity/organizations/invitations-store.ts'
import type { WaitingRequest } from '../../identity/organizations/join-requests-store.ts'
import type { OrganizationInTree, OrganizationRow } from '../../identity/organizations/organizations-store.ts'
import type { OrganizationView } from '../../identity/organizations/read-organization.ts'
import type { RoleHolder } from '../../identity/organizations/roles-store.ts'
import type { OrganizationSettings } from '../../identity/organizations/settings.ts'
import type { StaffMember } from '../../identity/organizations/staff.ts'

export const toOrganizationResponse = ({ id, parentId, type, name, createdAt, closedAt }: OrganizationRow) => ({
  id,
  parent_id: parentId,
  type,
  name,
  created_at: new Date(createdAt).toISOString(),
  closed_at: closedAt === null ? null : new Date(closedAt).toISOString(),
})

export const toOrganizationDetails = ({ organization, above, below, settings, roles }: OrganizationView) => ({
  ...toOrganizationResponse(organization),
  above: above.map(({ id, name }) => ({ id, name })),
  organizations_below: below,
  own_settings: toSettings(organization.settings),
  settings: toSettings(settings),
  roles,
})

export const toTreeEntry = ({ id, parentId, type, name, above, closedAt }: OrganizationInTree) => ({
  id,
  parent_id: parentId,
  type,
  name,
  above,
  is_closed: closedAt !== null,
})

export const toHolderResponse = ({ personId, name, email, roles, suspended }: RoleHolder) => ({
  person_id: personId,
  name,
  email,
  roles,
  suspended,
})

export const toInvitationResponse = ({ id, email, name, roles, sentAt, expiresAt }: InvitationRow) => ({
  id,
  email,
  name,
  roles,
  sent_at: new Date(sentAt).toISOString(),
  expires_at: new Date(expiresAt).toISOString(),
})

export const toJoinRequestResponse = ({ request, person }: WaitingRequest) => ({
  id: request.id,
  person_id: person.id,
  name: person.name,
  asked_at: new Date(request.createdAt).toISOString(),
})

const toSettings = ({ language, timeZone, color, idleMinutes, joining, domains }: OrganizationSettings) => ({
  language: language ?? null,
  time_zone: timeZone ?? null,
  color: color ?? null,
  readable_colors: color === undefined ? null : toColors(color),
  idle_minutes: idleMinutes ?? null,
  joining: joining ?? null,
  domains: domains ?? null,
})

function toColors(color: string) {
  const { light, dark, isAsGiven } = readableColors(color)
  return { light, dark, is_as_given: isAsGiven }
}

export const toStaffResponse = ({ personId, name, email, lane, places, account }: StaffMember) => ({
  person_id: personId,
  name,
  email,
  lane,
  account,
  places,
})
