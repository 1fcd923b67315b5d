import type { Context } from 'hono'
import type { HttpEnv } from '../../http/http-env.ts'
import type { Admitted } from '../../identity/organizations/grant-or-invite.ts'
import type { RoleName } from '../../identity/organizations/permissions.ts'

/** 201 for a role that counts from now on, 202 for one that waits until the invitation is accepted. */
export function admittedResponse(
  c: Context<HttpEnv>,
  admitted: Admitted,
  { place, organizationId, role }: { place: string; organizationId: string; role: RoleName },
): Response {
  if (admitted.outcome === 'granted') {
    const { personId } = admitted
    const Location = `/api/v1${place}/people/${personId}/roles/${role}`
    return c.json({ person_id: personId, role }, 201, { Location })
  }
  const { invitationId } = admitted
  const Location = `/api/v1/organizations/${organizationId}/invitations/${invitationId}`
  return c.json({ invitation_id: invitationId, role }, 202, { Location })
}
