import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import { readForm } from '../../src/http/body.ts'
import { networkOf } from '../../src/http/client-address.ts'
import { forBrowsers } from '../../src/http/negotiate.ts'
import { limitRate } from '../../src/http/rate-limit.ts'
import { startSession } from '../../src/identity/people/sessions.ts'
import type { Platform } from '../../src/platform/platform.ts'
import { countInMemory } from '../../src/platform/requests/count-in-memory.ts'
import { countInDatabase } from '../../src/platform/requests/rate-limit-store.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { oneValue } from '../support/database.ts'
import type { TestPlatform } from '../support/platform.ts'
import { world } from '../support/world.ts'

const origin = 'https://badges.lakeside.example'
const json = { 'content-type': 'application/json' }
const profile = { name: 'Lakeside', url: 'https://lakeside.example', email: 'badges@lakeside.example', description: '' }

describe('failures', () => {
  test('a program gets problem details with a type, a reference and nothing else', async () => {
    const { visitor } = await world()
    const response = await visitor.get('/api/v1/nowhere')
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    const problem = await bodyOf(response)
    expect(problem).toMatchObject({ type: `${origin}/problems/not-found`, status: 404 })
    expect(problem.instance).toBe(problem.request_id)
    expect(response.headers.get('Request-Id')).toBe(problem.request_id)
    expect(Object.keys(problem).sort()).toEqual(['detail', 'instance', 'request_id', 'status', 'title', 'type'])
  })

  test('a browser gets a page with the same status', async () => {
    const { visitor } = await world()
    const response = await visitor.get('/nowhere', { accept: 'text/html,*/*;q=0.8' })
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Type')).toMatch(/^text\/html/)
    expect(await response.text()).toContain('<h1')
  })

  test('a path that is not readable is not found', async () => {
    const { visitor } = await world()
    const paths = ['/api/v1/issuers/%zz', '/api/v1/issuers/..%2f..%2fetc%2fpasswd', '/api/v1/issuers/a%00b']
    const statuses = await Promise.all(paths.map(async (path) => (await visitor.get(path)).status))
    expect(statuses).toEqual([404, 404, 404])
  })

  test('a known path refuses other methods and names its own', async () => {
    const { app, visitor } = await world()
    const response = await visitor.delete('/api/v1/badges')
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET'])
    // The fetch API will not make a TRACE; a socket can.
    const request = new Request(`${origin}/`, { headers: { accept: 'application/json' } })
    Object.defineProperty(request, 'method', { value: 'TRACE' })
    const traced = await app.fetch(request)
    expect(await problemOf(traced)).toEqual([405, 'method-not-allowed'])
  })

  test('a header can not rename a method', async () => {
    const { ada, lakeside } = await world()
    const response = await ada.post(`/api/v1/issuers/${lakeside}/people`, {}, { 'x-http-method-override': 'DELETE' })
    expect(response.status).toBe(405)
  })

  test('an accident answers with a reference, and neither answer nor log repeats what was sent', async () => {
    const { platform } = await world()
    const app = createApp(platform)
    app.get('/accident', () => {
      throw new Error('row of maya@district.example')
    })
    const response = await app.request(`${origin}/accident`)
    const problem = await bodyOf(response)
    expect([response.status, problem.type]).toEqual([500, `${origin}/problems/internal`])
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(platform.logged).toHaveLength(1)
    expect(platform.logged[0]).toMatchObject({ level: 'error', event: 'request.failed', requestId: problem.request_id })
    expect(JSON.stringify([problem, platform.logged])).not.toContain('maya')
  })
})

