import { type Context, Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { maxBody, readForm } from '../../../http/body.ts'
import { namedFile } from '../../../http/entity.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { nextPage, readPage } from '../../../http/paging.ts'
import { idParam } from '../../../http/params.ts'
import { getOrganization, listOwnedOrganizations } from '../../../identity/organizations/read-organization.ts'
import { cancelRoster, startApplying } from '../../../identity/rosters/apply-roster.ts'
import { guessMapping, rosterFields } from '../../../identity/rosters/plain-csv.ts'
import { findOpenRosterOf, getRoster, listRosters, listRowsOfRoster } from '../../../identity/rosters/read-rosters.ts'
import { mostRosterRequestBytes, receiveRoster } from '../../../identity/rosters/receive-roster.ts'
import { outcomeActions } from '../../../identity/rosters/roster.ts'
import { mapRoster } from '../../../identity/rosters/start-roster.ts'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { RosterPage } from './roster-page.tsx'
import { RostersPage } from './rosters-page.tsx'
import { rowsToFix } from './rows-to-fix.ts'
import { SendRosterPage } from './send-roster-page.tsx'

const shownRosters = 25
const shownRows = 50

export function rostersRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .use('/admin/rosters', requireViewer)
    .use('/admin/rosters/*', requireViewer)
    .get('/admin/rosters', async (c) => {
      const actor = requireActor(c)
      const { after } = readPage(c)
      const found = await listRosters(platform, actor, { limit: shownRosters + 1, after })
      const places = (await listOwnedOrganizations(platform, actor)).map(({ id, name, above }) => ({
        id,
        label: [...above, name].join(' › '),
      }))
      const next = nextPage(c, found, shownRosters, ({ createdAt, id }) => ({ at: createdAt, id }))
      const view = { rosters: found.slice(0, shownRosters), places, next, isPaged: after !== undefined }
      return site.page(c, <RostersPage view={view} />)
    })
    .get('/organizations/:id/rosters/new', (c) => showSend(site, c))
    .post('/organizations/:id/rosters', maxBody(mostRosterRequestBytes), async (c) => {
      try {
        const { id } = await receiveRoster(platform, requireActor(c), idParam(c), c.req.raw)
        return c.redirect(`/admin/rosters/${id}`, 303)
      } catch (error) {
        return showSend(site, c, readFailure(await site.speechFor(c), error, fieldOfFile))
      }
    })
    .get('/admin/rosters/:id', (c) => showRoster(site, c))
    .get('/admin/rosters/:id/rows.csv', async (c) => {
      const rows = rowsToFix(platform, requireActor(c), idParam(c), await site.speechFor(c))
      return c.body(await rows, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': namedFile('attachment', 'rows-to-fix.csv'),
        'Cache-Control': 'private, no-store',
      })
    })
    .post('/admin/rosters/:id', async (c) => {
      const form = await readForm(c)
      const actor = requireActor(c)
      const rosterId = idParam(c)
      try {
        if (form.get('do') === 'apply')
          await startApplying(platform, actor, rosterId, { ends: Number(form.get('ends') || Number.NaN) })
        else if (form.get('do') === 'cancel') await cancelRoster(platform, actor, rosterId)
        else await mapRoster(platform, actor, rosterId, mappingIn(form))
        return c.redirect(`/admin/rosters/${rosterId}`, 303)
      } catch (error) {
        return showRoster(site, c, {
          typed: Object.fromEntries(form),
          failure: readFailure(await site.speechFor(c), error),
        })
      }
    })
}

/** Whatever file of a bundle is at fault, there is one field to choose another in. */
const fieldOfFile = () => 'file'

const mappingIn = (form: URLSearchParams) =>
  Object.fromEntries(rosterFields.flatMap((field) => (form.get(field) ? [[field, form.get(field)]] : [])))

async function showSend({ platform, page }: Site, c: Context<HttpEnv>, failure?: FormFailure) {
  const actor = requireActor(c)
  const { organization } = await getOrganization(platform, actor, idParam(c), 'people.manage')
  const open = await findOpenRosterOf(platform, actor, organization.id)
  const view = { organization, openId: open?.id, form: failure ?? {} }
  return page(c, <SendRosterPage view={view} />, failure?.status)
}

async function showRoster(
  { platform, page }: Site,
  c: Context<HttpEnv>,
  { typed, failure }: { typed?: Record<string, string>; failure?: FormFailure } = {},
) {
  const actor = requireActor(c)
  const roster = await getRoster(platform, actor, idParam(c))
  const action = outcomeActions.find((known) => known === c.req.query('show'))
  const { after } = readPage(c)
  const found = await listRowsOfRoster(platform, actor, roster.id, { action, after: after?.at, limit: shownRows + 1 })
  const view = {
    roster,
    action,
    rows: found.slice(0, shownRows),
    next: nextPage(c, found, shownRows, ({ number, importId }) => ({ at: number, id: importId })),
    isPaged: after !== undefined,
    mapping: typed ?? guessMapping(roster.columns?.columns ?? []),
    form: failure ?? {},
  }
  return page(c, <RosterPage view={view} />, failure?.status)
}
