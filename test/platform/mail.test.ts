import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { jobHandlers } from '../../src/app/job-handlers.ts'
import { person } from '../../src/identity/people/people-tables.ts'
import { outbox } from '../../src/platform/jobs/jobs-tables.ts'
import { runDueJobs } from '../../src/platform/jobs/run-due-jobs.ts'
import { speakTo } from '../../src/platform/language/speech.ts'
import { chooseMail, listMailChoices } from '../../src/platform/mail/choose-mail.ts'
import { type MailDetails, mailEntry } from '../../src/platform/mail/mail.ts'
import { message } from '../../src/platform/mail/mail-tables.ts'
import { sendMessage, tidyMail } from '../../src/platform/mail/send-message.ts'
import type { Platform } from '../../src/platform/platform.ts'
import { bodyOf } from '../support/answers.ts'
import { deliverMail } from '../support/mailbox.ts'
import { approval, returning, submitWork } from '../support/progress.ts'
import { world } from '../support/world.ts'

async function write(platform: Platform, mail: Partial<MailDetails> & { to: string }) {
  const [first, ...rest] = mailEntry(platform, {
    kind: 'test',
    language: 'en',
    subject: 'A test',
    aboutPersonId: mail.personId ?? 'nobody',
    paragraphs: ['This is a test.'],
    ...mail,
  })
  if (first) await platform.db.batch([first, ...rest])
}

const states = (platform: Platform) =>
  platform.db.select({ to: message.to, state: message.state, attempts: message.attempts }).from(message)

test('a mail is written with the change that it tells of, and leaves once', async () => {
  const { platform, lena } = await world()
  await write(platform, { to: lena.email, personId: lena.id })
  expect(await states(platform)).toEqual([{ to: lena.email, state: 'waiting', attempts: 0 }])
  await deliverMail(platform)
  await deliverMail(platform)
  expect(await states(platform)).toEqual([{ to: lena.email, state: 'sent', attempts: 1 }])
  expect(platform.mailbox.map(({ to, subject }) => [to, subject])).toEqual([[lena.email, 'A test']])
})

test('what can’t leave now is tried again for two days, longer and longer apart', async () => {
  const { platform, clock } = await world()
  await write(platform, { to: 'full@lakeside.example' })
  await deliverMail(platform)
  await deliverMail(platform)
  expect(await states(platform)).toEqual([{ to: 'full@lakeside.example', state: 'waiting', attempts: 1 }])
  const [{ lastError } = {}] = await platform.db.select().from(message)
  expect(lastError).toBe('452 4.2.2 The mailbox is full')
  for (let hours = 0; hours < 120; hours += 12) {
    clock.forward({ hours: 12 })
    await deliverMail(platform)
  }
  const [end] = await states(platform)
  expect([end?.state, end?.attempts]).toEqual(['failed', 9])
})

test('what a mail server refuses for good is not tried again, and no address is logged', async () => {
  const { platform, clock } = await world()
  await write(platform, { to: 'nobody@lakeside.example' })
  await deliverMail(platform)
  clock.forward({ days: 3 })
  await deliverMail(platform)
  expect(await states(platform)).toEqual([{ to: 'nobody@lakeside.example', state: 'failed', attempts: 1 }])
  expect(platform.logged.map(({ event }) => event)).toContain('mail.refused')
  expect(JSON.stringify(platform.logged)).not.toContain('lakeside.example')
})

test('the secret in a link leaves with the mail and stays nowhere', async () => {
  const { platform, clock } = await world()
  const button = { label: 'Sign in', url: 'https://badges.lakeside.example/signin/link?secret=s3cr3t' }
  const links = async () => /s3cr3t|AB-CD/.test(JSON.stringify(await platform.db.select().from(message)))
  const secretParagraph = 'Or type AB-CD.'
  await write(platform, { to: 'lena@lakeside.example', kind: 'sign-in', button, secretParagraph })
  await deliverMail(platform)
  const [{ text = '', html = '' } = {}] = platform.mailbox
  expect([text, html].map((words) => [words.includes('s3cr3t'), words.includes('AB-CD')])).toEqual([
    [true, true],
    [true, true],
  ])
  expect(await links()).toBe(false)

  await write(platform, { to: 'nobody@lakeside.example', kind: 'sign-in', button })
  await deliverMail(platform)
  expect(await links()).toBe(false)

  await write(platform, { to: 'full@lakeside.example', kind: 'sign-in', button })
  await deliverMail(platform)
  expect(await links()).toBe(true)
  clock.forward({ hours: 25 })
  await tidyMail(platform)
  expect(await links()).toBe(false)
})

