import { sessionCookieName } from '../../src/http/session-cookie.ts'
import type { PersonActor } from '../../src/identity/people/actor.ts'
import { startSession } from '../../src/identity/people/sessions.ts'
import type { Config } from '../../src/platform/config.ts'
import type { Platform } from '../../src/platform/platform.ts'
import type { App, TestPlatform } from './platform.ts'

/** Speaks to the app as a program would. Plain objects are sent as JSON, everything else as it is. */
export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, body?: Body, headers?: Record<string, string>): Promise<Response>
  put(path: string, body?: Body, headers?: Record<string, string>): Promise<Response>
  patch(path: string, body?: Body, headers?: Record<string, string>): Promise<Response>
  delete(path: string, headers?: Record<string, string>): Promise<Response>
}
type Body = object | string | Uint8Array<ArrayBuffer> | FormData | URLSearchParams | ReadableStream

export interface TestPerson extends Client {
  id: string
  name: string
  email: string
  actor: PersonActor
  /** The Bearer token that the person's requests carry. */
  token: string
  /** The same person in a browser: a cookie, our own pages as origin, and HTML preferred. */
  browser: Client
}

export async function testPerson(
  app: App,
  platform: TestPlatform,
  person: { id: string; name: string; email: string },
): Promise<TestPerson> {
  return speakAs(app, platform.config, await signIn(platform, person))
}

/** Somebody with a program that has a token and a browser that has a cookie. */
export interface SignedIn {
  id: string
  name: string
  email: string
  token: string
  cookie: string
}

export async function signIn(
  platform: Pick<Platform, 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256'>,
  { id, name, email }: { id: string; name: string; email: string },
): Promise<SignedIn> {
  const { secret: token } = await startSession(platform, id, 'token')
  const { secret: cookie } = await startSession(platform, id, 'browser')
  return { id, name, email, token, cookie }
}

export function speakAs(app: App, config: Config, { cookie, ...person }: SignedIn): TestPerson {
  return {
    ...person,
    actor: { kind: 'person', personId: person.id },
    ...createClient(app, config, { authorization: `Bearer ${person.token}` }),
    browser: createClient(app, config, {
      cookie: `${sessionCookieName(config)}=${cookie}`,
      ...browserHeaders(config),
    }),
  }
}

/** What a browser says on one of our own pages. */
export const browserHeaders = ({ origin }: Config) => ({
  origin,
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
})

export function createClient(app: App, config: Config, always: Record<string, string>): Client {
  const send = async (method: string, path: string, body?: Body, headers: Record<string, string> = {}) =>
    await app.request(`${config.origin}${path}`, {
      method,
      headers: { ...always, ...(isPlain(body) && { 'content-type': 'application/json' }), ...headers },
      // What is not plain is one of the kinds that fetch takes.
      ...(body !== undefined && {
        body: isPlain(body) ? JSON.stringify(body) : (body as NonNullable<RequestInit['body']>),
        duplex: 'half',
      }),
    })
  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
  }
}

const isPlain = (body: Body | undefined) =>
  Array.isArray(body) || (body !== undefined && Object.getPrototypeOf(body) === Object.prototype)
