import { type Context, Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { toCamelCase } from '../../../http/letter-case.ts'
import { readPage } from '../../../http/paging.ts'
import { idParam } from '../../../http/params.ts'
import { searchWords } from '../../../http/search-words.ts'
import { logoUrl } from '../../../identity/issuers/issuer-profile.ts'
import { findIssuer } from '../../../identity/issuers/issuers-store.ts'
import { issuerTrust, setIssuerTrust } from '../../../identity/issuers/set-trust.ts'
import { acceptInvitation, listMyInvitations } from '../../../identity/organizations/accept-invitation.ts'
import { askToJoin, listJoinRequestsAt, listOrganisationsToJoin } from '../../../identity/organizations/ask-to-join.ts'
import { countRolesAt } from '../../../identity/organizations/change-roles.ts'
import { reopenOrganisation } from '../../../identity/organizations/close-organization.ts'
import { createOrganisation, newOrganisation } from '../../../identity/organizations/create-organization.ts'
import { listOrganisations } from '../../../identity/organizations/organizations-store.ts'
import { mayWith } from '../../../identity/organizations/permissions.ts'
import { getOrganisation, listMyOrganisations } from '../../../identity/organizations/read-organization.ts'
import { typesBelow } from '../../../identity/organizations/tree.ts'
import { isAdministrator } from '../../../identity/people/require-administrator.ts'
import { nextPage } from '../../forms/next-page.ts'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { invitationRoutes } from './invitation-routes.tsx'
import { issuerProfileRoutes } from './issuer-profile-routes.tsx'
import { JoinPage } from './join-page.tsx'
import { NewOrganisationPage } from './new-organization-page.tsx'
import { OrganisationPage } from './organization-page.tsx'
import { OrganisationsPage } from './organizations-page.tsx'
import { peopleRoutes } from './people-routes.tsx'
import { listPlaces } from './places.ts'
import { positionsRoutes } from './positions-routes.tsx'
import { settingsRoutes } from './settings-routes.tsx'

const shownOrganisations = 50

export function organisationsRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .use('/organisations', requireViewer)
    .use('/organisations/*', requireViewer)
    .get('/organisations', (c) => showTree(site, c))
    .post('/organisations/accept', async (c) => {
      const invitationId = (await readForm(c)).get('invitation') ?? ''
      const { organisation } = await acceptInvitation(platform, requireActor(c), invitationId)
      return c.redirect(`/organisations/${organisation.id}`, 303)
    })
    .get('/organisations/new', (c) => showNew(site, c, { parentId: c.req.query('parent') ?? '' }))
    .post('/organisations/new', async (c) => {
      const typed = Object.fromEntries(await readForm(c))
      const { name = '', type, parentId = '' } = typed
      try {
        const details = newOrganisation.parse({ name, type, ...(parentId !== '' && { parentId }) })
        const organisation = await createOrganisation(platform, requireActor(c), details)
        return c.redirect(`/organisations/${organisation.id}`, 303)
      } catch (error) {
        return showNew(site, c, typed, readFailure(error, toCamelCase))
      }
    })
    .get('/organisations/join', (c) => showJoin(site, c))
    .post('/organisations/join', async (c) => {
      const organisationId = (await readForm(c)).get('organisation') ?? ''
      const found = await listOrganisationsToJoin(platform, requireActor(c), [])
      try {
        await askToJoin(platform, requireActor(c), organisationId)
        return showJoin(site, c, { asked: found.find(({ id }) => id === organisationId)?.name })
      } catch (error) {
        return showJoin(site, c, readFailure(error))
      }
    })
    .get('/organisations/:id', (c) => showOrganisation(site, c))
    .post('/organisations/:id/reopen', async (c) => {
      try {
        await reopenOrganisation(platform, requireActor(c), idParam(c))
        return c.redirect(`/organisations/${idParam(c)}`, 303)
      } catch (error) {
        return showOrganisation(site, c, readFailure(error))
      }
    })
    .post('/organisations/:id/trust', async (c) => {
      const trust = issuerTrust.parse({ trust: (await readForm(c)).get('trust') })
      await setIssuerTrust(platform, requireActor(c), idParam(c), trust)
      return c.redirect(`/organisations/${idParam(c)}`, 303)
    })
    .route('/', peopleRoutes(site))
    .route('/', positionsRoutes(site))
    .route('/', settingsRoutes(site))
    .route('/', issuerProfileRoutes(site))
    .route('/', invitationRoutes(site))
}