test('with no way to send, mail waits, and is taken up once there is one', async () => {
  const { platform, clock, lena } = await world()
  await write(platform, { to: lena.email })
  await runDueJobs({ ...platform, mail: undefined }, jobHandlers, { limit: 10 })
  clock.forward({ hours: 2 })
  await tidyMail({ ...platform, mail: undefined })
  expect(await states(platform)).toEqual([{ to: lena.email, state: 'waiting', attempts: 0 }])
  await tidyMail(platform)
  await deliverMail(platform)
  expect([platform.mailbox.length, (await states(platform))[0]?.state]).toEqual([1, 'sent'])
})

test('a kind that a person turned off is kept for them here and does not leave', async () => {
  const { platform, lena } = await world()
  await chooseMail(platform, lena.actor, [])
  await write(platform, { to: lena.email, personId: lena.id, kind: 'submission-received' })
  await write(platform, { to: lena.email, personId: lena.id, kind: 'earned' })
  await deliverMail(platform)
  expect((await states(platform)).map(({ state }) => state)).toEqual(['kept', 'sent'])
  expect(await listMailChoices(platform, lena.actor)).toContainEqual({ kind: 'submission-received', isWanted: false })
  await chooseMail(platform, lena.actor, ['submission-received'])
  expect(await listMailChoices(platform, lena.actor)).toContainEqual({ kind: 'submission-received', isWanted: true })
})

test('a message of a job that runs twice is written once', async () => {
  const { platform, lena } = await world()
  const id = platform.newId()
  await write(platform, { id, to: lena.email })
  await write(platform, { id, to: lena.email })
  await deliverMail(platform)
  expect([platform.mailbox.length, (await states(platform)).length]).toEqual([1, 1])
})

test('an address that is several is never written to', async () => {
  const { platform } = await world()
  await write(platform, { to: 'lena@lakeside.example, otto@hillview.example' })
  await deliverMail(platform)
  expect([platform.mailbox, (await states(platform))[0]?.state]).toEqual([[], 'failed'])
})

test('a message that is gone leaves its job with nothing to do', async () => {
  const { platform, lena } = await world()
  await write(platform, { to: lena.email })
  await platform.db.delete(message)
  await deliverMail(platform)
  expect(await platform.db.select().from(outbox).where(eq(outbox.state, 'failed'))).toEqual([])
  await sendMessage(platform, 'nothing')
  expect(platform.mailbox).toEqual([])
})

test('old messages go: after a month those that nobody reads here, after a year the others', async () => {
  const { platform, clock, lena } = await world()
  await write(platform, { to: 'new@lakeside.example' })
  await write(platform, { to: lena.email, personId: lena.id })
  await deliverMail(platform)
  clock.forward({ days: 31 })
  await tidyMail(platform)
  expect((await states(platform)).map(({ to }) => to)).toEqual([lena.email])
  clock.forward({ days: 370 })
  await tidyMail(platform)
  expect(await states(platform)).toEqual([])
})

