import { eq } from 'drizzle-orm'
import { person } from '../../src/identity/people/people-tables.ts'
import { endingSession } from '../../src/identity/people/sessions.ts'
import { type Client, createClient, type TestPerson, testPerson } from './people.ts'
import { arrangeQuestions, type Question } from './permission-questions.ts'
import type { App, TestPlatform } from './platform.ts'
import type { World } from './world.ts'

/**
 * Who asks. Of Lakeside: an owner, a reviewer, the learner whose the things are, another learner, a former owner and who was
 * suspended; the learner in a session that ended; an owner elsewhere; who runs the installation; and nobody.
 */
export type Asker =
  | 'owner'
  | 'reviewer'
  | 'learner'
  | 'peer'
  | 'revoked'
  | 'suspended'
  | 'ended'
  | 'other'
  | 'operator'
  | 'anonymous'

/**
 * What a route says to somebody: `+` that they are let in, whatever is wrong with what was sent; `=` the same, but not a word
 * more than where there is no such thing; `F` forbidden; `0` that there is no such thing; `S` to sign in first. `=`, `0` and
 * `S` hold byte for byte, as for what does not exist. In words when it is none of these.
 */
export type Ask = (route: string, asker: Asker, options?: { mayHear?: boolean; at?: string }) => Promise<string>

/** A district with one of each thing, so that every address leads to something of it. */
export async function arrangeMatrix(world: World): Promise<Ask> {
  const { clock } = world
  const questions = await arrangeQuestions(world)
  const people = await arrangePeople(world)
  let asked = 0

  const send = async (route: string, asker: Asker, { path, body, type }: Question): Promise<Response> => {
    // So that nobody asks too much in one minute, and nobody's session is idle for too long.
    if (++asked % 150 === 0) clock.forward({ minutes: 1 })
    const [method] = route.split(' ')
    const isData = path.startsWith('/api/')
    const client = await people(asker, isData)
    const headers = { 'cf-connecting-ip': `198.18.${asked >> 8}.${asked & 255}`, ...(type && { 'content-type': type }) }
    if (method === 'GET') return await client.get(path, headers)
    if (method === 'DELETE') return await client.delete(path, headers)
    const content = isData ? body : new URLSearchParams(Object.entries(body))
    if (method === 'PUT') return await client.put(path, content, { ...headers, 'if-match': '"r1"' })
    return method === 'PATCH' ? await client.patch(path, content, headers) : await client.post(path, content, headers)
  }

  return async (route, asker, { mayHear = false, at } = {}) => {
    const real = questions.about(route, at)
    const response = await send(route, asker, real)
    const answer = answerOf(response)
    const text = await response.text()
    // To those whose it is, it may be said what of theirs is not there.
    if (mayHear || answer === 'F') return answer
    const overheard = Object.entries(questions.secrets).find(
      ([, secret]) => text.includes(secret) && !isIn(real, secret),
    )
    if (overheard) return `${answer}, and tells of ${overheard[0]}`
    const none = questions.aboutNothing(route, at)
    if (JSON.stringify(none) === JSON.stringify(real)) return answer
    const missing = await send(route, asker, none)
    const isSame = questions.neutral(response, text) === questions.neutral(missing, await missing.text())
    if (answer === '+') return isSame ? '=' : '+'
    return isSame ? answer : `${answer}, but ${missing.status} or other words for what does not exist`
  }
}

const isIn = (asked: Question, secret: string) => JSON.stringify(asked).includes(secret)

function answerOf({ status, headers }: Response): string {
  if (status === 401 || headers.get('location')?.startsWith('/signin')) return 'S'
  if (status === 403) return 'F'
  if (status === 404) return '0'
  return status < 500 && status !== 429 ? '+' : String(status)
}

type Reach = (asker: Asker, isData: boolean) => Promise<Client>

async function arrangePeople(world: World): Promise<Reach> {
  const { app, platform, ada, lena } = world
  const peer = await world.join('Pia Peer', ['learner'])
  const former = await world.join('Rhea Revoked', ['owner', 'author', 'awarder', 'reviewer'])
  await ada.delete(`/api/v1/organizations/${world.lakeside}/people/${former.id}`)
  const suspended = await world.join('Sana Suspended', ['learner'])
  await platform.db.update(person).set({ suspendedAt: platform.now().getTime() }).where(eq(person.id, suspended.id))
  const people: Record<Exclude<Asker, 'anonymous'>, TestPerson> = {
    owner: ada,
    reviewer: world.ravi,
    learner: lena,
    peer,
    other: world.otto,
    operator: world.grace,
    suspended,
    revoked: former,
    ended: await endedSession(app, platform, lena),
  }
  const passerBy = createClient(app, platform.config, {
    origin: platform.config.origin,
    accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  })
  return async (asker, isData) => {
    if (asker === 'anonymous') return isData ? world.visitor : passerBy
    // Any question may end the sessions of who asks, so each has one for itself.
    const somebody = asker === 'ended' ? people.ended : await testPerson(app, platform, people[asker])
    return isData ? somebody : somebody.browser
  }
}

/** Signed out in the browser, and the token taken back. */
async function endedSession(app: App, platform: TestPlatform, lena: TestPerson): Promise<TestPerson> {
  const ended = await testPerson(app, platform, lena)
  await ended.browser.post('/signout', new URLSearchParams())
  await platform.db.batch([endingSession(platform, ended.token)])
  return ended
}
