import { Hono } from 'hono'
import { listCatalog } from '../../../definitions/badges/read-badge.ts'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { forBrowsers } from '../../../http/negotiate.ts'
import { idParam } from '../../../http/params.ts'
import { createIssuer } from '../../../identity/issuers/create-issuer.ts'
import { issuerUrl, logoUrl } from '../../../identity/issuers/issuer-profile.ts'
import { readPublicIssuer } from '../../../identity/issuers/read-issuers.ts'
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
        const { status, ...failure } = readFailure(await site.speechFor(c), error)
        return site.page(c, <NewIssuerPage form={{ typed, ...failure }} />, status)
      }
    })
    .get(
      '/issuers/:id',
      forBrowsers(async (c) => {
        const { issuer, keys, colors } = await readPublicIssuer(platform, idParam(c))
        const badges = await listCatalog(platform, { limit: 60, issuerId: issuer.id })
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
      const { colors } = await readPublicIssuer(platform, idParam(c))
      if (!colors) throw new AppError('not-found', 'refused.noColor')
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
