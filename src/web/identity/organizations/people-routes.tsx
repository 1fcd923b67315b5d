import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { countAwardsOfStaff } from '../../../credentials/awards/count-awards.ts'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import { namedFile } from '../../../http/entity.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { nextPage, readPage } from '../../../http/paging.ts'
import { idParam } from '../../../http/params.ts'
import { decideOnJoining, joinDecision, listJoinRequestsAt } from '../../../identity/organizations/ask-to-join.ts'
import { addRole, getRoleHolder, revokeRole } from '../../../identity/organizations/change-roles.ts'
import {
  invite,
  listInvitationsAt,
  newInvitation,
  resendInvitation,
  withdrawInvitation,
} from '../../../identity/organizations/invite.ts'
import { mayWith, roleNames } from '../../../identity/organizations/permissions.ts'
import { getOrganization, listOrganizationsBelow } from '../../../identity/organizations/read-organization.ts'
import { listStaffOf } from '../../../identity/organizations/read-staff.ts'
import { accountStates, type StaffMember } from '../../../identity/organizations/staff.ts'
import { reinstatePerson, removePerson, suspendPerson } from '../../../identity/organizations/suspend-person.ts'
import type { PersonActor } from '../../../identity/people/actor.ts'
import { lanes } from '../../../identity/people/people-tables.ts'
import { searchWords } from '../../../platform/search-words.ts'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import type { Site } from '../../site.tsx'
import { peopleCsv } from './people-csv.ts'
import { PeoplePage, type StaffFilters } from './people-page.tsx'
import { PersonPage } from './person-page.tsx'
import { viewPositions } from './positions-routes.tsx'

const shownPeople = 50
/** More than the largest district employs. */
const mostExported = 100_000
const mostPlaces = 300

export function peopleRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .get('/organizations/:id/people', (c) => showPeople(site, c, {}))
    .post('/organizations/:id/people', async (c) => {
      const typed = Object.fromEntries(await readForm(c))
      try {
        const { name = '', email = '', roles = '' } = typed
        await invite(platform, requireActor(c), idParam(c), newInvitation.parse({ name, email, roles: [roles] }))
        return c.redirect(`/organizations/${idParam(c)}/people`, 303)
      } catch (error) {
        return showPeople(
          site,
          c,
          typed,
          readFailure(await site.speechFor(c), error, (path) => path.replace(/\.\d+$/, '')),
        )
      }
    })
    .get('/organizations/:id/people.csv', async (c) => {
      const actor = requireActor(c)
      const staff = await listStaffOf(platform, actor, idParam(c), { limit: mostExported, ...readFilters(c) })
      const awards = await countAwardsOfStaff(platform, actor, idParam(c), knownIds(staff))
      return c.body(peopleCsv(staff, awards), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': namedFile('attachment', 'people.csv'),
        'Cache-Control': 'private, no-store',
      })
    })
    .post('/organizations/:id/invitations/:invitation', async (c) => {
      const change = (await readForm(c)).get('do') === 'resend' ? resendInvitation : withdrawInvitation
      try {
        await change(platform, requireActor(c), idParam(c), idParam(c, 'invitation'))
        return c.redirect(`/organizations/${idParam(c)}/people`, 303)
      } catch (error) {
        return showPeople(site, c, {}, readFailure(await site.speechFor(c), error))
      }
    })
    .post('/organizations/:id/join-requests/:request', async (c) => {
      const decision = joinDecision.parse({ decision: (await readForm(c)).get('decision') })
      try {
        const requestId = idParam(c, 'request')
        await decideOnJoining(platform, requireActor(c), idParam(c), { requestId, ...decision })
        return c.redirect(`/organizations/${idParam(c)}/people`, 303)
      } catch (error) {
        return showPeople(site, c, {}, readFailure(await site.speechFor(c), error))
      }
    })
    .get('/organizations/:id/people/:person', (c) => showPerson(site, c))
    .post('/organizations/:id/people/:person', async (c) => {
      const form = await readForm(c)
      if (form.get('do') === 'remove' && form.get('sure') !== 'yes') {
        return showPerson(site, c, { status: 422, errors: { sure: (await site.speechFor(c)).t('people.unsure') } })
      }
      try {
        await changePerson(site, c, requireActor(c), form)
        return c.redirect(`/organizations/${idParam(c)}/people`, 303)
      } catch (error) {
        return showPerson(site, c, readFailure(await site.speechFor(c), error))
      }
    })
}

