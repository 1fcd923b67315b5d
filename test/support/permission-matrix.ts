import { bodyOf } from './answers.ts'
import { createClient, testPerson } from './people.ts'
import { pngEnd, pngFile, pngHeader, pngPixels } from './picture-files.ts'
import { approval, facilitation, issueAward, reflection, startDraft, submitWork } from './progress.ts'
import type { World } from './world.ts'

/** Who asks: an owner of the district, a learner there, an owner elsewhere, nobody, and a former owner. */
export const askers = ['owner', 'peer', 'other', 'anonymous', 'revoked'] as const
export type Asker = (typeof askers)[number]

/**
 * What a route says to somebody: `+` whatever it does or finds wrong with what was sent, `F` forbidden, `0` that there is no
 * such thing, exactly as for a thing that does not exist, `S` to sign in first. In words when it is none of these.
 */
export type Ask = (route: string, asker: Asker) => Promise<string>

/** A district with one of each thing, so that every address leads to something of it. */
export async function arrangeMatrix(world: World): Promise<Ask> {
  const { app, platform, ada, otto, visitor, clock } = world
  const things = await makeThings(world)
  const peer = await world.join('Pia Peer', ['learner'])
  const former = await world.join('Rhea Revoked', ['owner', 'author', 'awarder', 'reviewer'])
  await ada.delete(`/api/v1/organisations/${world.lakeside}/people/${former.id}`)
  // A change of roles gives a browser a new secret, which these do not take up.
  const revoked = await testPerson(app, platform, former)
  const people = { owner: ada, peer, other: otto, revoked }
  const passerBy = createClient(app, platform.config, {
    origin: platform.config.origin,
    accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  })

  let asked = 0
  return async (route, asker) => {
    const [method = '', pattern = ''] = route.split(' ')
    const isData = pattern.startsWith('/api/')
    const client =
      asker === 'anonymous' ? (isData ? visitor : passerBy) : isData ? people[asker] : people[asker].browser
    const send = async (path: string) => {
      // So that nobody asks too much in one minute, and nobody's session is idle for too long.
      if (++asked % 200 === 0) clock.forward({ minutes: 1 })
      if (method === 'GET') return await client.get(path)
      if (method === 'DELETE') return await client.delete(path)
      const body = isData ? (things.bodies[route] ?? {}) : new URLSearchParams(things.forms[route] ?? {})
      if (method === 'PUT') return await client.put(path, body, { 'if-match': '"r1"' })
      return method === 'PATCH' ? await client.patch(path, body) : await client.post(path, body)
    }
    const response = await send(fill(pattern, things.ids))
    // To an owner it may be said what of theirs is not there.
    if (response.status !== 404 || asker === 'owner') return answerOf(response)
    const missing = await send(fill(pattern, undefined))
    const isSame = missing.status === 404 && (await bareText(response)) === (await bareText(missing))
    return isSame ? '0' : `404, but ${missing.status} or other words for what does not exist`
  }
}

function answerOf({ status, headers }: Response): string {
  if (status === 401 || headers.get('location')?.startsWith('/signin')) return 'S'
  if (status === 403) return 'F'
  if (status === 404) return '0'
  return status < 500 ? '+' : String(status)
}

/** Without what names the request. */
const bareText = async (response: Response) => (await response.text()).replaceAll(/req_[0-9a-f-]{36}/g, 'req')

