import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { sessionCookieName } from '../../src/http/session-cookie.ts'
import { findPersonByEmail } from '../../src/identity/people/people-store.ts'
import { askForLink } from '../../src/identity/sign-in/ask-for-link.ts'
import { signInByLink } from '../../src/identity/sign-in/sign-in-by-link.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { oneValue } from '../support/database.ts'
import { deliverMail } from '../support/mailbox.ts'
import type { TestPerson } from '../support/people.ts'
import { issueAward } from '../support/progress.ts'
import { type World, world } from '../support/world.ts'

describe('what people say of themselves', () => {
  test('is theirs to change, and what is left out stays', async () => {
    const { lena, platform } = await world()
    const change = { name: 'Lena Maria Lindqvist', sorting_name: 'Lindqvist', time_zone: 'Pacific/Honolulu' }
    expect((await lena.patch('/api/v1/me', change)).status).toBe(200)
    const taken = await bodyOf(await lena.patch('/api/v1/me', { sorting_name: null, lane: 'instructional' }))
    expect(taken).toEqual({
      id: lena.id,
      name: 'Lena Maria Lindqvist',
      sorting_name: null,
      email: 'lena@lakeside.example',
      language: null,
      time_zone: 'Pacific/Honolulu',
      lane: 'instructional',
      is_administrator: false,
    })
    expect(await bodyOf(await lena.get('/api/v1/me'))).toEqual(taken)
    expect(await verifyAudit(platform.db)).toMatchObject({ state: 'intact' })
  })

  test('is checked', async () => {
    const { lena, visitor } = await world()
    const wrong = { name: ' ', sorting_name: 'Lena\u202e', time_zone: 'Mars/Olympus', lane: 'boss', language: 'tlh' }
    const response = await lena.patch('/api/v1/me', wrong)
    expect(response.status).toBe(422)
    const { errors } = await bodyOf(response)
    expect(errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
      '/lane',
      '/language',
      '/name',
      '/sorting_name',
      '/time_zone',
    ])
    expect(await problemOf(await lena.patch('/api/v1/me', { email: 'other@lakeside.example' }))).toEqual([
      422,
      'validation',
    ])
    expect(await problemOf(await visitor.patch('/api/v1/me', { name: 'Nobody' }))).toEqual([401, 'unauthenticated'])
  })

  test('is printed on badges that are earned from then on, and not on those that are signed', async () => {
    const place = await world()
    const { lena, visitor } = place
    const before = await issueAward(place)
    await lena.patch('/api/v1/me', { name: 'Lena Nova' })
    const after = await issueAward(place)
    const shown = async (id: string) => (await visitor.get(`/c/${id}`, { accept: 'text/html' })).text()
    expect(await shown(before)).toContain('Lena Lindqvist')
    expect(await shown(before)).not.toContain('Nova')
    expect(await shown(after)).toContain('Lena Nova')
  })

  test('decides in which time zone times are shown, and nothing else does', async () => {
    const { lena, ravi } = await world()
    await lena.patch('/api/v1/me', { time_zone: 'Pacific/Honolulu' })
    const sessions = async (person: TestPerson) => (await person.browser.get('/me/sessions')).text()
    expect(await sessions(lena)).toContain('5:00 AM HST')
    expect(await sessions(ravi)).toContain('11:00 AM EDT')
  })

  test('decides in which language mail about the account comes', async () => {
    const { lena, platform } = await world()
    await lena.patch('/api/v1/me', { language: 'es' })
    await lena.post('/api/v1/me/erasure')
    await deliverMail(platform)
    expect(platform.mailbox.at(-1)).toMatchObject({ to: lena.email, headers: { 'Content-Language': 'es' } })
    expect(platform.mailbox.at(-1)?.text).toContain('se borra en 7 días')
  })

  test('leaves no names in the chain', async () => {
    const { lena, platform } = await world()
    await lena.patch('/api/v1/me', { name: 'Marker Markerson' })
    await addEmail(lena, 'marker@home.example')
    expect(await oneValue(platform, sql`select count(*) from audit_entry where details like '%arker%'`)).toBe(0)
  })
})

