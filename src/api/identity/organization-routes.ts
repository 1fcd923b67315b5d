import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { requireActor } from '../../http/actor.ts'
import { maxBody, readBody, readJson } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { listResponse, readPage, wholeList } from '../../http/paging.ts'
import { idParam } from '../../http/params.ts'
import { searchWords } from '../../http/search-words.ts'
import { makeOrganisationIssuer } from '../../identity/issuers/create-issuer.ts'
import {
  issuerColour,
  maxLogoBytes,
  removeIssuerLogo,
  setIssuerColour,
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
import { closeOrganisation, reopenOrganisation } from '../../identity/organizations/close-organization.ts'
import { createOrganisation, newOrganisation } from '../../identity/organizations/create-organization.ts'
import { organisationNaming, renameOrganisation, saveSettings } from '../../identity/organizations/edit-organization.ts'
import { grantOrInvite } from '../../identity/organizations/grant-or-invite.ts'
import {
  invite,
  listInvitationsAt,
  newInvitation,
  resendInvitation,
  withdrawInvitation,
} from '../../identity/organizations/invite.ts'
import { moveOrganisation, organisationMove } from '../../identity/organizations/move-organization.ts'
import { roleNames } from '../../identity/organizations/permissions.ts'
import { getOrganisation, listMyOrganisations } from '../../identity/organizations/read-organization.ts'
import { organisationSettings } from '../../identity/organizations/settings.ts'
import { reinstatePerson, removePerson, suspendPerson } from '../../identity/organizations/suspend-person.ts'
import type { Platform } from '../../platform/platform.ts'
import { admittedResponse } from './admitted-response.ts'
import { toIssuerResponse } from './issuer-responses.ts'
import {
  toHolderResponse,
  toInvitationResponse,
  toJoinRequestResponse,
  toOrganisationDetails,
  toOrganisationResponse,
  toTreeEntry,
} from './organization-responses.ts'

export function organisationRoutes(platform: Platform) {
  return new Hono<HttpEnv>()
    .route('/', treeRoutes(platform))
    .route('/', peopleRoutes(platform))
    .route('/', invitationRoutes(platform))
    .route('/', organisationIssuerRoutes(platform))
}

function treeRoutes(platform: Platform) {
  return new Hono<HttpEnv>()
    .get('/organisations', async (c) => {
      const { limit, after } = readPage(c)
      const page = { limit: limit + 1, after: after?.id, words: searchWords(c.req.query('q')) }
      const organisations = await listMyOrganisations(platform, requireActor(c), page)
      return listResponse(c, organisations, { limit, startOf: ({ id }) => ({ at: 0, id }), toItem: toTreeEntry })
    })
    .post('/organisations', async (c) => {
      const organisation = await createOrganisation(platform, requireActor(c), await readJson(c, newOrganisation))
      return created(c, `/organisations/${organisation.id}`, toOrganisationResponse(organisation))
    })
    .get('/organisations/:id', async (c) =>
      c.json(toOrganisationDetails(await getOrganisation(platform, requireActor(c), idParam(c)))),
    )
    .put('/organisations/:id', async (c) => {
      const naming = await readJson(c, organisationNaming)
      return c.json(toOrganisationResponse(await renameOrganisation(platform, requireActor(c), idParam(c), naming)))
    })
    .put('/organisations/:id/settings', async (c) => {
      await saveSettings(platform, requireActor(c), idParam(c), await readJson(c, organisationSettings))
      return c.json(toOrganisationDetails(await getOrganisation(platform, requireActor(c), idParam(c))))
    })
    .post('/organisations/:id/move', async (c) => {
      await moveOrganisation(platform, requireActor(c), idParam(c), await readJson(c, organisationMove))
      return c.body(null, 204)
    })
    .post('/organisations/:id/close', async (c) => {
      await closeOrganisation(platform, requireActor(c), idParam(c))
      return c.body(null, 204)
    })
    .post('/organisations/:id/reopen', async (c) => {
      await reopenOrganisation(platform, requireActor(c), idParam(c))
      return c.body(null, 204)
    })
}

function peopleRoutes(platform: Platform) {
  return new Hono<HttpEnv>()
    .get('/organisations/:id/people', async (c) => {
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
    .post('/organisations/:id/people', async (c) => {
      const organisationId = idParam(c)
      const grant = await readJson(c, roleGrant)
      const admitted = await grantOrInvite(platform, requireActor(c), organisationId, grant)
      const place = `/organisations/${organisationId}`
      return admittedResponse(c, admitted, { place, organisationId, role: grant.role })
    })
    .delete('/organisations/:id/people/:person/roles/:role', async (c) => {
      const role = z.enum(roleNames).parse(c.req.param('role'))
      await revokeRole(platform, requireActor(c), idParam(c), { personId: idParam(c, 'person'), role })
      return c.body(null, 204)
    })
    .delete('/organisations/:id/people/:person', async (c) => {
      await removePerson(platform, requireActor(c), idParam(c), idParam(c, 'person'))
      return c.body(null, 204)
    })
    .post('/organisations/:id/people/:person/suspend', async (c) => {
      await suspendPerson(platform, requireActor(c), idParam(c), idParam(c, 'person'))
      return c.body(null, 204)
    })
    .post('/organisations/:id/people/:person/reinstate', async (c) => {
      await reinstatePerson(platform, requireActor(c), idParam(c), idParam(c, 'person'))
      return c.body(null, 204)
    })
}

function invitationRoutes(platform: Platform) {
  return new Hono<HttpEnv>()
    .get('/organisations/:id/invitations', async (c) => {
      const invitations = await listInvitationsAt(platform, requireActor(c), idParam(c))
      return wholeList(c, invitations.map(toInvitationResponse))
    })
    .post('/organisations/:id/invitations', async (c) => {
      const organisationId = idParam(c)
      const invitation = await invite(platform, requireActor(c), organisationId, await readJson(c, newInvitation))
      const path = `/organisations/${organisationId}/invitations/${invitation.id}`
      return created(c, path, toInvitationResponse(invitation))
    })
    .post('/organisations/:id/invitations/:invitation/resend', async (c) => {
      await resendInvitation(platform, requireActor(c), idParam(c), idParam(c, 'invitation'))
      return c.body(null, 204)
    })
    .delete('/organisations/:id/invitations/:invitation', async (c) => {
      await withdrawInvitation(platform, requireActor(c), idParam(c), idParam(c, 'invitation'))
      return c.body(null, 204)
    })
    .get('/me/invitations', async (c) => {
      const waiting = await listMyInvitations(platform, requireActor(c))
      return wholeList(
        c,
        waiting.map(({ invitation, organisation }) => ({
          ...toInvitationResponse(invitation),
          organisation: { id: organisation.id, name: organisation.name },
        })),
      )
    })
    .post('/me/invitations/:id/accept', async (c) => {
      const { organisation, invitation } = await acceptInvitation(platform, requireActor(c), idParam(c))
      return c.json({ organisation_id: organisation.id, roles: invitation.roles })
    })
    .get('/organisations/:id/join-requests', async (c) => {
      const waiting = await listJoinRequestsAt(platform, requireActor(c), idParam(c))
      return wholeList(c, waiting.map(toJoinRequestResponse))
    })
    .post('/organisations/:id/join-requests', async (c) => {
      const id = await askToJoin(platform, requireActor(c), idParam(c))
      return c.json({ id }, 201)
    })
    .post('/organisations/:id/join-requests/:request', async (c) => {
      const decision = await readJson(c, joinDecision)
      const requestId = idParam(c, 'request')
      await decideOnJoining(platform, requireActor(c), idParam(c), { requestId, ...decision })
      return c.body(null, 204)
    })
}

function organisationIssuerRoutes(platform: Platform) {
  const { origin } = platform.config
  return new Hono<HttpEnv>()
    .post('/organisations/:id/issuer', async (c) => {
      const profile = await readJson(c, issuerProfile)
      const issuer = await makeOrganisationIssuer(platform, requireActor(c), idParam(c), profile)
      return created(c, `/issuers/${issuer.id}`, toIssuerResponse(issuer, origin))
    })
    .put('/organisations/:id/issuer/colour', async (c) => {
      const issuer = await setIssuerColour(platform, requireActor(c), idParam(c), await readJson(c, issuerColour))
      return c.json(toIssuerResponse(issuer, origin))
    })
    .put('/organisations/:id/issuer/logo', maxBody(maxLogoBytes), async (c) => {
      const actor = requireActor(c)
      const issuer = await setIssuerLogo(platform, actor, idParam(c), await readBody(c))
      return c.json(toIssuerResponse(issuer, origin))
    })
    .delete('/organisations/:id/issuer/logo', async (c) => {
      await removeIssuerLogo(platform, requireActor(c), idParam(c))
      return c.body(null, 204)
    })
    .put('/organisations/:id/issuer/trust', async (c) => {
      await setIssuerTrust(platform, requireActor(c), idParam(c), await readJson(c, issuerTrust))
      return c.body(null, 204)
    })
}

const created = (c: Context<HttpEnv>, path: string, body: object) => c.json(body, 201, { Location: `/api/v1${path}` })
