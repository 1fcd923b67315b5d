import { type Context, Hono } from 'hono'
import type { BadgeVersionRow } from '../../definitions/badges/badges-store.ts'
import { getBadgeVersion } from '../../definitions/badges/read-badge.ts'
import { publicResource } from '../../http/headers.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { idParam } from '../../http/params.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'

/** Pictures of badge versions, which never change. */
export function artworkRoutes(platform: Platform) {
  const serve = async (c: Context<HttpEnv>, fileOf: (version: BadgeVersionRow) => string, mediaType: string) => {
    const { version } = await getBadgeVersion(platform, idParam(c))
    const file = await platform.files.get(fileOf(version))
    if (!file) throw new AppError('not-found', 'refused.noPicture')
    return c.body(file.body, 200, {
      'Content-Type': mediaType,
      'Content-Length': String(file.size),
      'Cache-Control': 'public, max-age=31536000, immutable',
      // Opened by itself, an SVG is a document: it gets no script and nothing from elsewhere.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    })
  }
  return new Hono<HttpEnv>()
    .use('/achievements/:id/:picture{(?:image|compact)\\.(?:png|svg)}', publicResource)
    .get('/achievements/:id/image.png', (c) => serve(c, (version) => version.artworkPng, 'image/png'))
    .get('/achievements/:id/image.svg', (c) => serve(c, (version) => version.artworkSvg, 'image/svg+xml'))
    .get('/achievements/:id/compact.svg', (c) => serve(c, (version) => version.artworkCompactSvg, 'image/svg+xml'))
}
