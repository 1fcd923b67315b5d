import type { SMTPServerOptions } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { createSmtpMail, smtpOptions } from '../../src/node/smtp-mail.ts'
import { readConfig } from '../../src/platform/config.ts'
import { composeMail } from '../../src/platform/mail/compose-mail.ts'
import { selfSignedCertificate } from '../support/certificate.ts'
import { testSettings } from '../support/platform.ts'
import { refusal, startSmtpServer } from '../support/smtp-server.ts'

const { config } = readConfig({
  ...testSettings,
  MAIL_FROM: 'Lakeside Badges <badges@lakeside.example>',
  MAIL_REPLY_TO: 'learning@lakeside.example',
})

const compose = (changes: Partial<Parameters<typeof composeMail>[1]> = {}) =>
  composeMail(config, {
    id: 'm-1',
    to: 'lena@lakeside.example',
    language: 'en',
    subject: 'We have your submission: Écriture & lecture',
    content: {
      paragraphs: ['Hello Lena, “Reading <b>aloud</b>” is here.'],
      button: { label: 'See it', url: 'https://badges.lakeside.example/work/1?a=1&b=2' },
      picture: { url: 'https://badges.lakeside.example/achievements/1/image.png', alt: 'Badge: Reading' },
      footer: 'Lakeside School District',
    },
    createdAt: Date.parse('2026-05-14T15:00:00Z'),
    ...changes,
  })

async function open(options: SMTPServerOptions = {}, account = '') {
  const server = await startSmtpServer(options)
  const mail = createSmtpMail(`${options.secure ? 'smtps' : 'smtp'}://${account}127.0.0.1:${server.port}`)
  onTestFinished(async () => {
    mail.close()
    await server.close()
  })
  return { mail, server }
}

test('a mail arrives with text, HTML, and headers that say what it is', async () => {
  const { mail, server } = await open()
  expect(await mail.send(compose())).toEqual({ outcome: 'sent' })
  const [{ recipients = [], parsed } = {}] = server.received
  const header = (name: string) => parsed?.headers.find(({ key }) => key === name)?.value
  expect(recipients).toEqual(['lena@lakeside.example'])
  expect(parsed?.from).toMatchObject({ name: 'Lakeside Badges', address: 'badges@lakeside.example' })
  expect(parsed?.replyTo?.[0]).toMatchObject({ address: 'learning@lakeside.example' })
  expect([parsed?.subject, parsed?.messageId, parsed?.date]).toEqual([
    'We have your submission: Écriture & lecture',
    '<m-1@badges.lakeside.example>',
    '2026-05-14T15:00:00.000Z',
  ])
  expect([header('auto-submitted'), header('list-unsubscribe'), header('content-language')]).toEqual([
    'auto-generated',
    undefined,
    'en',
  ])
  expect(parsed?.text?.trimEnd()).toBe(
    'Hello Lena, “Reading <b>aloud</b>” is here.\n\nSee it:\nhttps://badges.lakeside.example/work/1?a=1&b=2\n\n-- \nLakeside School District',
  )
  expect(parsed?.html).toContain('Reading &#60;b&#62;aloud&#60;/b&#62;')
  expect(parsed?.html).toContain('href="https://badges.lakeside.example/work/1?a=1&#38;b=2"')
  expect(parsed?.html).toMatch(/<img src="https:\/\/[^"]+image\.png" width="128" height="128" alt="Badge: Reading">/)
})

test('mail that can be turned off says where, for a button of mail programs, and other mail does not', async () => {
  const message = {
    id: 'm-1',
    to: 'a@b.example',
    language: 'en',
    subject: 'S',
    content: { paragraphs: [] },
    createdAt: 0,
  }
  const url = 'https://badges.lakeside.example/unsubscribe/m-1.tag'
  const { mail, server } = await open()
  await mail.send(composeMail(config, message, { unsubscribeUrl: url }))
  const headers = server.received[0]?.parsed?.headers.map(({ key, value }) => [key, value])
  expect(headers).toContainEqual(['list-unsubscribe', `<${url}>`])
  expect(headers).toContainEqual(['list-unsubscribe-post', 'List-Unsubscribe=One-Click'])
  expect(compose().headers).not.toHaveProperty('List-Unsubscribe')
})

