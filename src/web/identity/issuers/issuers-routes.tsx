import { Hono } from 'hono'
import { listPublishedBadges } from '../../../definitions/badges/badges-store.ts'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { forBrowsers } from '../../../http/negotiate.ts'
import { idParam } from '../../../http/params.ts'
import { createIssuer } from '../../../identity/issuers/create-issuer.ts'
import { findIssuerColors } from '../../../identity/issuers/issuer-colors.ts'
import { issuerUrl, logoUrl } from '../../../identity/issuers/issuer-profile.ts'
import { getIssuer } from '../../../identity/issuers/issuers-store.ts'
import { listKeys } from '../../../identity/issuers/signing-keys-store.ts'
import type { BrandColors } from '../../../identity/organizations/brand-color.ts'
import { AppError } from '../../../platform/errors.ts'
import { publishedTile } from '../../components/published-badge-tiles.tsx'
import { readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { IssuerPage } from './issuer-page.tsx'
import { NewIssuerPage } from './new-issuer-page.tsx'

export function issuersRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .use('/issuers/new', requireViewer)
    .get('/issuers/new', (c) => {
      requireActor(c)
      return site.page(c, <NewIssuerPage form={{}} />)
    })
    .post('/issuers/new', async (c) => {
      const typed = Object.fromEntries(await readForm(c))
      const { name = '', url = '', email = '', description = '' } = typed
      try {
        const issuer = await createIssuer(platform, requireActor(c), { name, url, email, description })
        return c.redirect(`/organizations/${issuer.id}`, 303)
      } catch (error) {
        const { status, ...failure } = readFailure(error)
        return site.page(c, <NewIssuerPage form={{ typed, ...failure }} />, status)
      }
    })
    .get(
      '/issuers/:id',
      forBrowsers(async (c) => {
        const issuer = await getIssuer(platform.db, idParam(c))
        const [keys, colors, badges] = await Promise.all([
          listKeys(platform.db, issuer.id),
          findIssuerColors(platform, issuer),
          listPublishedBadges(platform.db, { limit: 60, issuerId: issuer.id }),
        ])
        const view = {
          ...issuer,
          domain: new URL(platform.config.origin).host,
          logoUrl: logoUrl('', issuer),
          colors: colors && `${issuerUrl('', issuer.id)}/colors.css?${colors.light.slice(1)}`,
          since: new Date(issuer.createdAt),
          keys: keys.map((key) => ({
            ...key,
            createdAt: new Date(key.createdAt),
            retiredAt: key.retiredAt === null ? undefined : new Date(key.retiredAt),
          })),
          badges: badges.map(publishedTile),
        }
        return site.page(c, <IssuerPage view={view} />)
      }),
    )
    .get('/issuers/:id/colors.css', async (c) => {
      const colors = await findIssuerColors(platform, await getIssuer(platform.db, idParam(c)))
      if (!colors) throw new AppError('not-found', 'It has no colors of its own.')
      return c.body(colorSheet(colors), 200, {
        'Content-Type': 'text/css; charset=utf-8',
        'Cache-Control': 'public, max-age=3600',
      })
    })
    .get('/issuers/:id/people', (c) => c.redirect(`/organizations/${idParam(c)}/people`, 301))
}

/** Takes the place of the blue of tokens.css, by day and by night. */
const colorSheet = ({ light, dark }: BrandColors) =>
  `:root{--blue:${light};--blue-hover:${light};--engrave:${light}}
@media screen and (prefers-color-scheme:dark){:root{--blue:${dark};--blue-hover:${dark};--engrave:${dark}}}
`