describe('a further address', () => {
  test('counts once the link that was sent there comes back, can become the main one, and the old one can go', async () => {
    const { lena, platform } = await world()
    await signInProves(lena, platform)
    expect((await addEmail(lena, ' Lena@Home.example ')).status).toBe(202)
    expect(await findPersonByEmail(platform.db, 'lena@home.example')).toBeUndefined()
    expect(await problemOf(await makeMain(lena, 'lena@home.example'))).toEqual([409, 'state-conflict'])

    const secret = await secretSentTo(platform, 'lena@home.example')
    expect(await bodyOf(await confirm(lena, secret))).toEqual({ email: 'lena@home.example' })
    expect((await findPersonByEmail(platform.db, 'lena@home.example'))?.id).toBe(lena.id)
    expect((await makeMain(lena, 'lena@home.example')).status).toBe(204)
    expect((await remove(lena, 'lena@lakeside.example')).status).toBe(204)
    expect(await emailsOf(lena)).toEqual([['lena@home.example', 'personal', true, true]])
    expect(await findPersonByEmail(platform.db, 'lena@lakeside.example')).toBeUndefined()
    await deliverMail(platform)
    const told = platform.mailbox.map(({ to, subject }) => [to, subject])
    // Several leave at once.
    expect(told.filter(([, subject]) => subject !== 'Confirm this address').sort()).toEqual([
      ['lena@home.example', 'An address was removed'],
      ['lena@lakeside.example', 'An address was added'],
      ['lena@lakeside.example', 'An address was removed'],
      ['lena@lakeside.example', 'Your main address was changed'],
    ])
  })

  test('is not taken from who has it, who alone is told', async () => {
    const { lena, ravi, platform } = await world()
    await ravi.patch('/api/v1/me', { language: 'es' })
    const answer = async (email: string) => {
      const response = await addEmail(lena, email)
      return [response.status, JSON.stringify(await bodyOf(response)).replace(email, '…')]
    }
    expect(await answer(ravi.email)).toEqual(await answer('nobody-yet@home.example'))
    expect((await emailsOf(lena)).slice(1)).toEqual([
      ['nobody-yet@home.example', 'personal', false, false],
      [ravi.email, 'personal', false, false],
    ])
    await deliverMail(platform)
    const [told] = platform.mailbox.filter(({ to }) => to === ravi.email)
    expect([told?.subject, told?.text.includes('secret=')]).toEqual([
      'Su dirección se escribió para otra cuenta',
      false,
    ])
    // Her own messages would tell her.
    expect(await (await lena.browser.get('/me/messages')).text()).toContain('Nobody wrote to you yet')
    expect(await (await ravi.browser.get('/me/messages')).text()).toContain('Su dirección se escribió')
    expect(await findPersonByEmail(platform.db, ravi.email)).toMatchObject({ id: ravi.id })
  })

  test('of two who show it at once, one has it', async () => {
    const { lena, ravi, platform } = await world()
    await addEmail(lena, 'shared@home.example')
    const lenas = await secretSentTo(platform, 'shared@home.example')
    await addEmail(ravi, 'shared@home.example')
    const ravis = await secretSentTo(platform, 'shared@home.example')
    const answers = await Promise.all([confirm(lena, lenas), confirm(ravi, ravis)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, expect.any(Number)])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await oneValue(platform, sql`select count(*) from person_email where email = 'shared@home.example'`)).toBe(1)
  })

  test('is confirmed by who asked for it, and once', async () => {
    const { lena, otto, visitor, platform } = await world()
    await addEmail(lena, 'lena@home.example')
    const secret = await secretSentTo(platform, 'lena@home.example')
    expect(await problemOf(await confirm(otto, secret))).toEqual([404, 'not-found'])
    expect(await problemOf(await visitor.post('/api/v1/me/emails/confirm', { secret }))).toEqual([
      401,
      'unauthenticated',
    ])
    expect((await confirm(lena, secret)).status).toBe(200)
    expect(await problemOf(await confirm(lena, secret))).toEqual([404, 'not-found'])
  })

  test('asked for again, is sent another link; a link is good for a day', async () => {
    const { lena, platform, clock } = await world()
    await addEmail(lena, 'lena@home.example')
    const first = await secretSentTo(platform, 'lena@home.example')
    await addEmail(lena, 'lena@home.example')
    const second = await secretSentTo(platform, 'lena@home.example')
    expect(second).not.toBe(first)
    clock.forward({ days: 1 })
    expect((await confirm(lena, second)).status).toBe(404)
  })

  test.each([
    ['lena@lakeside.example.', 'a domain that ends in a dot'],
    ['ra\u212ai@lakeside.example', 'a Kelvin sign, whose lower case is our k'],
    ['l\u0435na@lakeside.example', 'a Cyrillic letter before the @'],
    ['lena@192.168.0.1', 'a number for a domain'],
    ['lena@home.example/x', 'a path after the domain'],
    ['lena@@home.example', 'two at signs'],
    ['lena@home.example\r\nBcc: all@home.example', 'a further header'],
  ])('%j is refused', async (email) => {
    const { lena } = await world()
    const response = await addEmail(lena, email)
    expect(response.status).toBe(422)
  })

  test('of another script is written as mail writes it, so that none looks like another', async () => {
    const { lena } = await world()
    expect((await addEmail(lena, 'lena@l\u0430keside.example')).status).toBe(202)
    const written = (await emailsOf(lena)).map(([email]) => email)
    expect(written).toEqual(['lena@lakeside.example', expect.stringMatching(/^lena@xn--lkeside-\w+\.example$/)])
  })

  test('the main one and the last confirmed one stay', async () => {
    const { lena, platform } = await world()
    await signInProves(lena, platform)
    expect(await problemOf(await remove(lena, lena.email))).toEqual([409, 'state-conflict'])
    expect(await problemOf(await remove(lena, 'ravi@lakeside.example'))).toEqual([404, 'not-found'])
    await addConfirmed(platform, lena, 'lena@home.example')
    const [removed, chosen] = await Promise.all([
      remove(lena, 'lena@home.example'),
      makeMain(lena, 'lena@home.example'),
    ])
    expect([removed.status, chosen.status].sort()).toEqual([204, expect.any(Number)])
    const emails = await emailsOf(lena)
    expect(emails.filter(([, , isMain]) => isMain)).toHaveLength(1)
    expect(emails.some(([, , , isConfirmed]) => isConfirmed)).toBe(true)
  })

  test('ten an hour are tried', async () => {
    const { lena } = await world()
    for (let i = 0; i < 9; i++) await addEmail(lena, `lena${i}@home.example`)
    const eleventh = [await addEmail(lena, 'lena9@home.example'), await addEmail(lena, 'lena10@home.example')]
    expect(eleventh.map(({ status }) => status)).toEqual([422, 429])
  })
})