test('no line break in a subject or an address makes a header or a recipient', async () => {
  const { mail, server } = await open()
  await mail.send(compose({ subject: 'Hello\r\nBcc: otto@hillview.example\r\n\r\nWords' }))
  for (const to of [
    'lena@lakeside.example\r\nBcc: otto@hillview.example',
    'lena@lakeside.example, otto@hillview.example',
    'lena <otto@hillview.example>',
    'lena@lakeside.example> NOTIFY=SUCCESS',
  ])
    expect((await mail.send(compose({ to }))).outcome).toBe('refused')
  expect(server.received.map(({ recipients, raw }) => [recipients, /^bcc:/im.test(raw)])).toEqual([
    [['lena@lakeside.example'], false],
  ])
})

test.each([
  ['Riverbend — École', 'Riverbend — École'],
  ['Bank "x" <boss@bank.example>, Board', 'Bank x bossbank.example Board'],
  ['Riverbend\r\nBcc: all@lakeside.example', 'Riverbend Bcc alllakeside.example'],
  ['""', 'Lakeside Badges'],
])('a mail for %j is from %j, at the same address as all', async (organization, name) => {
  const { mail, server } = await open()
  await mail.send(compose({ content: { organization, paragraphs: ['Hello.'] } }))
  const [{ parsed } = {}] = server.received
  expect([parsed?.from, parsed?.bcc]).toEqual([{ name, address: 'badges@lakeside.example' }, undefined])
})

test('what a server refuses for good is told apart from what may work later', async () => {
  const { mail } = await open()
  const send = async (changes: Partial<Parameters<typeof composeMail>[1]>) =>
    (await mail.send(compose(changes))).outcome
  expect([
    await send({ to: 'nobody@lakeside.example' }),
    await send({ to: 'full@lakeside.example' }),
    await send({ content: { paragraphs: ['These are forbidden words.'] } }),
    await send({}),
  ]).toEqual(['refused', 'postponed', 'refused', 'sent'])
})

test('a wrong password or a sender that is not ours is for us to mend, so the mail waits', async () => {
  const { mail } = await open(
    { authOptional: false, onAuth: (_auth, _session, answer) => answer(refusal(535, 'Who are you?')) },
    'signet:wrong@',
  )
  expect((await mail.send(compose())).outcome).toBe('postponed')
  const { mail: other } = await open({ onMailFrom: (_from, _session, answer) => answer(refusal(553, 'Not yours')) })
  expect((await other.send(compose())).outcome).toBe('postponed')
})

test('a server that is away, or that can’t show who it is, gets nothing', async () => {
  const { mail, server } = await open({ secure: true, ...selfSignedCertificate('127.0.0.1') })
  expect((await mail.send(compose())).outcome).toBe('postponed')
  expect(server.received).toEqual([])
  const away = createSmtpMail('smtp://127.0.0.1:1')
  expect((await away.send(compose())).outcome).toBe('postponed')
  expect(await away.send(compose())).toEqual({
    outcome: 'postponed',
    reason: 'The mail server was away a moment ago.',
  })
  away.close()
})

test('beyond this machine nothing is said in the clear', () => {
  const facts = (url: string) => {
    const { secure, requireTLS, ignoreTLS, port } = smtpOptions(url)
    return { secure, requireTLS, ignoreTLS, port }
  }
  expect(facts('smtp://mail.district.example')).toEqual({
    secure: false,
    requireTLS: true,
    ignoreTLS: false,
    port: 587,
  })
  expect(facts('smtps://mail.district.example')).toEqual({
    secure: true,
    requireTLS: false,
    ignoreTLS: false,
    port: 465,
  })
  expect(facts('smtp://127.0.0.1:1025')).toEqual({ secure: false, requireTLS: false, ignoreTLS: true, port: 1025 })
})

test('settings that can’t send are refused at the start', () => {
  const read = (settings: Record<string, string>) => () => readConfig({ ...testSettings, ...settings })
  expect(read({ SMTP_URL: 'smtp://localhost' })).toThrow('MAIL_FROM')
  expect(read({ SMTP_URL: 'ftp://localhost', MAIL_FROM: 'a@b.example' })).toThrow('SMTP_URL')
  expect(read({ MAIL_HTTP_URL: 'https://api.mail.example/emails', MAIL_FROM: 'a@b.example' })).toThrow(
    'MAIL_HTTP_TOKEN',
  )
  expect(read({ MAIL_HTTP_URL: 'http://api.mail.example', MAIL_HTTP_TOKEN: 't', MAIL_FROM: 'a@b.example' })).toThrow()
  expect(read({ MAIL_FROM: 'A <a@b.example>\nBcc: c@d.example' })).toThrow('MAIL_FROM')
})
