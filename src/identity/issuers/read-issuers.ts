import type { Platform } from '../../platform/platform.ts'
import type { BrandColors } from '../organizations/brand-color.ts'
import { mayWith, type Permission } from '../organizations/permissions.ts'
import type { PersonActor } from '../people/actor.ts'
import { findIssuerColors } from './issuer-colors.ts'
import {
  findIssuer,
  getIssuer,
  getIssuerFor,
  type IssuerRow,
  type IssuerWithRoles,
  listIssuersOf,
} from './issuers-store.ts'
import { listKeys, type SigningKeyRow } from './signing-keys-store.ts'

/** For the public: everybody may see who issues. */
export const getPublicIssuer = ({ db }: Pick<Platform, 'db'>, issuerId: string): Promise<IssuerRow> =>
  getIssuer(db, issuerId)

/** The same with what its page shows: its keys, oldest first, and its colors. */
export async function readPublicIssuer(
  platform: Pick<Platform, 'db'>,
  issuerId: string,
): Promise<{ issuer: IssuerRow; keys: SigningKeyRow[]; colors: BrandColors | undefined }> {
  const issuer = await getIssuer(platform.db, issuerId)
  const [keys, colors] = await Promise.all([listKeys(platform.db, issuer.id), findIssuerColors(platform, issuer)])
  return { issuer, keys, colors }
}

/** Undefined as long as an organization does not issue. */
export const findIssuerOf = ({ db }: Pick<Platform, 'db'>, organizationId: string): Promise<IssuerRow | undefined> =>
  findIssuer(db, organizationId)

/** For who may do this there. */
export const getOwnIssuer = (
  { db }: Pick<Platform, 'db'>,
  actor: PersonActor,
  issuerId: string,
  permission: Permission,
): Promise<IssuerRow> => getIssuerFor(db, actor, issuerId, permission)

/** Those where the actor has a role, or one that lets them do this, by name. */
export async function listOwnIssuers(
  { db }: Pick<Platform, 'db'>,
  actor: PersonActor,
  permission?: Permission,
): Promise<IssuerWithRoles[]> {
  const issuers = await listIssuersOf(db, actor)
  return permission === undefined ? issuers : issuers.filter(({ roles }) => mayWith(roles, permission))
}

/** All that an issuer ever had, for who keeps them. */
export async function listSigningKeys(
  { db }: Pick<Platform, 'db'>,
  actor: PersonActor,
  issuerId: string,
): Promise<SigningKeyRow[]> {
  const issuer = await getIssuerFor(db, actor, issuerId, 'issuer.edit')
  return await listKeys(db, issuer.id)
}
