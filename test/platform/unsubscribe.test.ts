import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { mailEntry } from '../../src/platform/mail/mail.ts'
import { type MailKind, mailKinds } from '../../src/platform/mail/mail-kinds.ts'
import { oneValue } from '../support/database.ts'
import { deliverMail } from '../support/mailbox.ts'
import { type World, world } from '../support/world.ts'

async function send({ platform, lena }: Pick<World, 'platform' | 'lena'>, kind: MailKind, personId?: string) {
  const [first, ...rest] = mailEntry(platform, {
    to: lena.email,
    personId: personId ?? lena.id,
    aboutPersonId: personId ?? lena.id,
    kind,
    language: 'en',
    subject: 'About reading',
    paragraphs: ['Words.'],
  })
  if (first) await platform.db.batch([first, ...rest])
  await deliverMail(platform)
  return platform.mailbox.at(-1)?.headers
}

const pathIn = (headers: Record<string, string> | undefined) =>
  /<https:\/\/badges\.lakeside\.example(\/[^>]+)>/.exec(headers?.['List-Unsubscribe'] ?? '')?.[1] ?? ''

/** As the servers of a mail program ask: no cookie, no origin, a form (RFC 8058 section 3.2). */
const oneClick = ({ visitor }: Pick<World, 'visitor'>, path: string, fields = 'List-Unsubscribe=One-Click') =>
  visitor.post(path, new URLSearchParams(fields), { accept: '*/*' })

const unwanted = ({ platform }: Pick<World, 'platform'>) =>
  oneValue(platform, sql`select group_concat(person_id || ' ' || kind) from unwanted_mail`)

test('only mail that people may turn off says how, and never mail about their account or its safety', async () => {
  const place = await world()
  for (const kind of Object.keys(mailKinds)) {
    // The names of an object of ours.
    const headers = await send(place, kind as MailKind)
    const { mayBeUnwanted } = mailKinds[kind as MailKind]
    expect([kind, 'List-Unsubscribe' in (headers ?? {}), 'List-Unsubscribe-Post' in (headers ?? {})]).toEqual([
      kind,
      mayBeUnwanted,
      mayBeUnwanted,
    ])
  }
})

test('one click of a mail program turns mail of that kind off, without signing in, and a second changes nothing', async () => {
  const place = await world()
  const { lena, platform } = place
  const headers = await send(place, 'submission-received')
  expect(headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  const path = pathIn(headers)
  const answers = await Promise.all([oneClick(place, path), oneClick(place, path)])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect((await oneClick(place, path)).status).toBe(200)
  expect(await unwanted(place)).toBe(`${lena.id} submission-received`)
  const sent = platform.mailbox.length
  await send(place, 'submission-received')
  expect(platform.mailbox).toHaveLength(sent)
  // Other mail still leaves.
  await send(place, 'join-request')
  expect(platform.mailbox).toHaveLength(sent + 1)
  expect(await (await lena.browser.get('/me/messages')).text()).toContain('Words.')
})

test('opening the link changes nothing, as mail scanners do; its button does', async () => {
  const place = await world()
  const path = pathIn(await send(place, 'submission-received'))
  const page = await place.visitor.get(path, { accept: 'text/html' })
  const html = await page.text()
  expect([page.status, await unwanted(place)]).toEqual([200, null])
  expect(html).toContain('Turn it off')
  expect(html).toContain('My work has arrived')
  expect(html).not.toContain('Lena')
  expect(await (await oneClick(place, path)).text()).toContain('This mail is off')
})

test('nobody turns off what they have no link for', async () => {
  const place = await world()
  const path = pathIn(await send(place, 'submission-received'))
  const other = pathIn(await send(place, 'join-request', place.ada.id))
  const [, tag] = path.split('.')
  const [id] = other.split('.')
  for (const wrong of [
    `${id}.${tag}`,
    path.slice(0, -1),
    `${path}x`,
    '/unsubscribe/x',
    '/unsubscribe/.',
    '/unsubscribe/a.b.c',
  ])
    expect([wrong, (await oneClick(place, wrong)).status]).toEqual([wrong, 404])
  expect(await unwanted(place)).toBe(null)
})

test('the link of an account that was joined to another turns mail of that one off', async () => {
  const place = await world()
  const { platform, lena } = place
  const old = await place.join('Lena Old', [])
  const path = pathIn(await send(place, 'submission-received', old.id))
  await lena.post('/api/v1/me/merge', { email: old.email })
  await deliverMail(platform)
  await deliverMail(platform)
  const secret = /secret=([\w-]+)/.exec(platform.mailbox.find(({ text }) => text.includes('secret='))?.text ?? '')?.[1]
  expect((await lena.post('/api/v1/me/merge/confirm', { secret })).status).toBe(204)
  expect((await oneClick(place, path)).status).toBe(200)
  expect(await unwanted(place)).toBe(`${lena.id} submission-received`)
})