async function showTree({ platform, page }: Site, c: Context<HttpEnv>) {
  const actor = requireActor(c)
  const query = c.req.query('q') ?? ''
  const { after } = readPage(c)
  const [found, invitations, mayBeRoot, places] = await Promise.all([
    listMyOrganisations(platform, actor, {
      limit: shownOrganisations + 1,
      after: after?.id,
      words: searchWords(query),
    }),
    listMyInvitations(platform, actor),
    isAdministrator(platform.db, actor),
    listPlaces(platform, actor),
  ])
  const view = {
    organisations: found.slice(0, shownOrganisations),
    query,
    next: nextPage(c, found, shownOrganisations, ({ id }) => ({ at: 0, id })),
    isPaged: after !== undefined,
    invitations: invitations.map(({ invitation, organisation }) => ({
      id: invitation.id,
      organisationName: organisation.name,
      roles: invitation.roles,
      until: new Date(invitation.expiresAt),
    })),
    mayCreate: mayBeRoot || places.length > 0,
    isOwner: places.length > 0,
  }
  return page(c, <OrganisationsPage view={view} />)
}

async function showNew(
  { platform, page }: Site,
  c: Context<HttpEnv>,
  typed: Record<string, string>,
  failure?: FormFailure,
) {
  const actor = requireActor(c)
  const [mayBeRoot, parents] = await Promise.all([isAdministrator(platform.db, actor), listPlaces(platform, actor)])
  const parentType = parents.find(({ id }) => id === typed.parentId)?.type
  const types = parentType === undefined ? allTypes : typesBelow(parentType)
  const form = { typed, errors: failure?.errors, note: failure?.note }
  return page(c, <NewOrganisationPage view={{ parents, mayBeRoot, types, form }} />, failure?.status)
}

const allTypes = ['school', 'district', 'state-agency', 'partner'] as const

async function showJoin(
  { platform, page }: Site,
  c: Context<HttpEnv>,
  outcome: { asked?: string | undefined } & Partial<FormFailure> = {},
) {
  const query = c.req.query('q') ?? ''
  const organisations = await listOrganisationsToJoin(platform, requireActor(c), searchWords(query))
  const { asked, note, status } = outcome
  return page(c, <JoinPage view={{ organisations, query, asked, note }} />, status)
}

const shownChildren = 50

async function showOrganisation({ platform, page }: Site, c: Context<HttpEnv>, failure?: FormFailure) {
  const actor = requireActor(c)
  const view = await getOrganisation(platform, actor, idParam(c))
  const { id } = view.organisation
  const whose = view.isForAdministrator || view.isFromAbove ? 'all' : actor
  const maySeePeople = mayWith(view.roles, 'people.see')
  const mayManage = mayWith(view.roles, 'people.manage')
  const [children, people, requests, issuer] = await Promise.all([
    listOrganisations(platform.db, whose, { limit: shownChildren + 1, parentId: id }),
    maySeePeople ? countRolesAt(platform, actor, id) : undefined,
    mayManage ? listJoinRequestsAt(platform, actor, id) : undefined,
    findIssuer(platform.db, id),
  ])
  const shown = {
    ...view,
    children: children.slice(0, shownChildren),
    hasMoreChildren: children.length > shownChildren,
    people,
    waiting: requests?.length,
    issuer,
    logoUrl: issuer && logoUrl(platform.config.origin, issuer),
    note: failure?.note,
  }
  return page(c, <OrganisationPage view={shown} />, failure?.status)
}