describe('positions', () => {
  const teacher = { title: 'Teacher, grade 4', lane: 'instructional', starts_on: '2024-08-01' }

  test('are given by who manages the people there, and seen by who holds them', async () => {
    const { ada, lena, lakeside, platform } = await world()
    const path = `/api/v1/organizations/${lakeside}/positions`
    const given = await ada.post(path, { ...teacher, person_id: lena.id })
    expect(given.status).toBe(201)
    const { id } = await bodyOf(given)
    expect((await ada.patch(`/api/v1/positions/${id}`, { ends_on: '2026-05-01' })).status).toBe(200)
    const { items } = await bodyOf(await lena.get('/api/v1/me/positions'))
    expect(items).toMatchObject([
      { ...teacher, id, ends_on: '2026-05-01', organization_name: 'Lakeside School District' },
    ])
    expect((await bodyOf(await ada.get(`/api/v1/people/${lena.id}/positions`))).items).toHaveLength(1)
    expect(await verifyAudit(platform.db)).toMatchObject({ state: 'intact' })
  })

  test('end, and with the role gone too, what somebody earned and their own way in stay theirs', async () => {
    const place = await world()
    const { ada, lena, visitor, lakeside, platform, clock } = place
    const awardId = await issueAward(place)
    await addConfirmed(platform, lena, 'lena@home.example')
    const { id } = await bodyOf(
      await ada.post(`/api/v1/organizations/${lakeside}/positions`, { ...teacher, person_id: lena.id }),
    )
    expect((await ada.patch(`/api/v1/positions/${id}`, { ends_on: '2026-05-14' })).status).toBe(200)
    await ada.delete(`/api/v1/issuers/${lakeside}/people/${lena.id}/roles/learner`)
    clock.forward({ days: 30 })

    await askForLink(platform, { email: 'lena@home.example', agent: '', isShared: false, next: '/home' })
    await deliverMail(platform)
    await deliverMail(platform)
    expect(platform.mailbox.filter(({ to }) => to === 'lena@home.example').at(-1)?.subject).toContain('sign in')
    const { items } = await bodyOf(await lena.get('/api/v1/awards?recipient=me'))
    expect(items).toMatchObject([{ id: awardId, state: 'active' }])
    expect((await visitor.get(`/c/${awardId}.json`)).status).toBe(200)
    const link = platform.mailbox.filter(({ to }) => to === 'lena@home.example').at(-1)?.text ?? ''
    const secret = /secret=([\w-]+)/.exec(link)?.[1] ?? /link\/([\w-]{43})/.exec(link)?.[1] ?? ''
    const { session } = await signInByLink(platform, secret, { agent: '', isShared: false })
    const cookie = `${sessionCookieName(platform.config)}=${session.secret}`
    expect((await visitor.get('/me', { cookie, accept: 'text/html' })).status).toBe(200)
  })

  test('are nobody else’s to give, to change or to see', async () => {
    const { ada, ravi, otto, lena, visitor, lakeside, hillview } = await world()
    const path = `/api/v1/organizations/${lakeside}/positions`
    const body = { ...teacher, person_id: lena.id }
    expect(await problemOf(await ravi.post(path, body))).toEqual([403, 'forbidden'])
    expect(await problemOf(await otto.post(path, body))).toEqual([404, 'not-found'])
    expect(await problemOf(await visitor.post(path, body))).toEqual([401, 'unauthenticated'])
    expect(await problemOf(await otto.post(`/api/v1/organizations/${hillview}/positions`, body))).toEqual([
      404,
      'not-found',
    ])
    const { id } = await bodyOf(await ada.post(path, body))
    for (const stranger of [ravi, otto, lena])
      expect(await problemOf(await stranger.patch(`/api/v1/positions/${id}`, { title: 'Boss' }))).toEqual([
        404,
        'not-found',
      ])
    expect((await bodyOf(await otto.get(`/api/v1/people/${lena.id}/positions`))).items).toEqual([])
  })

  test('have days in order', async () => {
    const { ada, lena, lakeside } = await world()
    const path = `/api/v1/organizations/${lakeside}/positions`
    for (const wrong of [{ starts_on: '2024-02-30' }, { ends_on: '2024-07-31' }, { title: '' }, { lane: 'boss' }])
      expect((await ada.post(path, { ...teacher, person_id: lena.id, ...wrong })).status).toBe(422)
    const { id } = await bodyOf(await ada.post(path, { ...teacher, person_id: lena.id }))
    expect((await ada.patch(`/api/v1/positions/${id}`, { ends_on: '2024-07-31' })).status).toBe(422)
  })

  test('changed by two at once, take one of the changes', async () => {
    const { ada, lena, lakeside } = await world()
    const { id } = await bodyOf(
      await ada.post(`/api/v1/organizations/${lakeside}/positions`, { ...teacher, person_id: lena.id }),
    )
    const ends = ['2026-05-01', '2026-06-01']
    const answers = await Promise.all(ends.map((day) => ada.patch(`/api/v1/positions/${id}`, { ends_on: day })))
    const [position] = (await bodyOf(await lena.get('/api/v1/me/positions'))).items
    const won = answers.findIndex(({ status }) => status === 200)
    expect(answers.every(({ status }) => [200, 409].includes(status))).toBe(true)
    expect(ends).toContain(position.ends_on)
    expect(won).toBeGreaterThanOrEqual(0)
  })
})

