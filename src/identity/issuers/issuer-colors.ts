import type { Platform } from '../../platform/platform.ts'
import { type BrandColours, readableColours } from '../organizations/brand-color.ts'
import { listPath } from '../organizations/organizations-store.ts'
import { effectiveSettings } from '../organizations/settings.ts'
import type { IssuerRow } from './issuers-store.ts'

/** Its own colour or the nearest above it, as it can be read. Undefined where nobody named one. */
export async function findIssuerColours(
  platform: Pick<Platform, 'db'>,
  issuer: Pick<IssuerRow, 'id' | 'colour'>,
): Promise<BrandColours | undefined> {
  const colour = issuer.colour ?? (await inheritedColour(platform, issuer.id))
  return colour === undefined ? undefined : readableColours(colour)
}

async function inheritedColour({ db }: Pick<Platform, 'db'>, organisationId: string) {
  const path = await listPath(db, organisationId)
  return effectiveSettings(path.map(({ settings }) => settings).reverse()).colour
}
