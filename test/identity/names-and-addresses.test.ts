import { describe, expect, test } from 'vitest'
import { emailAddress } from '../../src/identity/people/email-address.ts'
import { judgeAddress } from '../../src/identity/sign-in/provider-claims.ts'
import { isVisible } from '../../src/platform/name.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { world } from '../support/world.ts'

const unseen = [
  '\u200b',
  '\u200d\u200c',
  '\u3164',
  '\u115f',
  '\uffa0',
  '\u00ad',
  '\u2800',
  '\ufeff',
  '\u2060',
  '\u0301',
  '\u{e0041}',
  '\ufe0f',
]

describe('a name', () => {
  test.each(unseen)('has something to see in it, which %j has not', async (name) => {
    expect(isVisible(name)).toBe(false)
    const { lena, ada, lakeside } = await world()
    expect(await problemOf(await lena.patch('/api/v1/me', { name }))).toEqual([422, 'validation'])
    const school = { name, type: 'school', parent_id: lakeside }
    expect(await problemOf(await ada.post('/api/v1/organizations', school))).toEqual([422, 'validation'])
  })

  test.each(['Zoë', 'Ð', '李', 'می‌خواهم', '👩‍🏫', '☘', '_', 'क्‍ष'])('may be %s', async (name) => {
    const { lena } = await world()
    expect((await bodyOf(await lena.patch('/api/v1/me', { name }))).name).toBe(name)
  })
})

describe('an address', () => {
  test.each([
    ["O'Brien&Sons/x=1+a@Lakeside.example", "o'brien&sons/x=1+a@lakeside.example"],
    ['maya@bücher.example', 'maya@xn--bcher-kva.example'],
    ['maya@xn--bcher-kva.example', 'maya@xn--bcher-kva.example'],
    ['maya@bu\u0308cher.example', 'maya@xn--bcher-kva.example'],
    ['用户@例子.公司', '用户@xn--fsqu00a.xn--55qx5d'],
    ['JOSE\u0301@escuela.example', 'josé@escuela.example'],
    [`${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}`, undefined],
  ])('%s is taken', (typed, stored) => {
    expect(emailAddress.parse(typed)).toBe(stored ?? typed)
  })

  test.each([
    'maya',
    'maya@',
    'maya@localhost',
    'maya@127.0.0.1',
    'ma ya@lakeside.example',
    '.maya@lakeside.example',
    'maya.@lakeside.example',
    'ma..ya@lakeside.example',
    'maya@-lakeside.example',
    'maya@lake_side.example',
    `${'a'.repeat(65)}@lakeside.example`,
    `maya@${'b'.repeat(64)}.example`,
    `maya@${'bbb.'.repeat(63)}exam`,
    // Letters that become ours, or are there to be taken for ours.
    '\u212a@lakeside.example',
    'm\u0430ya@lakeside.example',
    'ma\u200bya@lakeside.example',
  ])('%s is refused', (typed) => {
    expect(emailAddress.safeParse(typed).error?.issues).toMatchObject([{ message: 'refused.email' }])
  })
})

describe('an address that a provider gives', () => {
  const judge = (email: string, domains: string[]) =>
    judgeAddress(
      { iss: 'https://id.example', sub: 's', email, email_verified: true },
      { preset: 'other', issuer: 'https://id.example', domains },
    )

  test('is read like one that is typed', () => {
    const stored = { isTrusted: true, email: 'maya@xn--bcher-kva.example' }
    expect(judge('Maya@Bücher.example', ['xn--bcher-kva.example'])).toEqual(stored)
    expect(judge('ra\u212ai@lakeside.example', ['lakeside.example'])).toEqual({ isTrusted: false, reason: 'none' })
  })
})

describe('a domain of addresses', () => {
  test('may be in another script, and is kept as mail writes it', async () => {
    const { ada, lakeside } = await world()
    const settings = { domains: ['Bücher.example', 'lakeside.example'] }
    await ada.put(`/api/v1/organizations/${lakeside}/settings`, settings)
    const kept = await bodyOf(await ada.get(`/api/v1/organizations/${lakeside}`))
    expect(JSON.stringify(kept)).toContain('xn--bcher-kva.example')
  })
})

describe('a time zone', () => {
  test.each(['US/Pacific', 'Asia/Calcutta', 'Asia/Kolkata', 'Europe/Kyiv', 'Etc/GMT+5', 'GMT', 'UTC'])(
    'may be %s, and stays chosen on the page',
    async (zone) => {
      const { lena } = await world()
      expect((await bodyOf(await lena.patch('/api/v1/me', { time_zone: zone }))).time_zone).toBe(zone)
      expect(await (await lena.browser.get('/me')).text()).toContain(`<option value="${zone}" selected="">`)
    },
  )
})
