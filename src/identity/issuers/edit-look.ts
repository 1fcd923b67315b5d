import * as z from 'zod'
import { commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { brandColor } from '../organizations/brand-color.ts'
import { requireRole } from '../organizations/role-conditions-store.ts'
import type { PersonActor } from '../people/actor.ts'
import { getIssuerFor, type IssuerRow, updateIssuerLook } from './issuers-store.ts'

/** Bytes of a picture as somebody sends it. */
export const maxLogoBytes = 2 * 1024 * 1024

export const issuerColor = z.strictObject({ color: brandColor.nullable() })

export async function setIssuerColor(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  issuerId: string,
  details: z.input<typeof issuerColor>,
): Promise<IssuerRow> {
  const issuer = await getIssuerFor(platform.db, actor, issuerId, 'issuer.edit')
  const { color } = issuerColor.parse(details)
  await commitLook(platform, actor, issuer, { color })
  return { ...issuer, color, revision: issuer.revision + 1 }
}

/** Keeps a picture made anew from the one sent, so that nothing hidden in that one is ever served. */
export async function setIssuerLogo(
  platform: Pick<Platform, 'db' | 'files' | 'images' | 'now' | 'newId'>,
  actor: PersonActor,
  issuerId: string,
  picture: Uint8Array,
): Promise<IssuerRow> {
  const issuer = await getIssuerFor(platform.db, actor, issuerId, 'issuer.edit')
  if (picture.length > maxLogoBytes) throw new AppError('payload-too-large', 'refused.logoTooLarge')
  const logo = await platform.images.redrawLogo(picture)
  const logoKey = `logos/${issuerId}/${platform.newId()}.png`
  await platform.files.put(logoKey, logo, { maxBytes: maxLogoBytes })
  await commitLook(platform, actor, issuer, { logoKey })
  if (issuer.logoKey !== null) await platform.files.delete(issuer.logoKey)
  return { ...issuer, logoKey, revision: issuer.revision + 1 }
}

export async function removeIssuerLogo(
  platform: Pick<Platform, 'db' | 'files' | 'now'>,
  actor: PersonActor,
  issuerId: string,
): Promise<void> {
  const issuer = await getIssuerFor(platform.db, actor, issuerId, 'issuer.edit')
  if (issuer.logoKey === null) throw new AppError('not-found', 'refused.noLogo')
  await commitLook(platform, actor, issuer, { logoKey: null })
  await platform.files.delete(issuer.logoKey)
}

async function commitLook(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  { id }: IssuerRow,
  look: Partial<Pick<IssuerRow, 'logoKey' | 'color'>>,
) {
  const details = { part: 'logoKey' in look ? 'logo' : 'color' }
  await commit(platform, { actor: actor.personId, action: 'issuer.look-changed', subject: id, details }, [
    requireRole(platform.db, actor.personId, 'issuer.edit', id),
    updateIssuerLook(platform.db, id, look),
  ])
}
