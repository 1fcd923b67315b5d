import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { requireActor } from '../../http/actor.ts'
import { readJson } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { wholeList } from '../../http/paging.ts'
import { idParam } from '../../http/params.ts'
import { requireRevision, revisionTag } from '../../http/revision.ts'
import { createIssuer, newIssuer } from '../../identity/issuers/create-issuer.ts'
import { editIssuer } from '../../identity/issuers/edit-issuer.ts'
import { issuerProfile } from '../../identity/issuers/issuer-profile.ts'
import type { IssuerRow } from '../../identity/issuers/issuers-store.ts'
import { getPublicIssuer, listOwnIssuers, listSigningKeys } from '../../identity/issuers/read-issuers.ts'
import { rotateKey, withdrawKey } from '../../identity/issuers/rotate-key.ts'
import { listRolesAt, revokeRole, roleGrant } from '../../identity/organizations/change-roles.ts'
import { grantOrInvite } from '../../identity/organizations/grant-or-invite.ts'
import { roleNames } from '../../identity/organizations/permissions.ts'
import type { Platform } from '../../platform/platform.ts'
import { admittedResponse } from './admitted-response.ts'
import { toIssuerResponse, toKeyResponse, toMembershipResponse, toRoleHolderResponse } from './issuer-responses.ts'

export function issuerRoutes(platform: Platform) {
  const { origin } = platform.config
  return new Hono<HttpEnv>()
    .get('/issuers', async (c) => {
      const issuers = await listOwnIssuers(platform, requireActor(c))
      return wholeList(
        c,
        issuers.map((issuer) => toMembershipResponse(issuer, origin)),
      )
    })
    .post('/issuers', async (c) => {
      const issuer = await createIssuer(platform, requireActor(c), await readJson(c, newIssuer))
      return created(c, `/issuers/${issuer.id}`, toIssuerResponse(issuer, origin))
    })
    .get('/issuers/:id', async (c) => issuerResponse(c, await getPublicIssuer(platform, idParam(c)), origin))
    .put('/issuers/:id', async (c) => {
      const actor = requireActor(c)
      const profile = await readJson(c, issuerProfile)
      const issuer = await editIssuer(platform, actor, idParam(c), { profile, revision: requireRevision(c) })
      return issuerResponse(c, issuer, origin)
    })
    .get('/issuers/:id/people', async (c) => {
      const people = await listRolesAt(platform, requireActor(c), idParam(c))
      return wholeList(c, people.map(toRoleHolderResponse))
    })
    .post('/issuers/:id/people', async (c) => {
      const issuerId = idParam(c)
      const grant = await readJson(c, roleGrant)
      const admitted = await grantOrInvite(platform, requireActor(c), issuerId, grant)
      const place = `/issuers/${issuerId}`
      return admittedResponse(c, admitted, { place, organizationId: issuerId, role: grant.role })
    })
    .delete('/issuers/:id/people/:person/roles/:role', async (c) => {
      const role = z.enum(roleNames).parse(c.req.param('role'))
      await revokeRole(platform, requireActor(c), idParam(c), { personId: idParam(c, 'person'), role })
      return c.body(null, 204)
    })
    .get('/issuers/:id/keys', async (c) => {
      const keys = await listSigningKeys(platform, requireActor(c), idParam(c))
      return wholeList(c, keys.map(toKeyResponse))
    })
    .post('/issuers/:id/keys', async (c) => {
      const { algorithm } = await readJson(c, z.strictObject({ algorithm: z.enum(['Ed25519', 'P-256']) }))
      const keyId = await rotateKey(platform, requireActor(c), idParam(c), algorithm)
      return c.json({ id: keyId, algorithm, state: 'active' }, 201)
    })
    .post('/issuers/:id/keys/withdraw', async (c) => {
      const { keyId } = await readJson(c, z.strictObject({ keyId: z.string().max(600) }))
      await withdrawKey(platform, requireActor(c), idParam(c), keyId)
      return c.body(null, 204)
    })
}

const issuerResponse = (c: Context<HttpEnv>, issuer: IssuerRow, origin: string) =>
  c.json(toIssuerResponse(issuer, origin), 200, { ETag: revisionTag(issuer.revision) })

function created(c: Context<HttpEnv>, path: string, body: object) {
  return c.json(body, 201, { Location: `/api/v1${path}` })
}
