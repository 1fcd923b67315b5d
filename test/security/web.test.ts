import { readFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { startSession } from '../../src/identity/people/sessions.ts'
import { bodyOf } from '../support/answers.ts'
import { type Browsing, openBrowser } from '../support/browsing.ts'
import { deliverMail } from '../support/mailbox.ts'
import { facilitation } from '../support/progress.ts'
import { type NodeWorld, nodeWorld } from '../support/world.ts'

interface Case {
  id: string
  group: string
  expect: { status: number; problem?: string }
}

const corpus: Case[] = JSON.parse(readFileSync(new URL('./corpus.json', import.meta.url), 'utf8')).cases
const cases = corpus.filter(({ group }) => group === 'auth.web').map((each) => [each.id, each] as const)

let here: NodeWorld
let browser: Browsing
beforeEach(async () => {
  here = await nodeWorld({ settings: { DEVELOPMENT_SIGN_IN: 'on' } })
  browser = openBrowser(here.app, here.platform)
})

test.each(cases)('%s', async (id, { expect: expected }) => {
  const attack = attacks[id]
  if (!attack) throw new Error(`Nobody tries ${id}.`)
  const response = await attack()
  expect(response.status).toBe(expected.status)
  if (expected.problem) expect(await response.text()).toContain(`/problems/${expected.problem}"`)
})

const attacks: Readonly<Record<string, () => Promise<Response>>> = {
  'web-csrf-form-no-origin': () => send('/signin', 'email=lena@lakeside.example', form),
  'web-csrf-null-origin': () => send('/signin', 'email=lena@lakeside.example', { ...form, origin: 'null' }),
  'web-csrf-json-simple': async () => {
    const cookie = `__Host-session=${(await startSession(here.platform, here.lena.id, 'browser')).secret}`
    return send('/api/v1/submissions', '{}', { 'content-type': 'text/plain', cookie, origin: 'https://evil.example' })
  },
  'web-session-fixation': async () => {
    const planted = (await startSession(here.platform, here.ravi.id, 'browser')).secret
    browser.setCookie('session', planted)
    const response = await browser.post('/signin/demonstration', { person: here.lena.id })
    const own = browser.cookie('session')
    browser.setCookie('session', planted)
    expect([own === planted, (await browser.get('/me/sessions')).status]).toEqual([false, 303])
    return response
  },
  'web-session-after-role-drop': async () => {
    const { ada, lakeside, join } = here
    const author = await join('Ann Author', ['author'])
    await ada.delete(`/api/v1/issuers/${lakeside}/people/${author.id}/roles/author`)
    return author.post(`/api/v1/issuers/${lakeside}/badges`, facilitation)
  },
  'web-login-xff': async () => {
    await browser.post('/signin/email', { email: here.lena.email })
    let last = new Response()
    for (let tries = 0; tries < 20; tries++) {
      const headers = { 'x-forwarded-for': `203.0.113.${tries}`, accept: 'application/json' }
      last = await browser.post('/signin/email/code', { code: `WRNG-${2000 + tries}` }, headers)
    }
    return last
  },
  'web-enum-login': async () => {
    const [known, unknown] = [await ask(here.lena.email), await ask('nobody@lakeside.example')]
    expect(unknown.seen).toEqual(known.seen)
    return known.response
  },
  'web-enum-reset': async () => {
    await ask(here.lena.email)
    await ask('nobody@lakeside.example')
    const [known, unknown] = [await ask(here.lena.email), await ask('nobody@lakeside.example')]
    expect(unknown.seen).toEqual(known.seen)
    return known.response
  },
  'web-enum-recipient': async () => {
    const pages = [here.lena.email, 'nobody@lakeside.example'].map((email) => browser.get(`/verify?email=${email}`))
    const [known, unknown] = await Promise.all(pages)
    if (!known || !unknown) throw new Error('There are two pages.')
    expect(await unknown.clone().text()).toBe(await known.clone().text())
    return known
  },
  'web-redirect-abs': () => landOn('https://evil.example'),
  'web-redirect-slashes': () => landOn('//evil.example'),
  'web-redirect-backslash': () => landOn('/\\evil.example'),
  'web-redirect-crlf': () => landOn('/\r\nSet-Cookie:x=1'),
  'web-token-alg-none': () => bearer({ alg: 'none' }, { sub: here.lena.id }),
  'web-token-other-aud': () => bearer({ alg: 'ES256' }, { sub: here.lena.id, aud: 'https://evil.example' }),
  'web-frame-admin': async () => {
    const page = await here.grace.browser.get('/admin/sso')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    return page
  },
  'web-md-script': async () => {
    const { ada, lakeside, visitor } = here
    const criteria = hostileMarkdown.join('\n\n')
    const draft = await ada.post(`/api/v1/issuers/${lakeside}/badges`, { ...facilitation, criteria })
    const { version_id } = await bodyOf(await ada.post(`/api/v1/badges/${(await bodyOf(draft)).id}/publish`))
    const page = await visitor.get(`/achievements/${version_id}`, { accept: 'text/html' })
    const html = await page.clone().text()
    expect(html).toContain('what was written')
    const written = html.slice(html.indexOf('what was written'))
    const tags = [...written.matchAll(/<(?:[^"'>]|"[^"]*"|'[^']*')*>/g)].join('\n')
    expect(tags.match(/(?:href|src)="(?!https:\/\/|\/(?!\/)|#)[^"]*/g)).toBe(null)
    // Names of elements and attributes alone, without their values.
    expect(tags.replaceAll(/"[^"]*"/g, '')).not.toMatch(/<script|<iframe|<img|\son\w+/i)
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe-inline')
    return page
  },
  'web-md-brackets': async () => {
    const { ada, lakeside } = here
    const start = performance.now()
    const criteria = (count: number) =>
      ada.post(`/api/v1/issuers/${lakeside}/badges`, { ...facilitation, criteria: '['.repeat(count) })
    // So many are not even read.
    expect((await criteria(100_000)).status).toBe(413)
    const refused = await criteria(20_001)
    expect(performance.now() - start).toBeLessThan(2000)
    // As many as are taken do not keep a reader waiting either.
    const { id } = await bodyOf(await criteria(20_000))
    const { version_id } = await bodyOf(await ada.post(`/api/v1/badges/${id}/publish`))
    const asked = performance.now()
    expect((await here.visitor.get(`/achievements/${version_id}`, { accept: 'text/html' })).status).toBe(200)
    expect(performance.now() - asked).toBeLessThan(2000)
    return refused
  },
  'web-log-ansi': async () => {
    const userAgent = `Firefox/1 ${String.fromCharCode(0x9b)}2J`
    const teller = openBrowser(here.app, here.platform, userAgent)
    const response = await teller.post('/signin/email', { email: here.lena.email })
    await deliverMail(here.platform)
    await deliverMail(here.platform)
    const told = JSON.stringify([here.platform.logged, here.platform.mailbox])
    expect([told.includes('2J'), told.includes('with Firefox')]).toEqual([false, true])
    return response
  },
}

const hostileMarkdown = [
  'what was written <script>alert(1)</script>',
  '[a](javascript:alert(1)) [b](data:text/html,<script>alert(1)</script>) [c](vbscript:x) [d](//evil.example)',
  '![x](https://evil.example/x.png) <img src=x onerror=alert(1)> <iframe src="https://evil.example"></iframe>',
  '[e](https://x.example "\\" onmouseover=alert(1) x=\\"")',
  '<https://x.example/"onmouseover="alert(1)>',
  '[f]: javascript:alert(1)\n\n[f] [g][f]',
]

const form = { 'content-type': 'application/x-www-form-urlencoded' }

async function send(path: string, body: string, headers: Record<string, string>): Promise<Response> {
  return await here.app.request(`${here.platform.config.origin}${path}`, { method: 'POST', body, headers })
}

async function ask(email: string) {
  const asking = openBrowser(here.app, here.platform)
  const response = await asking.post('/signin/email', { email })
  const page = await asking.get('/signin/email')
  const seen = [response.status, [...response.headers.keys()], (await page.text()).replaceAll(email, 'E')]
  return { response, seen }
}

async function landOn(next: string): Promise<Response> {
  const response = await browser.post('/signin/demonstration', { person: here.lena.id, next })
  expect([response.headers.get('location'), browser.cookie('x')]).toEqual(['/home', undefined])
  return response
}

function bearer(header: object, claims: object): Promise<Response> {
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '').replaceAll('/', '_')
  return here.visitor.get('/api/v1/me', { authorization: `Bearer ${part(header)}.${part(claims)}.c2ln` })
}
