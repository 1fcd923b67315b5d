import { type Context, Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { toCamelCase } from '../../../http/letter-case.ts'
import { nextPage, readPage } from '../../../http/paging.ts'
import { idParam } from '../../../http/params.ts'
import { logoUrl } from '../../../identity/issuers/issuer-profile.ts'
import { findIssuerOf } from '../../../identity/issuers/read-issuers.ts'
import { issuerTrust, setIssuerTrust } from '../../../identity/issuers/set-trust.ts'
import { acceptInvitation, listMyInvitations } from '../../../identity/organizations/accept-invitation.ts'
import { askToJoin, listJoinRequestsAt, listOrganizationsToJoin } from '../../../identity/organizations/ask-to-join.ts'
import { countRolesAt } from '../../../identity/organizations/change-roles.ts'
import { reopenOrganization } from '../../../identity/organizations/close-organization.ts'
import { createOrganization, newOrganization } from '../../../identity/organizations/create-organization.ts'
import { mayWith } from '../../../identity/organizations/permissions.ts'
import {
  getOrganization,
  listMyOrganizations,
  listOrganizationsBelow,
} from '../../../identity/organizations/read-organization.ts'
import { typesBelow } from '../../../identity/organizations/tree.ts'
import { isAdministrator } from '../../../identity/people/require-administrator.ts'
import { searchWords } from '../../../platform/search-words.ts'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { invitationRoutes } from './invitation-routes.tsx'
import { issuerProfileRoutes } from './issuer-profile-routes.tsx'
import { JoinPage } from './join-page.tsx'
import { NewOrganizationPage } from './new-organization-page.tsx'
import { OrganizationPage } from './organization-page.tsx'
import { OrganizationsPage } from './organizations-page.tsx'
import { peopleRoutes } from './people-routes.tsx'
import { listPlaces } from './places.ts'
import { positionsRoutes } from './positions-routes.tsx'
import { settingsRoutes } from './settings-routes.tsx'

const shownOrganizations = 50

export function organizationsRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .use('/organizations', requireViewer)
    .use('/organizations/*', requireViewer)
    .get('/organizations', (c) => showTree(site, c))
    .post('/organizations/accept', async (c) => {
      const invitationId = (await readForm(c)).get('invitation') ?? ''
      const { organization } = await acceptInvitation(platform, requireActor(c), invitationId)
      return c.redirect(`/organizations/${organization.id}`, 303)
    })
    .get('/organizations/new', (c) => showNew(site, c, { parentId: c.req.query('parent') ?? '' }))
    .post('/organizations/new', async (c) => {
      const typed = Object.fromEntries(await readForm(c))
      const { name = '', type, parentId = '' } = typed
      try {
        const details = newOrganization.parse({ name, type, ...(parentId !== '' && { parentId }) })
        const organization = await createOrganization(platform, requireActor(c), details)
        return c.redirect(`/organizations/${organization.id}`, 303)
      } catch (error) {
        return showNew(site, c, typed, readFailure(await site.speechFor(c), error, toCamelCase))
      }
    })
    .get('/organizations/join', (c) => showJoin(site, c))
    .post('/organizations/join', async (c) => {
      const organizationId = (await readForm(c)).get('organization') ?? ''
      const found = await listOrganizationsToJoin(platform, requireActor(c), [])
      try {
        await askToJoin(platform, requireActor(c), organizationId)
        return showJoin(site, c, { asked: found.find(({ id }) => id === organizationId)?.name })
      } catch (error) {
        return showJoin(site, c, readFailure(await site.speechFor(c), error))
      }
    })
    .get('/organizations/:id', (c) => showOrganization(site, c))
    .post('/organizations/:id/reopen', async (c) => {
      try {
        await reopenOrganization(platform, requireActor(c), idParam(c))
        return c.redirect(`/organizations/${idParam(c)}`, 303)
      } catch (error) {
        return showOrganization(site, c, readFailure(await site.speechFor(c), error))
      }
    })
    .post('/organizations/:id/trust', async (c) => {
      const trust = issuerTrust.parse({ trust: (await readForm(c)).get('trust') })
      await setIssuerTrust(platform, requireActor(c), idParam(c), trust)
      return c.redirect(`/organizations/${idParam(c)}`, 303)
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
    listMyOrganizations(platform, actor, {
      limit: shownOrganizations + 1,
      after: after?.id,
      words: searchWords(query),
    }),
    listMyInvitations(platform, actor),
    isAdministrator(platform, actor),
    listPlaces(platform, actor),
  ])
  const view = {
    organizations: found.slice(0, shownOrganizations),
    query,
    next: nextPage(c, found, shownOrganizations, ({ id }) => ({ at: 0, id })),
    isPaged: after !== undefined,
    invitations: invitations.map(({ invitation, organization }) => ({
      id: invitation.id,
      organizationName: organization.name,
      roles: invitation.roles,
      until: new Date(invitation.expiresAt),
    })),
    mayCreate: mayBeRoot || places.length > 0,
    isOwner: places.length > 0,
  }
  return page(c, <OrganizationsPage view={view} />)
}

async function showNew(
  { platform, page }: Site,
  c: Context<HttpEnv>,
  typed: Record<string, string>,
  failure?: FormFailure,
) {
  const actor = requireActor(c)
  const [mayBeRoot, parents] = await Promise.all([isAdministrator(platform, actor), listPlaces(platform, actor)])
  const parentType = parents.find(({ id }) => id === typed.parentId)?.type
  const types = parentType === undefined ? allTypes : typesBelow(parentType)
  const form = { typed, errors: failure?.errors, note: failure?.note }
  return page(c, <NewOrganizationPage view={{ parents, mayBeRoot, types, form }} />, failure?.status)
}

const allTypes = ['school', 'district', 'state-agency', 'partner'] as const

async function showJoin(
  { platform, page }: Site,
  c: Context<HttpEnv>,
  outcome: { asked?: string | undefined } & Partial<FormFailure> = {},
) {
  const query = c.req.query('q') ?? ''
  const organizations = await listOrganizationsToJoin(platform, requireActor(c), searchWords(query))
  const { asked, note, status } = outcome
  return page(c, <JoinPage view={{ organizations, query, asked, note }} />, status)
}

const shownChildren = 50

async function showOrganization({ platform, page }: Site, c: Context<HttpEnv>, failure?: FormFailure) {
  const actor = requireActor(c)
  const view = await getOrganization(platform, actor, idParam(c))
  const { id } = view.organization
  const maySeePeople = mayWith(view.roles, 'people.see')
  const mayManage = mayWith(view.roles, 'people.manage')
  const [children, people, requests, issuer] = await Promise.all([
    listOrganizationsBelow(platform, actor, view, { limit: shownChildren + 1 }),
    maySeePeople ? countRolesAt(platform, actor, id) : undefined,
    mayManage ? listJoinRequestsAt(platform, actor, id) : undefined,
    findIssuerOf(platform, id),
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
  return page(c, <OrganizationPage view={shown} />, failure?.status)
}