describe('where a request comes from', () => {
  test('requests for another host are refused', async () => {
    const { app } = await world()
    const statusOf = async (url: string, host?: string) =>
      (await app.request(url, { headers: host === undefined ? {} : { host } })).status
    expect(await statusOf('https://evil.example/api/v1/badges')).toBe(421)
    expect(await statusOf(`${origin}/api/v1/badges`, 'evil.example')).toBe(421)
    expect(await statusOf(`${origin}:8443/api/v1/badges`)).toBe(421)
    expect(await statusOf(`${origin}/api/v1/badges`, 'badges.lakeside.example')).toBe(200)
  })

  test.each([
    ['no word of where it comes from', {}, 403],
    ['the origin null', { origin: 'null' }, 403],
    ['another origin', { origin: 'https://evil.example' }, 403],
    [
      'another origin that claims to be the same site',
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      403,
    ],
    ['a page of a sibling host', { 'sec-fetch-site': 'same-site' }, 403],
    ['our origin', { origin }, 200],
    ['no origin, but fetched by our own page', { 'sec-fetch-site': 'same-origin' }, 200],
  ])('a change with a cookie and %s', async (_, headers, status) => {
    const { ada, app, lakeside, platform } = await world()
    const cookie = await cookieOf(platform, ada)
    const response = await app.request(`${origin}/api/v1/issuers/${lakeside}`, {
      method: 'PUT',
      headers: { ...json, 'if-match': '"r1"', ...headers, cookie },
      body: JSON.stringify(profile),
    })
    expect(response.status).toBe(status)
    if (status === 403) expect(await problemOf(response)).toEqual([403, 'csrf'])
  })

  test('a form needs our origin even without a cookie', async () => {
    const { visitor } = await world()
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await visitor.post('/api/v1/issuers', 'name=x', form)).status).toBe(403)
    expect((await visitor.post('/api/v1/issuers', 'name=x', { ...form, origin })).status).toBe(401)
  })

  test('a token needs no origin, and with a token the cookie counts for nothing', async () => {
    const { ada, otto, app, lakeside, platform } = await world()
    const cookie = await cookieOf(platform, ada)
    const headers = { ...json, authorization: `Bearer ${otto.token}`, cookie, 'if-match': '"r1"' }
    const request = { method: 'PUT', headers, body: JSON.stringify(profile) }
    expect((await app.request(`${origin}/api/v1/issuers/${lakeside}`, request)).status).toBe(404)
    expect((await ada.put(`/api/v1/issuers/${lakeside}`, profile, { 'if-match': '"r1"' })).status).toBe(200)
  })
})

describe('who asks', () => {
  test('a token that is not good is refused even where nobody needs one', async () => {
    const { ada, app, platform } = await world()
    const statusWith = async (authorization: string) =>
      (
        await app.request(`${origin}/api/v1/badges`, {
          headers: { authorization, cookie: await cookieOf(platform, ada) },
        })
      ).status
    expect(await statusWith('Bearer sgt_unknown')).toBe(401)
    expect(await statusWith('Bearer eyJhbGciOiJub25lIn0.e30.')).toBe(401)
    expect(await statusWith(`Basic ${btoa('ada:ada')}`)).toBe(401)
    expect(await statusWith(`Bearer ${(await cookieOf(platform, ada)).split('=')[1]}`)).toBe(401)
  })

  test('a token is not a cookie', async () => {
    const { ada, app } = await world()
    const headers = { cookie: `__Host-session=${ada.token}` }
    expect((await app.request(`${origin}/api/v1/me`, { headers })).status).toBe(401)
  })

  test('a session ends after twelve hours', async () => {
    const { ada, clock } = await world()
    clock.forward({ hours: 11, minutes: 59 })
    expect((await ada.browser.get('/api/v1/me')).status).toBe(200)
    clock.forward({ minutes: 1 })
    expect((await ada.browser.get('/api/v1/me')).status).toBe(401)
  })

  test('only hashes of secrets are stored', async () => {
    const { ada, platform } = await world()
    const cookie = await cookieOf(platform, ada)
    const stored = JSON.stringify(await platform.db.all(sql`select * from session`))
    expect(stored).toContain(ada.id)
    expect(stored).not.toContain(ada.token)
    expect(stored).not.toContain(cookie.split('=')[1])
  })
})