async function makeThings(world: World) {
  const { ada, ravi, lena, lakeside } = world
  const idOf = async (response: Promise<Response>): Promise<string> => (await bodyOf(await response)).id
  const award = await issueAward(world)
  const { badge } = await bodyOf(await ada.get(`/api/v1/awards/${award}`))
  const credential = await bodyOf(await ada.get(`/c/${award}.json`))
  const draft = await idOf(ada.post(`/api/v1/issuers/${lakeside}/badges`, facilitation))
  // So that she stands in the list also while she is no learner: only there a role is given at once.
  await ada.post(`/api/v1/organisations/${lakeside}/people`, { name: lena.name, email: lena.email, role: 'viewer' })
  const submission = await submitWork(world)
  const begun = await startDraft(world)
  const evidence = await idOf(lena.post(`/api/v1/submissions/${begun}/evidence`, reflection))
  const invited = { name: 'In Vited', email: 'invited@lakeside.example', roles: ['learner'] }
  const invitation = await idOf(ada.post(`/api/v1/organisations/${lakeside}/invitations`, invited))
  const school = await idOf(
    ada.post('/api/v1/organisations', { name: 'Oak School', type: 'school', parent_id: lakeside }),
  )
  await ada.put(`/api/v1/organisations/${school}/settings`, { joining: 'ask' })
  const picture = pngFile(pngHeader(64, 64), pngPixels(64), pngEnd)
  await ada.put(`/api/v1/organisations/${lakeside}/issuer/logo`, picture, { 'content-type': 'image/png' })
  await ada.put(`/api/v1/organisations/${lakeside}/issuer/colour`, { colour: '#22409a' })
  const { logo_url: logo } = await bodyOf(await ada.get(`/api/v1/issuers/${lakeside}`))
  const { assertionMethod } = await bodyOf(await ada.get(`/issuers/${lakeside}/did.json`))
  const request = await idOf(ravi.post(`/api/v1/organisations/${school}/join-requests`))
  const name = { name: 'Lakeside Schools' }
  const profile = { ...name, url: 'https://lakeside.example', email: 'badges@lakeside.example' }
  const organisation = '/api/v1/organisations/:id'
  const bodies: Record<string, object> = {
    [`PUT ${organisation}`]: name,
    [`POST ${organisation}/move`]: { parent_id: null },
    [`POST ${organisation}/people`]: { name: 'Lena', email: lena.email, role: 'learner' },
    [`POST ${organisation}/invitations`]: { name: 'New One', email: 'one@lakeside.example', roles: ['learner'] },
    [`POST ${organisation}/join-requests/:request`]: { decision: 'declined' },
    [`POST ${organisation}/issuer`]: profile,
    [`PUT ${organisation}/issuer/colour`]: { colour: '#22409a' },
    [`PUT ${organisation}/issuer/trust`]: { trust: 'recognised' },
    'POST /api/v1/organisations': { name: 'Elm School', type: 'school', parent_id: lakeside },
    'POST /api/v1/issuers': profile,
    'PUT /api/v1/issuers/:id': profile,
    'PUT /api/v1/badges/:id': facilitation,
    'POST /api/v1/issuers/:id/people': { name: 'Lena', email: lena.email, role: 'learner' },
    'POST /api/v1/issuers/:id/keys': { algorithm: 'P-256' },
    'POST /api/v1/issuers/:id/keys/withdraw': { key_id: 'did:web:elsewhere.example#1' },
    'POST /api/v1/issuers/:id/badges': facilitation,
    'POST /api/v1/issuers/:id/badges/copy': { badge_id: badge.id },
    'POST /api/v1/badges/:id/shares': { organisation_id: lakeside, mode: 'copy' },
    'POST /api/v1/submissions': { badge_id: badge.id },
    'POST /api/v1/submissions/:id/reviews': approval,
    'POST /api/v1/submissions/:id/evidence': reflection,
    'PATCH /api/v1/submissions/:id/evidence/:evidence': { visibility: 'private' },
    'POST /api/v1/awards/:id/revoke': { reason: 'A mistake.' },
    [`POST ${organisation}/positions`]: { person_id: ravi.id, title: 'Teacher', starts_on: '2026-01-01' },
  }
  const forms: Record<string, Record<string, string>> = {
    'POST /organisations/new': { name: 'Elm School', type: 'school', parentId: lakeside },
    'POST /organisations/accept': { invitation },
    'POST /organisations/join': { organisation: lakeside },
    'POST /organisations/:id/people': { name: 'Two', email: 'two@lakeside.example', roles: 'learner' },
    'POST /organisations/:id/people/:person': { do: 'suspend' },
    'POST /organisations/:id/settings': { do: 'rename', name: 'Lakeside Schools' },
    'POST /organisations/:id/trust': { trust: 'recognised' },
    'POST /organisations/:id/join-requests/:request': { decision: 'declined' },
  }
  const ids: Ids = {
    organisations: lakeside,
    issuers: lakeside,
    badges: draft,
    submissions: submission,
    work: submission,
    review: submission,
    evidence,
    awards: award,
    c: award,
    achievements: badge.version_id,
    status: lastOf(credential.credentialStatus.statusListCredential, '/'),
    people: lena.id,
    ':person': lena.id,
    ':key': lastOf(assertionMethod[0], '#'),
    logo: lastOf(logo, '/').replace('.png', ''),
    ':role': 'learner',
    ':mode': 'copy',
    ':organisation': lakeside,
    ':invitation': invitation,
    ':request': request,
    ':evidence': evidence,
  }
  return { ids, bodies, forms }
}

const lastOf = (text: string, separator: string) => text.split(separator).at(-1) ?? ''

/** By the segment before `:id`, and by the name of every other parameter. */
type Ids = Record<string, string>

/** An address with ids in it; without things, one of things that do not exist. */
function fill(pattern: string, ids: Ids | undefined): string {
  const segments = pattern.split('/')
  return segments
    .map((segment, at) => {
      if (!segment.startsWith(':')) return segment
      const [name = ''] = segment.split('{')
      const ending = segment.includes('json|jwt') ? '.json' : segment.includes('png') ? '.png' : ''
      const key = name === ':id' || name === ':file' ? (segments[at - 1] ?? '') : name
      if (fixed[name] !== undefined) return fixed[name]
      return `${ids?.[key] ?? nothing}${ending}`
    })
    .join('/')
}

/** Words of ours rather than ids. */
const fixed: Ids = { ':role': 'learner', ':mode': 'copy', ':code': 'not-found' }
const nothing = '01900000-0000-7000-8000-000000000000'
