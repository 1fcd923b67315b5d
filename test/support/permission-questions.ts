import { makeThings, type Things } from './permission-things.ts'
import { approval, facilitation, reflection } from './progress.ts'
import type { World } from './world.ts'

/** What is asked of a route. */
export interface Question {
  path: string
  body: object | string
  type?: string
}

/** How each route is asked for one of the things of Lakeside; `at` is the organization where it is looked for instead. */
export interface Questions {
  about(route: string, at?: string): Question
  /** The same of things that do not exist. */
  aboutNothing(route: string, at?: string): Question
  /** An answer without what names the request, the moment and the things it was asked for. */
  neutral(response: Response, text: string): string
  /** What nobody elsewhere may read in any answer. */
  secrets: Record<string, string>
}

export async function arrangeQuestions(world: World): Promise<Questions> {
  const { lena, ravi, lakeside } = world
  const things = await makeThings(world)
  const ids = idsIn(world, things)
  const exceptions = idsOfRoutes(world, things)
  const sent = whatIsSent(world, things)
  const known = [...new Set([...Object.values(things), lena.id, lakeside])]
  const withoutIds = (text: string) => known.reduce((all, id) => all.replaceAll(id, nothing), text)
  const placed = (at: string | undefined): Ids => (at === undefined ? {} : { organizations: at, issuers: at })
  const { draft, submission, approved, begun, evidence, bulk, position, roster, unmapped, data, request } = things
  const { invitation, session, passkey, letter, teacher } = things
  return {
    about: (route, at) => ({ path: fill(route, { ...ids, ...exceptions[route], ...placed(at) }), ...sent(route) }),
    aboutNothing: (route, at) => {
      const { body, ...same } = sent(route)
      const gone = typeof body === 'string' ? body : JSON.parse(withoutIds(JSON.stringify(body)))
      const queries = Object.keys(exceptions[route] ?? {}).filter((name) => name.startsWith('?'))
      const nothings = Object.fromEntries(queries.map((name) => [name, nothing]))
      return { path: fill(route, { ...nothings, ...placed(at) }), body: gone, ...same }
    },
    neutral({ status, headers }, text) {
      const named = [...headers].filter(([name]) => !['x-request-id', 'date', 'set-cookie'].includes(name)).sort()
      const words = `${status}\n${named.map((pair) => pair.join(': ')).join('\n')}\n\n${text}`
      return withoutIds(words.replaceAll(/req_[\w-]{22}/g, 'req'))
    },
    secrets: {
      ...{ draft, submission, approved, begun, evidence, bulk, position, roster, unmapped, data, request, invitation },
      ...{ session, passkey, letter, teacher, 'Lena’s address': lena.email, 'Ravi’s address': ravi.email },
    },
  }
}

/** By the segment before `:id`, by the name of every other parameter, and by the name of a query with its `?`. */
type Ids = Record<string, string>

const idsIn = ({ lena, lakeside }: World, things: Things): Ids => ({
  organizations: lakeside,
  issuers: lakeside,
  badges: things.draft,
  shared: things.badge,
  submissions: things.submission,
  work: things.submission,
  review: things.submission,
  evidence: things.shownEvidence,
  awards: things.award,
  c: things.award,
  bulk: things.bulk,
  jobs: things.bulk,
  achievements: things.version,
  status: things.statusList,
  people: lena.id,
  positions: things.position,
  rosters: things.roster,
  exports: things.data,
  export: things.data,
  invitations: things.ownInvitation,
  sessions: things.session,
  passkeys: things.passkey,
  messages: things.letter,
  email: things.letter,
  sso: things.provider,
  logo: things.logo,
  icons: 'book-open.svg',
  ':person': things.teacher,
  ':key': things.key,
  ':organization': lakeside,
  ':invitation': things.invitation,
  ':evidence': things.evidence,
  ':position': things.position,
  ':secret': things.invitationSecret,
  ':token': things.unsubscribing,
})

/** Where a route asks for another one, since it would find none, or take away what others ask for. */
const idsOfRoutes = ({ lena, lakeside, hillview }: World, things: Things): Record<string, Ids> => ({
  'GET /c/:id/evidence/:evidence': { ':evidence': things.shownEvidence },
  'POST /api/v1/submissions/:id/evidence': { submissions: things.begun },
  'PATCH /api/v1/submissions/:id/evidence/:evidence': { submissions: things.begun },
  'DELETE /api/v1/submissions/:id/evidence/:evidence': {
    submissions: things.begun,
    ':evidence': things.secondEvidence,
  },
  'POST /work/:id/evidence/:evidence/visibility': { work: things.begun },
  'POST /work/:id/evidence/:evidence/remove': { work: things.begun, ':evidence': things.thirdEvidence },
  'GET /api/v1/organizations/:id/join-requests': { organizations: things.school },
  'POST /api/v1/organizations/:id/join-requests': { organizations: things.school },
  'POST /api/v1/organizations/:id/join-requests/:request': { organizations: things.school, ':request': things.request },
  'POST /organizations/:id/join-requests/:request': { organizations: things.school, ':request': things.secondRequest },
  'POST /api/v1/organizations/:id/move': { organizations: things.school },
  'GET /organizations/:id/people/:person/positions/:position': { ':person': lena.id },
  'POST /organizations/:id/people/:person/positions/:position': { ':person': lena.id },
  'POST /api/v1/people/:id/merge': { people: things.otherTwin },
  'DELETE /api/v1/issuers/:id/people/:person/roles/:role': { ':person': things.ian },
  'DELETE /api/v1/organizations/:id/people/:person/roles/:role': { ':person': things.oda },
  'DELETE /api/v1/organizations/:id/people/:person': { ':person': things.ulf },
  'POST /organizations/:id/people/:person': { ':person': things.eve },
  'POST /api/v1/organizations/:id/rosters': { '?name': 'Staff' },
  'PUT /api/v1/rosters/:id/mapping': { rosters: things.unmapped },
  'GET /awards/all': { '?badge': things.waitingBadge },
  'GET /badges/new': { '?issuer': lakeside },
  'POST /badges/new': { '?issuer': lakeside },
  'POST /api/v1/issuers/:id/badges/copy': { issuers: hillview },
})

