import * as z from 'zod'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { getOrganization } from '../organizations/read-organization.ts'
import type { PersonActor } from '../people/actor.ts'
import { getIssuer, updateIssuerTrust } from './issuers-store.ts'
import { issuerTrusts } from './issuers-tables.ts'

export const issuerTrust = z.strictObject({ trust: z.enum(issuerTrusts) })

/** Said of an issuer by those above it, never by itself: owners of what it stands below, or who runs the installation. */
export async function setIssuerTrust(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  issuerId: string,
  details: z.input<typeof issuerTrust>,
): Promise<void> {
  const { isFromAbove } = await getOrganization(platform, actor, issuerId)
  if (!isFromAbove) {
    throw new AppError('forbidden', 'refused.trustNotYours')
  }
  const { trust } = issuerTrust.parse(details)
  const issuer = await getIssuer(platform.db, issuerId)
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'issuer.trust-set',
    subject: issuer.id,
    details: { trust },
  }
  await commit(platform, event, [updateIssuerTrust(platform.db, issuer.id, trust)])
}