test('learners are told that their work is here, that feedback is ready, what they earned, and what was taken back', async () => {
  const everyone = await world()
  const { platform, ada, ravi, lena } = everyone
  const submission = await submitWork(everyone)
  await deliverMail(platform)
  await ravi.post(`/api/v1/submissions/${submission}/reviews`, returning)
  await deliverMail(platform)
  await lena.post(`/api/v1/submissions/${submission}/submit`)
  await deliverMail(platform)
  await ravi.post(`/api/v1/submissions/${submission}/reviews`, { ...approval, attempt_number: 2 })
  const { id: award } = await bodyOf(await ada.post(`/api/v1/submissions/${submission}/award`))
  // What follows the award writes the mail, and the next round sends it.
  await deliverMail(platform)
  await deliverMail(platform)
  await ada.post(`/api/v1/awards/${award}/revoke`, { reason: 'Given in error.', is_reason_public: true })
  await deliverMail(platform)
  expect(platform.mailbox.map(({ to, subject }) => [to, subject])).toEqual([
    [lena.email, 'We have your submission'],
    [lena.email, 'Your feedback is ready: Facilitates discussions'],
    [lena.email, 'We have your submission'],
    [lena.email, 'You earned Facilitates discussions'],
    [lena.email, 'A change to your credential'],
  ])
  const [received, feedback, , earned, revoked] = platform.mailbox
  expect(received?.text).toContain(`/work/${submission}`)
  expect(feedback?.text).toContain(`/work/${submission}`)
  expect(earned?.text).toContain(`${platform.config.origin}/c/${award}`)
  expect(earned?.html).toMatch(/<img src="https:[^"]+\/image\.png" width="128" height="128" alt="Badge: /)
  expect(revoked?.text).toContain('Given in error.')
  expect(revoked?.text).not.toContain(`/c/${award}`)
  for (const { text } of platform.mailbox) expect(text.split(/\s+/).length).toBeLessThan(90)
  expect(platform.mailbox.map(({ headers }) => 'List-Unsubscribe' in headers)).toEqual([
    true,
    false,
    true,
    false,
    false,
  ])
})

test('mail about an organization is from it by name, and gives the day of a credential as its page does', async () => {
  const everyone = await world()
  const { platform, clock, ada, ravi, lena } = everyone
  await platform.db.update(person).set({ timeZone: 'Asia/Tokyo' }).where(eq(person.id, lena.id))
  const submission = await submitWork(everyone)
  await ravi.post(`/api/v1/submissions/${submission}/reviews`, approval)
  const { id: award } = await bodyOf(await ada.post(`/api/v1/submissions/${submission}/award`))
  // The next day in Tokyo, and not in UTC.
  clock.forward({ hours: 5 })
  await ada.post(`/api/v1/awards/${award}/revoke`, { reason: 'Given in error.', is_reason_public: true })
  await deliverMail(platform)
  await write(platform, { to: lena.email })
  await deliverMail(platform)
  const revoked = platform.mailbox.find(({ subject }) => subject === 'A change to your credential')
  const test = platform.mailbox.find(({ subject }) => subject === 'A test')
  const senders = [revoked, test].map((mail) => [mail?.from, mail?.html.includes('>Lakeside School District<')])
  expect(senders).toEqual([
    ['"Lakeside School District" <signet@badges.lakeside.example>', true],
    ['signet@badges.lakeside.example', false],
  ])
  const page = await (await lena.browser.get(`/c/${award}`)).text()
  const day = /on (\w+ \d+, \d{4} \(UTC\))/.exec(revoked?.text ?? '')?.[1]
  expect([day === undefined, day !== undefined && page.includes(day)]).toEqual([false, true])
})

test('mail is in the language and the time zone of whom it is for', async () => {
  const { platform, lena } = await world()
  await platform.db.update(person).set({ language: 'es', timeZone: 'Asia/Tokyo' }).where(eq(person.id, lena.id))
  const [spanish] = await platform.db.select().from(person).where(eq(person.id, lena.id))
  if (!spanish) throw new Error('Lena is not there.')
  const { locale, t, day } = speakTo(spanish, 'America/New_York')
  expect([locale, t('mail.submission-received.subject'), day(new Date('2026-05-14T20:00:00Z'))]).toEqual([
    'es',
    'Recibimos su trabajo',
    '15 de mayo de 2026',
  ])
  expect(speakTo({ ...spanish, language: '__proto__' }, 'UTC').locale).toBe('en')
})
