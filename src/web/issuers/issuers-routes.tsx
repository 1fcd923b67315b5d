import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { listPublishedBadges } from '../../badges/badges-store.ts'
import { requireActor } from '../../http/actor.ts'
import { readForm } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { forBrowsers } from '../../http/negotiate.ts'
import { idParam } from '../../http/params.ts'
import { createIssuer } from '../../issuers/create-issuer.ts'
import { getIssuer, getIssuerFor } from '../../issuers/issuers-store.ts'
import { listKeys } from '../../issuers/signing-keys-store.ts'
import { roleNames } from '../../organisations/can.ts'
import { grantRole, listRolesAt, revokeRole, roleGrant } from '../../organisations/change-roles.ts'
import { publishedTile } from '../badges/tiles.tsx'
import { type FormFailure, readFailure } from '../forms/read-failure.ts'
import { requireViewer } from '../forms/require-viewer.ts'
import type { Site } from '../site.tsx'
import { IssuerPage } from './issuer-page.tsx'
import { NewIssuerPage } from './new-issuer-page.tsx'
import { PeoplePage } from './people-page.tsx'

export function issuersRoutes(site: Site) {
  const { platform } = site
  const showPeople = async (c: Context<HttpEnv>, typed: Record<string, string>, failure?: FormFailure) => {
    const actor = requireActor(c)
    const issuer = await getIssuerFor(platform.db, actor, idParam(c), 'issuer.edit')
    const holders = await listRolesAt(platform, actor, issuer.id)
    const { status, errors = {}, note } = failure ?? {}
    return site.page(c, <PeoplePage view={{ issuer, holders, typed, errors, ...(note && { note }) }} />, status)
  }
  return new Hono<HttpEnv>()
    .use('/issuers/new', requireViewer(platform))
    .use('/issuers/:id/people', requireViewer(platform))
    .get('/issuers/new', (c) => {
      requireActor(c)
      return site.page(c, <NewIssuerPage view={{ typed: {}, errors: {} }} />)
    })
    .post('/issuers/new', async (c) => {
      const typed = Object.fromEntries(await readForm(c))
      const { name = '', url = '', email = '', description = '' } = typed
      try {
        const issuer = await createIssuer(platform, requireActor(c), { name, url, email, description })
        return c.redirect(`/issuers/${issuer.id}/people`, 303)
      } catch (error) {
        const { status, ...failure } = readFailure(error)
        return site.page(c, <NewIssuerPage view={{ typed, ...failure }} />, status)
      }
    })
    .get(
      '/issuers/:id',
      forBrowsers(async (c) => {
        const issuer = await getIssuer(platform.db, idParam(c))
        const [keys, badges] = await Promise.all([
          listKeys(platform.db, issuer.id),
          listPublishedBadges(platform.db, { limit: 60, issuerId: issuer.id }),
        ])
        const view = {
          ...issuer,
          domain: new URL(platform.config.origin).host,
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
    .get('/issuers/:id/people', (c) => showPeople(c, {}))
    .post('/issuers/:id/people', async (c) => {
      const typed = Object.fromEntries(await readForm(c))
      try {
        const { name = '', email = '', role } = typed
        await grantRole(platform, requireActor(c), idParam(c), roleGrant.parse({ name, email, role }))
        return c.redirect(`/issuers/${idParam(c)}/people`, 303)
      } catch (error) {
        return showPeople(c, typed, readFailure(error))
      }
    })
    .post('/issuers/:id/people/remove', async (c) => {
      const form = await readForm(c)
      try {
        const role = z.enum(roleNames).parse(form.get('role'))
        await revokeRole(platform, requireActor(c), idParam(c), { personId: form.get('person') ?? '', role })
        return c.redirect(`/issuers/${idParam(c)}/people`, 303)
      } catch (error) {
        return showPeople(c, {}, readFailure(error))
      }
    })
}
