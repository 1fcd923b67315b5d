import { expect, test } from 'vitest'
import { mailEntry } from '../../src/platform/mail/mail.ts'
import type { MailKind } from '../../src/platform/mail/mail-kinds.ts'
import { message } from '../../src/platform/mail/mail-tables.ts'
import type { Platform } from '../../src/platform/platform.ts'
import { deliverMail } from '../support/mailbox.ts'
import type { TestPerson } from '../support/people.ts'
import { world } from '../support/world.ts'

async function write(platform: Platform, to: Pick<TestPerson, 'email'> & { id?: string }, kind: MailKind = 'earned') {
  const [first, ...rest] = mailEntry(platform, {
    to: to.email,
    ...(to.id !== undefined && { personId: to.id }),
    aboutPersonId: to.id ?? 'nobody-here',
    kind,
    language: 'en',
    subject: 'About <b>reading</b>',
    paragraphs: ['Words for one reader.'],
    button: { label: 'Open it', url: `${platform.config.origin}/c/1?secret=s3cr3t` },
  })
  if (first) await platform.db.batch([first, ...rest])
}
const form = (fields: Record<string, string>) => new URLSearchParams(fields)

test('everybody reads their own messages and counts the new ones', async () => {
  const { platform, clock, lena, otto } = await world()
  await write(platform, lena)
  clock.forward({ minutes: 1 })
  await write(platform, lena)
  const page = async () => await (await lena.browser.get('/me/messages')).text()
  expect(await page()).toContain('Messages (2)')
  expect(await page()).not.toContain('<b>reading')
  expect(await (await otto.browser.get('/me/messages')).text()).not.toContain('Words for one reader.')

  const [first] = await platform.db.select().from(message)
  await otto.browser.post(`/me/messages/${first?.id}`, form({}))
  expect(await page()).toContain('Messages (2)')
  expect((await lena.browser.post(`/me/messages/${first?.id}`, form({}))).status).toBe(303)
  expect(await page()).toContain('Messages (1)')
  await lena.browser.post('/me/messages', form({ until: String(clock.now().getTime()) }))
  expect(await page()).not.toContain('Messages (')
  expect((await lena.browser.post('/me/messages', form({ until: 'soon' }))).status).toBe(400)
})

test('what came while the page was open stays new', async () => {
  const { platform, clock, lena } = await world()
  await write(platform, lena)
  const until = String(clock.now().getTime())
  clock.forward({ minutes: 1 })
  await write(platform, lena)
  await lena.browser.post('/me/messages', form({ until }))
  expect(await (await lena.browser.get('/me/messages')).text()).toContain('Messages (1)')
})

test('a secret link is not shown to who is signed in already', async () => {
  const { platform, lena } = await world()
  await write(platform, lena, 'email-check')
  const before = await (await lena.browser.get('/me/messages')).text()
  await deliverMail(platform)
  const after = await (await lena.browser.get('/me/messages')).text()
  expect([before, after].map((html) => [html.includes('s3cr3t'), html.includes('by mail only')])).toEqual([
    [false, true],
    [false, true],
  ])
})

test('an administrator sees what became of all mail and not its words', async () => {
  const { platform, grace, ada, lena } = await world()
  await write(platform, lena)
  await write(platform, { email: 'nobody@lakeside.example' })
  await deliverMail(platform)
  const html = await (await grace.browser.get('/admin/email')).text()
  expect([html.includes(lena.email), html.includes('Failed'), html.includes('no such mailbox')]).toEqual([
    true,
    true,
    true,
  ])
  expect(html).not.toContain('Words for one reader.')
  const sentOnly = await (await grace.browser.get('/admin/email?state=sent')).text()
  expect(sentOnly.includes('nobody@lakeside.example')).toBe(false)
  expect((await ada.browser.get('/admin/email')).status).toBe(404)
})

test('a mail that was given up is sent again once, however many ask', async () => {
  const { platform, grace, ada } = await world()
  await write(platform, { email: 'nobody@lakeside.example' })
  await deliverMail(platform)
  const [failed] = await platform.db.select().from(message)
  const again = (who: TestPerson) => who.browser.post('/admin/email', form({ message: failed?.id ?? '' }))
  expect((await again(ada)).status).toBe(404)
  const answers = await Promise.all([again(grace), again(grace), again(grace)])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409])
  await platform.db.update(message).set({ to: 'somebody@lakeside.example' })
  await deliverMail(platform)
  expect(platform.mailbox.map(({ to }) => to)).toEqual(['somebody@lakeside.example'])
  expect((await again(grace)).status).toBe(409)
  expect((await grace.browser.post('/admin/email', form({ message: 'none' }))).status).toBe(404)
})

test('a mail whose link was a secret can’t be sent again', async () => {
  const { platform, grace } = await world()
  await write(platform, { email: 'nobody@lakeside.example' }, 'sign-in')
  await deliverMail(platform)
  const [failed] = await platform.db.select().from(message)
  expect((await grace.browser.post('/admin/email', form({ message: failed?.id ?? '' }))).status).toBe(409)
  expect(await (await grace.browser.get('/admin/email')).text()).not.toContain('Send again')
})

test('words can be opened on a workbench, and never in production', async () => {
  const workbench = await world({ settings: { NODE_ENV: 'development' } })
  await write(workbench.platform, workbench.lena, 'sign-in')
  const [one] = await workbench.platform.db.select().from(message)
  expect(await (await workbench.grace.browser.get(`/admin/email/${one?.id}`)).text()).toContain('s3cr3t')
  expect((await workbench.ada.browser.get(`/admin/email/${one?.id}`)).status).toBe(404)

  const real = await world({ settings: { NODE_ENV: 'production' } })
  await write(real.platform, real.lena, 'sign-in')
  const [other] = await real.platform.db.select().from(message)
  expect((await real.grace.browser.get(`/admin/email/${other?.id}`)).status).toBe(404)
  expect(await (await real.grace.browser.get('/admin/email')).text()).not.toContain(`/admin/email/${other?.id}`)
})
