import { type Context, Hono } from 'hono'
import { AppError } from '../../errors.ts'
import { requireActor } from '../../http/actor.ts'
import { maxBody, readForm } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { toCamelCase } from '../../http/letter-case.ts'
import { formLimits, readMultipart } from '../../http/multipart.ts'
import { idParam } from '../../http/params.ts'
import { makeOrganisationIssuer } from '../../issuers/create-issuer.ts'
import {
  issuerColour,
  maxLogoBytes,
  removeIssuerLogo,
  setIssuerColour,
  setIssuerLogo,
} from '../../issuers/edit-look.ts'
import { issuerProfile, logoUrl } from '../../issuers/issuer-profile.ts'
import { findIssuer } from '../../issuers/issuers-store.ts'
import { mayWith } from '../../organisations/can.ts'
import { closeOrganisation } from '../../organisations/close-organisation.ts'
import { organisationNaming, renameOrganisation, saveSettings } from '../../organisations/edit-organisation.ts'
import { moveOrganisation } from '../../organisations/move-organisation.ts'
import { getOrganisationFor } from '../../organisations/organisations-store.ts'
import { getOrganisation } from '../../organisations/read-organisation.ts'
import { organisationSettings } from '../../organisations/settings.ts'
import { mayStandBelow } from '../../organisations/tree.ts'
import type { PersonActor } from '../../people/actor.ts'
import { type FormFailure, readFailure } from '../forms/read-failure.ts'
import type { Site } from '../site.tsx'
import { listPlaces } from './places.ts'
import { SettingsPage } from './settings-page.tsx'

export function settingsRoutes(site: Site) {
  const { platform, speech } = site
  return new Hono<HttpEnv>()
    .get('/organisations/:id/settings', (c) => showSettings(site, c, {}))
    .post('/organisations/:id/settings', async (c) => {
      const form = await readForm(c)
      const typed = Object.fromEntries(form)
      if (typed.do === 'close' && typed.sure !== 'yes') {
        return showSettings(site, c, typed, { status: 422, errors: { sure: speech.t('organisations.unsure') } })
      }
      try {
        await change(site, c, requireActor(c), typed)
        const path = `/organisations/${idParam(c)}`
        return c.redirect(typed.do === 'close' ? '/organisations' : path, 303)
      } catch (error) {
        return showSettings(site, c, typed, readFailure(error, fieldsOf[typed.do ?? '']))
      }
    })
    .post('/organisations/:id/logo', maxBody(maxLogoBytes + 64 * 1024), async (c) => {
      const actor = requireActor(c)
      try {
        // Nobody sends megabytes to find out that they may not.
        await getOrganisationFor(platform.db, actor, idParam(c), 'issuer.edit')
        const limits = { ...formLimits, maxFiles: 1, maxFileBytes: maxLogoBytes }
        const { fields, files } = await readMultipart(
          c.req.raw,
          limits,
          async ({ body }) => new Uint8Array(await new Response(body).arrayBuffer()),
        )
        if (fields.get('do')?.includes('remove')) await removeIssuerLogo(platform, actor, idParam(c))
        else await setIssuerLogo(platform, actor, idParam(c), files[0] ?? missingLogo(speech.t('organisations.noLogo')))
        return c.redirect(`/organisations/${idParam(c)}`, 303)
      } catch (error) {
        const { errors, note, status } = readFailure(error)
        return showSettings(site, c, {}, { status, errors: note ? { logo: note } : errors })
      }
    })
}

function missingLogo(message: string): never {
  throw new AppError('validation', message, { errors: [{ pointer: '/logo', code: 'missing', message }] })
}

async function change({ platform }: Site, c: Context<HttpEnv>, actor: PersonActor, typed: Record<string, string>) {
  const id = idParam(c)
  const said = (name: string) => typed[name]?.trim() || undefined
  switch (typed.do) {
    case 'rename':
      await renameOrganisation(platform, actor, id, organisationNaming.parse({ name: typed.name ?? '' }))
      break
    case 'set-up':
      await saveSettings(platform, actor, id, readSettings(said))
      break
    case 'issue': {
      const { issuerName: name = '', url = '', email = '', description = '' } = typed
      await makeOrganisationIssuer(platform, actor, id, issuerProfile.parse({ name, url, email, description }))
      break
    }
    case 'colour':
      await setIssuerColour(platform, actor, id, issuerColour.parse({ colour: said('issuerColour') ?? null }))
      break
    case 'move':
      await moveOrganisation(platform, actor, id, { parentId: said('parentId') ?? null })
      break
    case 'close':
      await closeOrganisation(platform, actor, id)
      break
    default:
      throw new AppError('bad-request', 'The form does not say what to do.')
  }
}

function readSettings(said: (name: string) => string | undefined) {
  const idleMinutes = said('idleMinutes')
  const domains = said('domains')?.split(/[\s,]+/)
  return organisationSettings.parse({
    language: said('language'),
    timeZone: said('timeZone'),
    colour: said('colour'),
    idleMinutes: idleMinutes === undefined ? undefined : Number(idleMinutes),
    joining: said('joining'),
    domains,
  })
}

/** The names of the forms' fields, where they differ from those of what is changed. */
const fieldsOf: Record<string, (path: string) => string> = {
  'set-up': (path) => toCamelCase(path).replace(/^domains\.\d+$/, 'domains'),
  issue: (path) => (path === 'name' ? 'issuerName' : path),
  colour: () => 'issuerColour',
  move: (path) => (path === 'type' ? 'parentId' : toCamelCase(path)),
}

async function showSettings(
  { platform, page }: Site,
  c: Context<HttpEnv>,
  typed: Record<string, string>,
  failure?: FormFailure,
) {
  const actor = requireActor(c)
  const organisation = await getOrganisationFor(platform.db, actor, idParam(c), 'organisation.edit')
  const [view, issuer, places] = await Promise.all([
    getOrganisation(platform, actor, organisation.id),
    findIssuer(platform.db, organisation.id),
    listPlaces(platform, actor),
  ])
  const mayLeave = organisation.parentId === null || places.some(({ id }) => id === organisation.parentId)
  const { status, errors = {}, note } = failure ?? {}
  const shown = {
    ...view,
    issuer,
    logoUrl: issuer && logoUrl(platform.config.origin, issuer),
    parents: mayLeave
      ? places.filter(({ id, type }) => id !== organisation.id && mayStandBelow(organisation.type, type))
      : [],
    mayBeRoot: mayLeave && view.isForAdministrator && mayWith(view.roles, 'organisation.edit'),
    typed,
    errors,
    note,
  }
  return page(c, <SettingsPage view={shown} />, status)
}
