import { readableColours } from '../../identity/organizations/brand-color.ts'
import type { InvitationRow } from '../../identity/organizations/invitations-store.ts'
import type { WaitingRequest } from '../../identity/organizations/join-requests-store.ts'
import type { OrganisationInTree, OrganisationRow } from '../../identity/organizations/organizations-store.ts'
import type { OrganisationView } from '../../identity/organizations/read-organization.ts'
import type { RoleHolder } from '../../identity/organizations/roles-store.ts'
import type { OrganisationSettings } from '../../identity/organizations/settings.ts'

export const toOrganisationResponse = ({ id, parentId, type, name, createdAt, closedAt }: OrganisationRow) => ({
  id,
  parent_id: parentId,
  type,
  name,
  created_at: new Date(createdAt).toISOString(),
  closed_at: closedAt === null ? null : new Date(closedAt).toISOString(),
})

export const toOrganisationDetails = ({ organisation, above, below, settings, roles }: OrganisationView) => ({
  ...toOrganisationResponse(organisation),
  above: above.map(({ id, name }) => ({ id, name })),
  organisations_below: below,
  own_settings: toSettings(organisation.settings),
  settings: toSettings(settings),
  roles,
})

export const toTreeEntry = ({ id, parentId, type, name, above, closedAt }: OrganisationInTree) => ({
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

const toSettings = ({ language, timeZone, colour, idleMinutes, joining, domains }: OrganisationSettings) => ({
  language: language ?? null,
  time_zone: timeZone ?? null,
  colour: colour ?? null,
  readable_colours: colour === undefined ? null : toColours(colour),
  idle_minutes: idleMinutes ?? null,
  joining: joining ?? null,
  domains: domains ?? null,
})

function toColours(colour: string) {
  const { light, dark, isAsGiven } = readableColours(colour)
  return { light, dark, is_as_given: isAsGiven }
}
