import { type Context, Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { maxBody, readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { idParam } from '../../../http/params.ts'
import { makeOrganizationIssuer } from '../../../identity/issuers/create-issuer.ts'
import { editIssuer } from '../../../identity/issuers/edit-issuer.ts'
import {
  issuerColor,
  maxLogoBytes,
  removeIssuerLogo,
  setIssuerColor,
  setIssuerLogo,
} from '../../../identity/issuers/edit-look.ts'
import { issuerProfile, logoUrl } from '../../../identity/issuers/issuer-profile.ts'
import { findIssuerOf } from '../../../identity/issuers/read-issuers.ts'
import { getOrganization } from '../../../identity/organizations/read-organization.ts'
import { whoSays } from '../../../identity/organizations/settings.ts'
import type { PersonActor } from '../../../identity/people/actor.ts'
import { AppError, invalidField } from '../../../platform/errors.ts'
import { formLimits, readMultipart } from '../../../platform/requests/multipart.ts'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import type { Site } from '../../site.tsx'
import { IssuerProfilePage } from './issuer-profile-page.tsx'

/** Behind `organizationsRoutes`, which send whoever has not signed in to do so first. */
export function issuerProfileRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .get('/organizations/:id/issuer', (c) => showProfile(site, c, {}))
    .post('/organizations/:id/issuer', async (c) => {
      const typed = Object.fromEntries(await readForm(c))
      await getOrganization(platform, requireActor(c), idParam(c), 'issuer.edit')
      try {
        await change(site, c, requireActor(c), typed)
        return c.redirect(`/organizations/${idParam(c)}`, 303)
      } catch (error) {
        return showProfile(site, c, typed, readFailure(await site.speechFor(c), error))
      }
    })
    .post('/organizations/:id/logo', maxBody(maxLogoBytes + 64 * 1024), async (c) => {
      const actor = requireActor(c)
      try {
        // Nobody sends megabytes to find out that they may not.
        await getOrganization(platform, actor, idParam(c), 'issuer.edit')
        const limits = { ...formLimits, maxFiles: 1, maxFileBytes: maxLogoBytes }
        const { fields, files } = await readMultipart(
          c.req.raw,
          limits,
          async ({ body }) => new Uint8Array(await new Response(body).arrayBuffer()),
        )
        if (fields.get('do')?.includes('remove')) await removeIssuerLogo(platform, actor, idParam(c))
        else await setIssuerLogo(platform, actor, idParam(c), files[0] ?? missingLogo())
        return c.redirect(`/organizations/${idParam(c)}`, 303)
      } catch (error) {
        const { errors, note, status } = readFailure(await site.speechFor(c), error)
        return showProfile(site, c, {}, { status, errors: note ? { logo: note } : errors })
      }
    })
}

function missingLogo(): never {
  throw invalidField('/logo', 'missing', 'refused.noLogoFile')
}

async function change({ platform }: Site, c: Context<HttpEnv>, actor: PersonActor, typed: Record<string, string>) {
  const id = idParam(c)
  const { name = '', url = '', email = '', description = '' } = typed
  switch (typed.do) {
    case 'issue':
      await makeOrganizationIssuer(platform, actor, id, issuerProfile.parse({ name, url, email, description }))
      break
    case 'profile': {
      const profile = issuerProfile.parse({ name, url, email, description })
      await editIssuer(platform, actor, id, { profile, revision: Number(typed.revision) })
      break
    }
    case 'color':
      await setIssuerColor(platform, actor, id, issuerColor.parse({ color: typed.color?.trim() || null }))
      break
    default:
      throw new AppError('bad-request', 'refused.noForm')
  }
}

async function showProfile(
  { platform, page }: Site,
  c: Context<HttpEnv>,
  typed: Record<string, string>,
  failure?: FormFailure,
) {
  const actor = requireActor(c)
  const { organization, above } = await getOrganization(platform, actor, idParam(c), 'issuer.edit')
  const issuer = await findIssuerOf(platform, organization.id)
  const namedBy = whoSays('color', [organization, ...above.toReversed()])
  const view = {
    organization,
    above,
    issuer,
    logoUrl: issuer && logoUrl('', issuer),
    takesAnyPicture: platform.images.canDraw,
    inheritedColor: namedBy?.settings.color ? { color: namedBy.settings.color, name: namedBy.name } : undefined,
    savedMeanwhile: failure?.status === 412 ? issuer : undefined,
    form: { typed, errors: failure?.errors, note: failure?.note },
  }
  return page(c, <IssuerProfilePage view={view} />, failure?.status)
}
