import type * as z from 'zod'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { grantRoleInSight, type roleGrant } from './change-roles.ts'
import { invite } from './invite.ts'

export type Admitted = { outcome: 'granted'; personId: string } | { outcome: 'invited'; invitationId: string }

/**
 * A role at once for somebody whom the actor can see in a list of people already, by the address that stands there. Every
 * other address is invited: whether anybody has an account under it, and how they are called, only its owner may tell.
 */
export async function grantOrInvite(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256' | 'wakeJobs'>,
  actor: PersonActor,
  organizationId: string,
  details: z.input<typeof roleGrant>,
): Promise<Admitted> {
  const personId = await grantRoleInSight(platform, actor, organizationId, details)
  if (personId !== undefined) return { outcome: 'granted', personId }
  const { role, ...person } = details
  const { id } = await invite(platform, actor, organizationId, { ...person, roles: [role] })
  return { outcome: 'invited', invitationId: id }
}