/** Bodies of the API and forms of pages, as far as a route gets nowhere without. */
function whatIsSent({ lakeside, hillview, lena, ravi }: World, things: Things) {
  const organization = '/api/v1/organizations/:id'
  const name = { name: 'Lakeside Schools' }
  const profile = { ...name, url: 'https://lakeside.example', email: 'badges@lakeside.example' }
  const newcomer = { name: 'New One', email: 'one@lakeside.example' }
  const bodies: Record<string, object> = {
    [`PUT ${organization}`]: name,
    [`POST ${organization}/move`]: { parent_id: lakeside },
    [`POST ${organization}/people`]: { name: 'Lena', email: lena.email, role: 'learner' },
    [`POST ${organization}/invitations`]: { ...newcomer, roles: ['learner'] },
    [`POST ${organization}/join-requests/:request`]: { decision: 'declined' },
    [`POST ${organization}/issuer`]: profile,
    [`PUT ${organization}/issuer/color`]: { color: '#22409a' },
    [`PUT ${organization}/issuer/trust`]: { trust: 'recognized' },
    [`PUT ${organization}/settings`]: { joining: 'ask' },
    [`POST ${organization}/positions`]: { person_id: ravi.id, title: 'Teacher', starts_on: '2026-01-01' },
    'POST /api/v1/organizations': { name: 'Elm School', type: 'school', parent_id: lakeside },
    'POST /api/v1/issuers': profile,
    'PUT /api/v1/issuers/:id': profile,
    'POST /api/v1/issuers/:id/people': { name: 'Lena', email: lena.email, role: 'learner' },
    'POST /api/v1/issuers/:id/keys': { algorithm: 'P-256' },
    'POST /api/v1/issuers/:id/keys/withdraw': { key_id: things.method },
    'PUT /api/v1/badges/:id/settings': { starters: 'below', issuing: 'approver' },
    'POST /api/v1/issuers/:id/badges': facilitation,
    'POST /api/v1/issuers/:id/badges/copy': { badge_id: things.badge },
    'PUT /api/v1/badges/:id': facilitation,
    'POST /api/v1/badges/:id/shares': { organization_id: lakeside, mode: 'copy' },
    'POST /api/v1/submissions': { badge_id: things.badge },
    'POST /api/v1/submissions/:id/reviews': approval,
    'POST /api/v1/submissions/:id/evidence': reflection,
    'PATCH /api/v1/submissions/:id/evidence/:evidence': { visibility: 'private' },
    'POST /api/v1/awards/:id/revoke': { reason: 'A mistake.' },
    'POST /api/v1/awards/bulk': { badge_id: things.badge },
    'PATCH /api/v1/positions/:id': { title: 'Coach' },
    'PUT /api/v1/rosters/:id/mapping': { name: 'Name', email: 'Email' },
    'POST /api/v1/people/:id/merge': { from: things.twin, reason: 'entered-twice' },
    'PUT /api/v1/me/emails/main': { email: lena.email },
  }
  const forms: Record<string, Record<string, string>> = {
    'POST /organizations/new': { name: 'Elm School', type: 'school', parentId: lakeside },
    'POST /organizations/accept': { invitation: things.secondInvitation },
    'POST /organizations/join': { organization: things.school },
    'POST /organizations/:id/people': { ...newcomer, roles: 'learner' },
    'POST /organizations/:id/people/:person': { do: 'suspend' },
    'POST /organizations/:id/settings': { do: 'rename', ...name },
    'POST /organizations/:id/trust': { trust: 'recognized' },
    'POST /organizations/:id/join-requests/:request': { decision: 'declined' },
    'POST /work': { badge: things.badge },
    'POST /awards': { submission: things.approved },
    'POST /awards/all': { badge: things.waitingBadge },
    'POST /badges/shared/:id/copy': { issuer: hillview },
    'POST /admin/email': { message: things.letter },
    'POST /me/emails/main': { email: lena.email },
  }
  const csv = 'Name,Email\nMaya Ortiz,maya@lakeside.example'
  return (route: string): Pick<Question, 'body' | 'type'> => {
    if (route === `POST ${organization}/rosters`) return { body: csv, type: 'text/csv' }
    if (route.includes(' /api/')) return { body: bodies[route] ?? {} }
    return { body: forms[route] ?? {} }
  }
}

/** An address with ids in it; without an id, that of nothing. */
function fill(route: string, ids: Ids): string {
  const segments = (route.split(' ')[1] ?? '').split('/')
  const path = segments
    .map((segment, at) => {
      if (!segment.startsWith(':')) return segment
      const [name = ''] = segment.split('{')
      const ending = segment.includes('json|jwt') ? '.json' : segment.includes('png') ? '.png' : ''
      const key = name === ':id' || name === ':file' ? (segments[at - 1] ?? '') : name
      return fixed[name] ?? `${ids[key] ?? nothing}${ending}`
    })
    .join('/')
  const queries = Object.entries(ids).filter(([name]) => name.startsWith('?'))
  return queries.length === 0 ? path : `${path}?${queries.map(([name, id]) => `${name.slice(1)}=${id}`).join('&')}`
}

/** Words of ours rather than ids. */
const fixed: Ids = { ':role': 'learner', ':mode': 'copy', ':code': 'not-found' }
const nothing = '01900000-0000-7000-8000-000000000000'