describe('bodies', () => {
  test('JSON is read strictly', async () => {
    const { ada, lakeside } = await world()
    const path = `/api/v1/issuers/${lakeside}`
    const put = async (body: string) => {
      return problemOf(await ada.put(path, body, json))
    }
    expect(await put('{"name":')).toEqual([400, 'malformed-json'])
    expect(await put('')).toEqual([400, 'malformed-json'])
    expect(await put('{"name":"a","name":"b"}')).toEqual([400, 'duplicate-key'])
    expect(await put('{"__proto__":{}}')).toEqual([400, 'forbidden-key'])
    expect(await put('['.repeat(100) + ']'.repeat(100))).toEqual([422, 'too-deep'])
    expect(await put(JSON.stringify({ ...profile, isOwner: true }))).toEqual([422, 'validation'])
    expect(await put(JSON.stringify({ ...profile, did: 'did:web:evil.example' }))).toEqual([422, 'validation'])
  })

  test('each wrong field is named, in the spelling of the API', async () => {
    const { ada, lakeside } = await world()
    const response = await ada.post(`/api/v1/issuers/${lakeside}/badges`, {
      name: '',
      description: 'Reads.',
      criteria: 'Read.',
      rubric: [{ id: 'a', name: 'A', levels: [], required_level_id: 'nope' }],
      artwork: { template: 'cloud' },
      valid_months: 0,
    })
    expect(response.status).toBe(422)
    const { errors } = await bodyOf(response)
    const pointers = errors.map((error: { pointer: string }) => error.pointer)
    expect(pointers).toEqual(
      expect.arrayContaining(['/name', '/rubric/0/levels', '/artwork/template', '/valid_months']),
    )
  })

  test('what is not JSON is not taken for it', async () => {
    const { ada, lakeside } = await world()
    const response = await ada.put(`/api/v1/issuers/${lakeside}`, JSON.stringify(profile), {
      'content-type': 'text/plain',
    })
    expect(response.status).toBe(415)
  })

  test('a body past 64 KiB is refused, whether or not it says how long it is', async () => {
    const { ada, lakeside } = await world()
    const path = `/api/v1/issuers/${lakeside}`
    const large = JSON.stringify({ ...profile, description: 'x'.repeat(70_000) })
    expect((await ada.put(path, large, json)).status).toBe(413)
    const chunks = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(large))
        controller.close()
      },
    })
    expect((await ada.put(path, chunks, json)).status).toBe(413)
  })

  test('a compressed body is refused', async () => {
    const { ada, lakeside } = await world()
    const response = await ada.put(`/api/v1/issuers/${lakeside}`, 'x', { ...json, 'content-encoding': 'gzip' })
    expect(await problemOf(response)).toEqual([415, 'unsupported-encoding'])
  })

  test('a form has a bounded number of fields', async () => {
    const { platform } = await world()
    const app = createApp(platform)
    app.post('/form', async (c) => c.text(String((await readForm(c)).size)))
    const submit = (fields: number) =>
      app.request(`${origin}/form`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'a=1&'.repeat(fields),
      })
    expect(await (await submit(3)).text()).toBe('3')
    expect((await submit(501)).status).toBe(413)
    expect((await submit(50_000)).status).toBe(413)
  })
})

describe('headers', () => {
  test('every answer is strict about what it may load and who may frame it', async () => {
    const { visitor } = await world()
    for (const response of [await visitor.get('/api/v1/badges'), await visitor.get('/nowhere')]) {
      const policy = response.headers.get('Content-Security-Policy')
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
      expect(response.headers.get('Strict-Transport-Security')).toBeNull()
    }
  })

  test('in production browsers are told to stay on https', async () => {
    const { visitor } = await world({ settings: { NODE_ENV: 'production' } })
    const response = await visitor.get('/api/v1/badges')
    expect(response.headers.get('Strict-Transport-Security')).toMatch(/^max-age=31536000/)
  })

  test('what belongs to a person is not stored by anybody', async () => {
    const { ada } = await world()
    expect((await ada.get('/api/v1/me')).headers.get('Cache-Control')).toBe('no-store')
  })
})

