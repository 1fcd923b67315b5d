import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { peekSecret } from '../people/secrets.ts'
import {
  findOpenInvitation,
  insertInvitedRoles,
  listInvitationsOf,
  type OpenInvitation,
  requireInvited,
  updateInvitation,
} from './invitations-store.ts'
import { invitationPurpose } from './invite.ts'
import { forgetLocalName } from './local-names-store.ts'

/** What the link of a mail leads to, for anybody who has it. */
export async function getInvitationBySecret(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  secret: string,
): Promise<OpenInvitation> {
  const facts = await peekSecret(platform, invitationPurpose, secret)
  const found = facts?.subject
    ? await findOpenInvitation(platform.db, facts.subject, platform.now().getTime())
    : undefined
  if (!found) throw gone()
  return found
}

/** Those that wait for whoever asks. */
export async function listMyInvitations(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
): Promise<OpenInvitation[]> {
  return await listInvitationsOf(platform.db, actor.personId, platform.now().getTime())
}

/** By whoever has shown that the address is theirs, and nobody else: a mail can be passed on. */
export async function acceptInvitation(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  invitationId: string,
): Promise<OpenInvitation> {
  const { db } = platform
  const { personId } = actor
  const now = platform.now().getTime()
  const found = await findOpenInvitation(db, invitationId, now)
  if (!found) throw gone()
  const event: AuditEvent = {
    actor: personId,
    action: 'invitation.accepted',
    subject: found.organization.id,
    details: { invitation: invitationId },
  }
  await commit(
    platform,
    event,
    [
      requireInvited(db, { invitationId, personId, now }),
      updateInvitation(db, invitationId, { acceptedAt: now, acceptedBy: personId }),
      forgetLocalName(db, { personId, organizationId: found.organization.id }),
      ...insertInvitedRoles(db, { invitation: found.invitation, personId, createdAt: now }),
    ],
    { overtaken: gone },
  )
  return found
}

/** In the same words whether it was sent to somebody else or is over. */
const gone = (cause?: unknown) =>
  new AppError(
    'not-found',
    'refused.invitationGone',
    {},
    {
      cause,
    },
  )