async function changePerson({ platform }: Site, c: Context<HttpEnv>, actor: PersonActor, form: URLSearchParams) {
  const [organizationId, personId] = [idParam(c), idParam(c, 'person')]
  const role = () => z.enum(roleNames).parse(form.get('role'))
  switch (form.get('do')) {
    case 'suspend':
      return await suspendPerson(platform, actor, organizationId, personId)
    case 'reinstate':
      return await reinstatePerson(platform, actor, organizationId, personId)
    case 'remove':
      return await removePerson(platform, actor, organizationId, personId)
    case 'revoke':
      return await revokeRole(platform, actor, organizationId, { personId, role: role() })
    default:
      return await addRole(platform, actor, organizationId, { personId, role: role() })
  }
}

async function showPeople(
  { platform, page }: Site,
  c: Context<HttpEnv>,
  typed: Record<string, string>,
  failure?: FormFailure,
) {
  const actor = requireActor(c)
  const seen = await getOrganization(platform, actor, idParam(c))
  const { organization, roles } = seen
  const { after } = readPage(c)
  const filters = readFilters(c)
  const found = await listStaffOf(platform, actor, organization.id, {
    limit: shownPeople + 1,
    after: after?.id,
    ...filters,
  })
  const staff = found.slice(0, shownPeople)
  const mayManage = mayWith(roles, 'people.manage')
  const view = {
    organization,
    staff,
    awards: await countAwardsOfStaff(platform, actor, organization.id, knownIds(staff)),
    below: seen.below > 0 ? await listOrganizationsBelow(platform, actor, seen, { limit: mostPlaces }) : [],
    query: c.req.query('q') ?? '',
    filters,
    /** The same list for a spreadsheet. */
    search: new URL(c.req.url).search,
    next: nextPage(c, found, shownPeople, ({ personId }) => ({ at: 0, id: personId })),
    isPaged: after !== undefined,
    mayManage,
    invitations: mayManage ? await listInvitationsAt(platform, actor, organization.id) : [],
    requests: mayManage ? await listJoinRequestsAt(platform, actor, organization.id) : [],
    now: platform.now(),
    form: { typed, errors: failure?.errors, note: failure?.note },
  }
  return page(c, <PeoplePage view={view} />, failure?.status)
}

async function showPerson(site: Site, c: Context<HttpEnv>, failure?: FormFailure) {
  const { platform, page } = site
  const actor = requireActor(c)
  const { organization, holder } = await getRoleHolder(platform, actor, idParam(c), idParam(c, 'person'))
  const positions = await viewPositions(site, c, actor)
  return page(c, <PersonPage view={{ organization, holder, positions, form: failure ?? {} }} />, failure?.status)
}

const knownIds = (staff: readonly StaffMember[]) =>
  staff.filter(({ isKnown }) => isKnown).map(({ personId }) => personId)

/** A filter that names nothing that there is filters nothing. */
function readFilters(c: Context<HttpEnv>): StaffFilters {
  const asked = (name: string) => c.req.query(name)
  return {
    words: searchWords(asked('q')),
    role: roleNames.find((role) => role === asked('role')),
    lane: lanes.find((lane) => lane === asked('lane')),
    account: accountStates.find((state) => state === asked('account')),
    placeId: asked('place')?.slice(0, 64) || undefined,
  }
}
