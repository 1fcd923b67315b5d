import { Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import {
  acceptInvitation,
  getInvitationBySecret,
  listMyInvitations,
} from '../../../identity/organizations/accept-invitation.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Site } from '../../site.tsx'
import { InvitationPage } from './invitation-page.tsx'

export function invitationRoutes({ platform, page }: Site) {
  return new Hono<HttpEnv>()
    .get('/invitations/:secret', async (c) => {
      const secret = secretOf(c.req.param('secret'))
      const { actor } = c.var
      const { invitation, organization } = await getInvitationBySecret(platform, secret)
      const mine = actor.kind === 'anonymous' ? [] : await listMyInvitations(platform, actor)
      const isMine = mine.some((one) => one.invitation.id === invitation.id)
      const view = {
        secret,
        organizationName: organization.name,
        roles: invitation.roles,
        until: new Date(invitation.expiresAt),
        step: actor.kind === 'anonymous' ? 'sign-in' : isMine ? 'accept' : 'other-address',
      } as const
      return page(c, <InvitationPage view={view} />)
    })
    .post('/invitations/:secret', async (c) => {
      const actor = requireActor(c)
      const { invitation } = await getInvitationBySecret(platform, secretOf(c.req.param('secret')))
      const { organization } = await acceptInvitation(platform, actor, invitation.id)
      return c.redirect(`/organizations/${organization.id}`, 303)
    })
}

function secretOf(secret: string): string {
  if (!/^[\w-]{20,100}$/.test(secret)) throw new AppError('not-found', 'refused.invitationOver')
  return secret
}
