import { type BrandColours, readableColours } from '../organisations/brand-colour.ts'
import { listPath } from '../organisations/organisations-store.ts'
import { effectiveSettings } from '../organisations/settings.ts'
import type { Platform } from '../platform.ts'
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
