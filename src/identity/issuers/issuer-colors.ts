import type { Platform } from '../../platform/platform.ts'
import { type BrandColors, readableColors } from '../organizations/brand-color.ts'
import { listPath } from '../organizations/organizations-store.ts'
import { effectiveSettings } from '../organizations/settings.ts'
import type { IssuerRow } from './issuers-store.ts'

/** Its own color or the nearest above it, as it can be read. Undefined where nobody named one. */
export async function findIssuerColors(
  platform: Pick<Platform, 'db'>,
  issuer: Pick<IssuerRow, 'id' | 'color'>,
): Promise<BrandColors | undefined> {
  const color = issuer.color ?? (await inheritedColor(platform, issuer.id))
  return color === undefined ? undefined : readableColors(color)
}

async function inheritedColor({ db }: Pick<Platform, 'db'>, organizationId: string) {
  const path = await listPath(db, organizationId)
  return effectiveSettings(path.map(({ settings }) => settings).reverse()).color
}
