import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { requireActor } from '../../http/actor.ts'
import { maxBody, readBody, readJson } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { listResponse, readPage, wholeList } from '../../http/paging.ts'
import { idParam } from '../../http/params.ts'
import { makeOrganizationIssuer } from '../../identity/issuers/create-issuer.ts'
import {
  issuerColor,
  maxLogoBytes,
  removeIssuerLogo,
  setIssuerColor,
  setIssuerLogo,
} from '../../identity/issuers/edit-look.ts'
import { issuerProfile } from '../../identity/issuers/issuer-profile.ts'
import { issuerTrust, setIssuerTrust } from '../../identity/issuers/set-trust.ts'
import { acceptInvitation, listMyInvitations } from '../../identity/organizations/accept-invitation.ts'
import {
  askToJoin,
  decideOnJoining,
  joinDecision,
  listJoinRequestsAt,
} from '../../identity/organizations/ask-to-join.ts'
import { listRolesAt, revokeRole, roleGrant } from '../../identity/organizations/change-roles.ts'
import { closeOrganization, reopenOrganization } from '../../identity/organizations/close-organization.ts'
import { createOrganization, newOrganization } from '../../identity/organizations/create-organization.ts'
import { organizationNaming, renameOrganization, saveSettings } from '../../identity/organizations/edit-organization.ts'
import { grantOrInvite } from '../../identity/organizations/grant-or-invite.ts'
import {
  invite,
  listInvitationsAt,
  newInvitation,
  resendInvitation,
  withdrawInvitation,
} from '../../identity/organizations/invite.ts'
import { moveOrganization, organizationMove } from '../../identity/organizations/move-organization.ts'
import { roleNames } from '../../identity/organizations/permissions.ts'
import { getOrganization, listMyOrganizations } from '../../identity/organizations/read-organization.ts'
import { listStaffOf } from '../../identity/organizations/read-staff.ts'
import { organizationSettings } from '../../identity/organizations/settings.ts'
import { accountStates } from '../../identity/organizations/staff.ts'
import { reinstatePerson, removePerson, suspendPerson } from '../../identity/organizations/suspend-person.ts'
import { lanes } from '../../identity/people/people-tables.ts'
import type { Platform } from '../../platform/platform.ts'
import { searchWords } from '../../platform/search-words.ts'
import { admittedResponse } from './admitted-response.ts'
import { toIssuerResponse } from './issuer-responses.ts'
import {
  toHolderResponse,
  toInvitationResponse,
  toJoinRequestResponse,
  toOrganizationDetails,
  toOrganizationResponse,
  toStaffResponse,
  toTreeEntry,
} from './organization-responses.ts'

export function organizationRoutes(platform: Platform) {
  return new Hono<HttpEnv>()
    .route('/', treeRoutes(platform))
    .route('/', peopleRoutes(platform))
    .route('/', invitationRoutes(platform))
    .route('/', organizationIssuerRoutes(platform))
}

function treeRoutes(platform: Platform) {
  return new Hono<HttpEnv>()
    .get('/organizations', async (c) => {
      const { limit, after } = readPage(c)
      const page = { limit: limit + 1, after: after?.id, words: searchWords(c.req.query('q')) }
      const organizations = await listMyOrganizations(platform, requireActor(c), page)
      return listResponse(c, organizations, { limit, startOf: ({ id }) => ({ at: 0, id }), toItem: toTreeEntry })
    })
    .post('/organizations', async (c) => {
      const organization = await createOrganization(platform, requireActor(c), await readJson(c, newOrganization))
      return created(c, `/organizations/${organization.id}`, toOrganizationResponse(organization))
    })
    .get('/organizations/:id', async (c) =>
      c.json(toOrganizationDetails(await getOrganization(platform, requireActor(c), idParam(c)))),
    )
    .put('/organizations/:id', async (c) => {
      const naming = await readJson(c, organizationNaming)
      return c.json(toOrganizationResponse(await renameOrganization(platform, requireActor(c), idParam(c), naming)))
    })
    .put('/organizations/:id/settings', async (c) => {
      await saveSettings(platform, requireActor(c), idParam(c), await readJson(c, organizationSettings))
      return c.json(toOrganizationDetails(await getOrganization(platform, requireActor(c), idParam(c))))
    })
    .post('/organizations/:id/move', async (c) => {
      await moveOrganization(platform, requireActor(c), idParam(c), await readJson(c, organizationMove))
      return c.body(null, 204)
    })
    .post('/organizations/:id/close', async (c) => {
      await closeOrganization(platform, requireActor(c), idParam(c))
      return c.body(null, 204)
    })
    .post('/organizations/:id/reopen', async (c) => {
      await reopenOrganization(platform, requireActor(c), idParam(c))
      return c.body(null, 204)
    })
}

