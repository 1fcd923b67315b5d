import { type Context, Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { toCamelCase } from '../../../http/letter-case.ts'
import { idParam } from '../../../http/params.ts'
import { closeOrganization } from '../../../identity/organizations/close-organization.ts'
import {
  organizationNaming,
  renameOrganization,
  saveSettings,
} from '../../../identity/organizations/edit-organization.ts'
import { moveOrganization } from '../../../identity/organizations/move-organization.ts'
import { mayWith } from '../../../identity/organizations/permissions.ts'
import { getOrganization } from '../../../identity/organizations/read-organization.ts'
import { organizationSettings } from '../../../identity/organizations/settings.ts'
import { mayStandBelow } from '../../../identity/organizations/tree.ts'
import type { PersonActor } from '../../../identity/people/actor.ts'
import { usualIdleMinutes } from '../../../identity/sign-in/start-browser-session.ts'
import { AppError } from '../../../platform/errors.ts'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import type { Site } from '../../site.tsx'
import { listPlaces } from './places.ts'
import { SettingsPage } from './settings-page.tsx'

export function settingsRoutes(site: Site) {
  return new Hono<HttpEnv>()
    .get('/organizations/:id/settings', (c) => showSettings(site, c, {}))
    .post('/organizations/:id/settings', async (c) => {
      const form = await readForm(c)
      const typed = Object.fromEntries(form)
      if (typed.do === 'close' && typed.sure !== 'yes') {
        const { t } = await site.speechFor(c)
        return showSettings(site, c, typed, { status: 422, errors: { sure: t('organizations.unsure') } })
      }
      try {
        await change(site, c, requireActor(c), typed)
        const path = `/organizations/${idParam(c)}`
        return c.redirect(typed.do === 'close' ? '/organizations' : path, 303)
      } catch (error) {
        return showSettings(site, c, typed, readFailure(await site.speechFor(c), error, fieldsOf[typed.do ?? '']))
      }
    })
}

async function change({ platform }: Site, c: Context<HttpEnv>, actor: PersonActor, typed: Record<string, string>) {
  const id = idParam(c)
  const said = (name: string) => typed[name]?.trim() || undefined
  switch (typed.do) {
    case 'rename':
      await renameOrganization(platform, actor, id, organizationNaming.parse({ name: typed.name ?? '' }))
      break
    case 'set-up':
      await saveSettings(platform, actor, id, readSettings(said))
      break
    case 'move':
      await moveOrganization(platform, actor, id, { parentId: said('parentId') ?? null })
      break
    case 'close':
      await closeOrganization(platform, actor, id)
      break
    default:
      throw new AppError('bad-request', 'refused.noForm')
  }
}

function readSettings(said: (name: string) => string | undefined) {
  const idleMinutes = said('idleMinutes')
  const domains = said('domains')?.split(/[\s,]+/)
  return organizationSettings.parse({
    language: said('language'),
    timeZone: said('timeZone'),
    color: said('color'),
    idleMinutes: idleMinutes === undefined ? undefined : Number(idleMinutes),
    joining: said('joining'),
    domains,
  })
}

/** The names of the forms' fields, where they differ from those of what is changed. */
const fieldsOf: Record<string, (path: string) => string> = {
  'set-up': (path) => toCamelCase(path).replace(/^domains\.\d+$/, 'domains'),
  move: (path) => (path === 'type' ? 'parentId' : toCamelCase(path)),
}

async function showSettings(
  { platform, page }: Site,
  c: Context<HttpEnv>,
  typed: Record<string, string>,
  failure?: FormFailure,
) {
  const actor = requireActor(c)
  const [view, places] = await Promise.all([
    getOrganization(platform, actor, idParam(c), 'organization.edit'),
    listPlaces(platform, actor),
  ])
  const { organization } = view
  const mayLeave = organization.parentId === null || places.some(({ id }) => id === organization.parentId)
  const shown = {
    ...view,
    usual: { timeZone: platform.config.defaultTimeZone, idleMinutes: usualIdleMinutes },
    parents: mayLeave
      ? places.filter(({ id, type }) => id !== organization.id && mayStandBelow(organization.type, type))
      : [],
    mayBeRoot: mayLeave && view.isForAdministrator && mayWith(view.roles, 'organization.edit'),
    form: { typed, errors: failure?.errors, note: failure?.note },
  }
  return page(c, <SettingsPage view={shown} />, failure?.status)
}