test.each([
  ['text/html,application/xhtml+xml,*/*;q=0.8', 'page'],
  ['*/*', 'data'],
  ['application/json', 'data'],
  ['text/html;q=0.1, application/json;q=0.9', 'data'],
  ['text/html;q=0.9, application/json;q=0.1', 'page'],
  ['text/*', 'page'],
  ['text/html;q=0, */*', 'data'],
  ['text/html;q=nonsense', 'data'],
  ['', 'data'],
])('one URL answers Accept: %s with the %s', async (accept, expected) => {
  const { platform } = await world()
  const app = createApp(platform)
  app.get(
    '/both',
    forBrowsers((c) => c.text('page')),
  )
  app.get('/both', (c) => c.text('data'))
  const response = await app.request(`${origin}/both`, { headers: { accept } })
  expect(await response.text()).toBe(expected)
  expect(response.headers.get('Vary')).toBe('Accept')
})

describe.each([
  ['in memory', () => countInMemory()],
  ['in the database', ({ db, now }: Platform) => countInDatabase(db, now)],
])('rate limits counted %s', (_, counter) => {
  const limited = async (settings: Record<string, string> = {}) => {
    const { platform, clock } = await world({ settings })
    const app = createApp(platform)
    const counting = { ...platform, countRequest: counter(platform) }
    app.get('/limited', limitRate(counting, { name: 'test', requests: 2, windowSeconds: 60 }), (c) => c.text('ok'))
    const ask = (address: string, headers: Record<string, string> = {}) =>
      app.request(`${origin}/limited`, { headers }, { incoming: { socket: { remoteAddress: address } } })
    return { ask, clock }
  }

  test('the third request of a window waits for the next one', async () => {
    const { ask, clock } = await limited()
    clock.forward({ seconds: 20 })
    expect((await ask('203.0.113.7')).status).toBe(200)
    expect((await ask('203.0.113.7')).status).toBe(200)
    const refused = await ask('203.0.113.7')
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '40'])
    expect((await ask('203.0.113.8')).status).toBe(200)
    clock.forward({ seconds: 40 })
    expect((await ask('203.0.113.7')).status).toBe(200)
  })

  test('X-Forwarded-For does not make a new client', async () => {
    const { ask } = await limited()
    const statuses = []
    for (const forged of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) {
      statuses.push((await ask('203.0.113.7', { 'x-forwarded-for': forged })).status)
    }
    expect(statuses).toEqual([200, 200, 429])
  })

  test('behind a trusted proxy its header names the client', async () => {
    const { ask } = await limited({ CLIENT_ADDRESS: 'cf-connecting-ip' })
    const statuses = []
    for (const client of ['198.51.100.1', '198.51.100.1', '198.51.100.2', '198.51.100.1']) {
      statuses.push((await ask('203.0.113.7', { 'cf-connecting-ip': client })).status)
    }
    expect(statuses).toEqual([200, 200, 200, 429])
  })

  test('many at once are counted one by one', async () => {
    const { ask } = await limited()
    const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await ask('203.0.113.7')).status))
    expect(statuses.filter((status) => status === 200)).toHaveLength(2)
  })
})