function peopleRoutes(platform: Platform) {
  return new Hono<HttpEnv>()
    .get('/organizations/:id/people', async (c) => {
      const { limit, after } = readPage(c)
      const role = c.req.query('role')
      const people = await listRolesAt(platform, requireActor(c), idParam(c), {
        limit: limit + 1,
        after: after?.id,
        words: searchWords(c.req.query('q')),
        role: role === undefined ? undefined : z.enum(roleNames).parse(role),
      })
      const startOf = ({ personId }: { personId: string }) => ({ at: 0, id: personId })
      return listResponse(c, people, { limit, startOf, toItem: toHolderResponse })
    })
    .get('/organizations/:id/staff', async (c) => {
      const { limit, after } = readPage(c)
      const filters = staffQuery.parse(c.req.query())
      const staff = await listStaffOf(platform, requireActor(c), idParam(c), {
        limit: limit + 1,
        after: after?.id,
        words: searchWords(filters.q),
        placeId: filters.place,
        role: filters.role,
        lane: filters.lane,
        account: filters.account,
      })
      const startOf = ({ personId }: { personId: string }) => ({ at: 0, id: personId })
      return listResponse(c, staff, { limit, startOf, toItem: toStaffResponse })
    })
    .post('/organizations/:id/people', async (c) => {
      const organizationId = idParam(c)
      const grant = await readJson(c, roleGrant)
      const admitted = await grantOrInvite(platform, requireActor(c), organizationId, grant)
      const place = `/organizations/${organizationId}`
      return admittedResponse(c, admitted, { place, organizationId, role: grant.role })
    })
    .delete('/organizations/:id/people/:person/roles/:role', async (c) => {
      const role = z.enum(roleNames).parse(c.req.param('role'))
      await revokeRole(platform, requireActor(c), idParam(c), { personId: idParam(c, 'person'), role })
      return c.body(null, 204)
    })
    .delete('/organizations/:id/people/:person', async (c) => {
      await removePerson(platform, requireActor(c), idParam(c), idParam(c, 'person'))
      return c.body(null, 204)
    })
    .post('/organizations/:id/people/:person/suspend', async (c) => {
      await suspendPerson(platform, requireActor(c), idParam(c), idParam(c, 'person'))
      return c.body(null, 204)
    })
    .post('/organizations/:id/people/:person/reinstate', async (c) => {
      await reinstatePerson(platform, requireActor(c), idParam(c), idParam(c, 'person'))
      return c.body(null, 204)
    })
}

function invitationRoutes(platform: Platform) {
  return new Hono<HttpEnv>()
    .get('/organizations/:id/invitations', async (c) => {
      const invitations = await listInvitationsAt(platform, requireActor(c), idParam(c))
      return wholeList(c, invitations.map(toInvitationResponse))
    })
    .post('/organizations/:id/invitations', async (c) => {
      const organizationId = idParam(c)
      const invitation = await invite(platform, requireActor(c), organizationId, await readJson(c, newInvitation))
      const path = `/organizations/${organizationId}/invitations/${invitation.id}`
      return created(c, path, toInvitationResponse(invitation))
    })
    .post('/organizations/:id/invitations/:invitation/resend', async (c) => {
      await resendInvitation(platform, requireActor(c), idParam(c), idParam(c, 'invitation'))
      return c.body(null, 204)
    })
    .delete('/organizations/:id/invitations/:invitation', async (c) => {
      await withdrawInvitation(platform, requireActor(c), idParam(c), idParam(c, 'invitation'))
      return c.body(null, 204)
    })
    .get('/me/invitations', async (c) => {
      const waiting = await listMyInvitations(platform, requireActor(c))
      return wholeList(
        c,
        waiting.map(({ invitation, organization }) => ({
          ...toInvitationResponse(invitation),
          organization: { id: organization.id, name: organization.name },
        })),
      )
    })
    .post('/me/invitations/:id/accept', async (c) => {
      const { organization, invitation } = await acceptInvitation(platform, requireActor(c), idParam(c))
      return c.json({ organization_id: organization.id, roles: invitation.roles })
    })
    .get('/organizations/:id/join-requests', async (c) => {
      const waiting = await listJoinRequestsAt(platform, requireActor(c), idParam(c))
      return wholeList(c, waiting.map(toJoinRequestResponse))
    })
    .post('/organizations/:id/join-requests', async (c) => {
      const id = await askToJoin(platform, requireActor(c), idParam(c))
      return c.json({ id }, 201)
    })
    .post('/organizations/:id/join-requests/:request', async (c) => {
      const decision = await readJson(c, joinDecision)
      const requestId = idParam(c, 'request')
      await decideOnJoining(platform, requireActor(c), idParam(c), { requestId, ...decision })
      return c.body(null, 204)
    })
}

function organizationIssuerRoutes(platform: Platform) {
  const { origin } = platform.config
  return new Hono<HttpEnv>()
    .post('/organizations/:id/issuer', async (c) => {
      const profile = await readJson(c, issuerProfile)
      const issuer = await makeOrganizationIssuer(platform, requireActor(c), idParam(c), profile)
      return created(c, `/issuers/${issuer.id}`, toIssuerResponse(issuer, origin))
    })
    .put('/organizations/:id/issuer/color', async (c) => {
      const issuer = await setIssuerColor(platform, requireActor(c), idParam(c), await readJson(c, issuerColor))
      return c.json(toIssuerResponse(issuer, origin))
    })
    .put('/organizations/:id/issuer/logo', maxBody(maxLogoBytes), async (c) => {
      const actor = requireActor(c)
      const issuer = await setIssuerLogo(platform, actor, idParam(c), await readBody(c))
      return c.json(toIssuerResponse(issuer, origin))
    })
    .delete('/organizations/:id/issuer/logo', async (c) => {
      await removeIssuerLogo(platform, requireActor(c), idParam(c))
      return c.body(null, 204)
    })
    .put('/organizations/:id/issuer/trust', async (c) => {
      await setIssuerTrust(platform, requireActor(c), idParam(c), await readJson(c, issuerTrust))
      return c.body(null, 204)
    })
}

const created = (c: Context<HttpEnv>, path: string, body: object) => c.json(body, 201, { Location: `/api/v1${path}` })

const staffQuery = z.object({
  q: z.string().max(200).optional(),
  place: z.string().max(64).optional(),
  role: z.enum(roleNames).optional(),
  lane: z.enum(lanes).optional(),
  account: z.enum(accountStates).optional(),
})
