import { type Context, Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { toCamelCase } from '../../../http/letter-case.ts'
import { idParam } from '../../../http/params.ts'
import { getRoleHolder } from '../../../identity/organizations/change-roles.ts'
import { localDate } from '../../../identity/organizations/local-date.ts'
import type { PersonActor } from '../../../identity/people/actor.ts'
import { addPosition, editPosition, listPositionsOf } from '../../../identity/positions/change-positions.ts'
import { newPosition, positionChange, positionState } from '../../../identity/positions/position.ts'
import type { PositionWithPlace } from '../../../identity/positions/positions-store.ts'
import { AppError } from '../../../platform/errors.ts'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import type { Site } from '../../site.tsx'
import { listPlaces } from './places.ts'
import { PositionPage } from './position-page.tsx'
import type { PositionDone, PositionsView } from './positions-card.tsx'

/** Behind `organizationsRoutes`, which send whoever has not signed in to do so first. */
export function positionsRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .get('/organizations/:id/people/:person/positions/new', (c) => showPosition(site, c, {}))
    .post('/organizations/:id/people/:person/positions/new', async (c) => {
      const typed = Object.fromEntries(await readForm(c))
      const actor = requireActor(c)
      const { holder } = await getRoleHolder(platform, actor, idParam(c), idParam(c, 'person'))
      try {
        const details = newPosition.parse({ personId: holder.personId, ...readDetails(typed) })
        await addPosition(platform, actor, typed.organizationId ?? '', details)
        return c.redirect(`${personPath(c)}?position=added`, 303)
      } catch (error) {
        return showPosition(site, c, typed, readFailure(await site.speechFor(c), error, toCamelCase))
      }
    })
    .get('/organizations/:id/people/:person/positions/:position', (c) => showPosition(site, c, {}))
    .post('/organizations/:id/people/:person/positions/:position', async (c) => {
      const typed = Object.fromEntries(await readForm(c))
      const actor = requireActor(c)
      const { id, endsOn } = await getPosition(site, c, actor)
      try {
        switch (typed.do) {
          case 'end': {
            const lastDay = typed.lastDay ?? ''
            await editPosition(platform, actor, id, positionChange.parse({ endsOn: lastDay }))
            return c.redirect(`${personPath(c)}?position=ended&which=${id}&before=${endsOn ?? ''}`, 303)
          }
          case 'undo':
            await editPosition(platform, actor, id, positionChange.parse({ endsOn: typed.before || null }))
            return c.redirect(`${personPath(c)}?position=undone`, 303)
          default:
            await editPosition(platform, actor, id, positionChange.parse(readDetails(typed)))
            return c.redirect(`${personPath(c)}?position=saved`, 303)
        }
      } catch (error) {
        return showPosition(
          site,
          c,
          typed,
          readFailure(await site.speechFor(c), error, typed.do === 'end' ? () => 'lastDay' : toCamelCase),
        )
      }
    })
}

/** For the page of a person: what they work as where the reader manages the people, and what was just done to it. */
export async function viewPositions(
  { platform }: Site,
  c: Context<HttpEnv>,
  actor: PersonActor,
): Promise<PositionsView> {
  const [found, today] = await Promise.all([
    listPositionsOf(platform, actor, idParam(c, 'person')),
    localDate(platform, idParam(c)),
  ])
  const positions = found.map((position) => ({ ...position, state: positionState(position, today) }))
  return { positions, done: readDone(c, positions) }
}

function readDone(c: Context<HttpEnv>, positions: PositionsView['positions']): PositionDone | undefined {
  const what = (['added', 'saved', 'undone'] as const).find((known) => known === c.req.query('position'))
  if (what) return { what }
  const ended = positions.find(({ id, endsOn }) => id === c.req.query('which') && endsOn !== null)
  if (!ended || ended.endsOn === null || c.req.query('position') !== 'ended') return undefined
  return { what: 'ended', position: ended, endedOn: ended.endsOn, before: c.req.query('before') ?? '' }
}

const readDetails = ({ title = '', lane, startsOn = '', endsOn }: Record<string, string>) => ({
  title,
  lane: lane || null,
  startsOn,
  endsOn: endsOn || null,
})

const personPath = (c: Context<HttpEnv>) => `/organizations/${idParam(c)}/people/${idParam(c, 'person')}`

async function getPosition({ platform }: Site, c: Context<HttpEnv>, actor: PersonActor): Promise<PositionWithPlace> {
  const { holder } = await getRoleHolder(platform, actor, idParam(c), idParam(c, 'person'))
  const positions = await listPositionsOf(platform, actor, holder.personId)
  const found = positions.find(({ id }) => id === idParam(c, 'position'))
  if (!found) throw new AppError('not-found', 'refused.noPosition')
  return found
}

async function showPosition(site: Site, c: Context<HttpEnv>, typed: Record<string, string>, failure?: FormFailure) {
  const { platform } = site
  const actor = requireActor(c)
  const { organization, holder } = await getRoleHolder(platform, actor, idParam(c), idParam(c, 'person'))
  const view = {
    organization,
    person: { id: holder.personId, name: holder.name },
    position: c.req.param('position') === undefined ? undefined : await getPosition(site, c, actor),
    places: await listPlaces(platform, actor),
    today: await localDate(platform, organization.id),
    form: { typed, errors: failure?.errors, note: failure?.note },
  }
  return site.page(c, <PositionPage view={view} />, failure?.status)
}