test('requests counted long ago are forgotten in the database, and the first clients in a memory that is full', async () => {
  const { platform, clock } = await world()
  const count = countInDatabase(platform.db, platform.now)
  const windowStart = platform.now().getTime()
  await count({ name: 'test', client: '203.0.113.7', windowStart })
  clock.forward({ days: 2 })
  await count({ name: 'test', client: '203.0.113.8', windowStart: platform.now().getTime() })
  expect(await platform.db.all(sql`select client from rate_limit`)).toEqual([{ client: '203.0.113.8' }])

  const countTwo = countInMemory(2)
  const clients = ['1', '2', '2', '3', '2', '1', '3']
  expect(clients.map((client) => countTwo({ name: 'test', client, windowStart }))).toEqual([1, 1, 2, 1, 3, 1, 2])
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2345:6:7:8:9', '2001:db8:1:23'],
  ['2001:db8:1:23ff::1', '2001:db8:1:23'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['', 'unknown'],
  ['1:2:3', 'unknown'],
  ['1:2:3:4:5:6:7:8:9::1', 'unknown'],
  ['evil.example', 'unknown'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

describe('Idempotency-Key', () => {
  const once = { 'idempotency-key': 'key-1' }
  const grant = (role: string) => ({ name: 'Maya Ortiz', email: 'maya@district.example', role })

  test('the second of two equal requests gets the first answer', async () => {
    const { ada, lakeside } = await world()
    const path = `/api/v1/issuers/${lakeside}/people`
    const first = await ada.post(path, grant('learner'), once)
    const second = await ada.post(path, grant('learner'), once)
    expect([first.status, second.status]).toEqual([202, 202])
    expect(await second.text()).toBe(await first.text())
    expect(second.headers.get('Location')).toBe(first.headers.get('Location'))
    expect([first.headers.get('Idempotent-Replayed'), second.headers.get('Idempotent-Replayed')]).toEqual([
      null,
      'true',
    ])
  })

  test('the same key for another request is refused', async () => {
    const { ada, lakeside } = await world()
    const path = `/api/v1/issuers/${lakeside}/people`
    await ada.post(path, grant('learner'), once)
    const response = await ada.post(path, grant('reviewer'), once)
    expect(await problemOf(response)).toEqual([422, 'idempotency-mismatch'])
  })

  test('of many equal requests at once one is carried out', async () => {
    const { ada, lakeside, platform } = await world()
    const requests = Array.from({ length: 8 }, () => ada.post(`/api/v1/issuers/${lakeside}/badges`, draft, once))
    const statuses = (await Promise.all(requests)).map((response) => response.status)
    expect(new Set(statuses)).toSatisfy((set: Set<number>) => [...set].every((status) => [201, 409].includes(status)))
    expect(statuses).toContain(201)
    expect(await oneValue(platform, sql`select count(*) from badge`)).toBe(1)
  })

  test('a refused request may be corrected and sent again under its key', async () => {
    const { ada, lakeside } = await world()
    const path = `/api/v1/issuers/${lakeside}/people`
    expect((await ada.post(path, grant('king'), once)).status).toBe(422)
    expect((await ada.post(path, grant('learner'), once)).status).toBe(202)
  })

  test("another person's key is another key", async () => {
    const { ada, otto, lakeside, hillview } = await world()
    expect((await ada.post(`/api/v1/issuers/${lakeside}/people`, grant('learner'), once)).status).toBe(202)
    const other = await otto.post(`/api/v1/issuers/${hillview}/people`, grant('learner'), once)
    expect([other.status, other.headers.get('Idempotent-Replayed')]).toEqual([202, null])
  })

  test('a key that is no key is refused', async () => {
    const { ada, lakeside } = await world()
    const headers = { 'idempotency-key': 'x'.repeat(256) }
    expect((await ada.post(`/api/v1/issuers/${lakeside}/people`, grant('learner'), headers)).status).toBe(400)
  })
})

const draft = {
  name: 'Facilitates discussions',
  description: 'Leads discussions in which every student speaks.',
  criteria: 'Record one lesson.',
  rubric: [
    {
      id: 'voices',
      name: 'Every voice',
      levels: [
        { id: 'not-yet', name: 'Not yet', description: 'Some speak.' },
        { id: 'yes', name: 'Yes', description: 'All speak.' },
      ],
      required_level_id: 'yes',
    },
  ],
  artwork: { template: 'hexagon' },
}

async function cookieOf(platform: TestPlatform, person: { id: string }): Promise<string> {
  return `__Host-session=${(await startSession(platform, person.id, 'browser')).secret}`
}

test('how much one person may change through the API in a minute is for the operator to set', async () => {
  const { ada, ravi } = await world({ settings: { API_WRITES_PER_MINUTE: '1' } })
  expect((await ada.post('/api/v1/submissions', {})).status).not.toBe(429)
  const [status, code] = await problemOf(await ada.post('/api/v1/submissions', {}))
  expect([status, code]).toEqual([429, 'rate-limited'])
  expect((await ravi.post('/api/v1/submissions', {})).status).not.toBe(429)
})