const addEmail = (person: TestPerson, email: string) => person.post('/api/v1/me/emails', { email, kind: 'personal' })
const confirm = (person: TestPerson, secret: string) => person.post('/api/v1/me/emails/confirm', { secret })
const makeMain = (person: TestPerson, email: string) => person.put('/api/v1/me/emails/main', { email })
const remove = (person: TestPerson, email: string) => person.post('/api/v1/me/emails/remove', { email })

async function addConfirmed(platform: World['platform'], person: TestPerson, email: string) {
  await addEmail(person, email)
  await confirm(person, await secretSentTo(platform, email))
}

/** As after a sign-in by link: the address that somebody was entered with is shown to be theirs. */
async function signInProves(person: TestPerson, platform: World['platform']) {
  await platform.db.run(
    sql`update person_email set verified_at = 1 where person_id = ${person.id} and email = ${person.email}`,
  )
}

const emailsOf = async (person: TestPerson): Promise<[string, string, boolean, boolean][]> =>
  (await bodyOf(await person.get('/api/v1/me/emails'))).items.map(
    (row: { email: string; kind: string; is_main: boolean; verified_at: string | null }) => [
      row.email,
      row.kind,
      row.is_main,
      row.verified_at !== null,
    ],
  )

async function secretSentTo(platform: World['platform'], email: string): Promise<string> {
  await deliverMail(platform)
  const mail = platform.mailbox.filter(({ to }) => to === email).at(-1)
  return /secret=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

test('an id does not tell when somebody’s account was made, whoever made it', async () => {
  const { ada, lakeside, join, platform } = await world()
  const maya = await join('Maya Ortiz', ['learner'])
  const noor = { name: 'Noor Haddad', email: 'noor@lakeside.example' }
  const invited = await ada.post(`/api/v1/organizations/${lakeside}/invitations`, { ...noor, roles: ['learner'] })
  expect(invited.status).toBe(201)
  const noorsId = (await findPersonByEmail(platform.db, noor.email))?.id
  // Version 4 is random throughout; version 7 begins with the time.
  for (const id of [maya.id, noorsId])
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
