import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpMail } from '../../src/platform/mail/http-mail.ts'
import type { OutgoingMail } from '../../src/platform/platform.ts'

const mail: OutgoingMail = {
  to: 'lena@lakeside.example',
  from: 'Lakeside <badges@lakeside.example>',
  replyTo: 'learning@lakeside.example',
  subject: 'A test',
  text: 'Words',
  html: '<p>Words</p>',
  messageId: '<m-1@badges.lakeside.example>',
  date: new Date('2026-05-14T15:00:00Z'),
  headers: { 'Auto-Submitted': 'auto-generated' },
}

/** A provider that answers as it is told. */
async function open(status: number, answer = '{}') {
  const asked: { headers: IncomingMessage['headers']; body: unknown }[] = []
  const server = createServer(async (request, response) => {
    asked.push({ headers: request.headers, body: JSON.parse(await text(request)) })
    response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  return { asked, sender: createHttpMail({ url: `http://127.0.0.1:${port}/emails`, token: 'a token' }) }
}

test('a mail is handed over as one JSON object, with a key that makes a second attempt harmless', async () => {
  const { asked, sender } = await open(200)
  expect(await sender.send(mail)).toEqual({ outcome: 'sent' })
  expect(asked[0]?.headers).toMatchObject({
    authorization: 'Bearer a token',
    'idempotency-key': 'm-1@badges.lakeside.example',
    'content-type': 'application/json',
  })
  expect(asked[0]?.body).toEqual({
    from: mail.from,
    to: [mail.to],
    reply_to: mail.replyTo,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: mail.headers,
  })
})

test.each([
  [422, 'refused'],
  [400, 'refused'],
  [401, 'postponed'],
  [404, 'postponed'],
  [429, 'postponed'],
  [500, 'postponed'],
  [302, 'postponed'],
])('an answer of %i is %s', async (status, outcome) => {
  const { sender } = await open(status, '{"message":"No."}')
  expect(await sender.send(mail)).toMatchObject({ outcome })
})

test('a provider that is away is asked again later, and several addresses are never sent', async () => {
  const away = createHttpMail({ url: 'http://127.0.0.1:1/emails', token: 'a token' })
  expect(await away.send(mail)).toMatchObject({ outcome: 'postponed' })
  const { asked, sender } = await open(200)
  expect(await sender.send({ ...mail, to: 'lena@lakeside.example, otto@hillview.example' })).toMatchObject({
    outcome: 'refused',
  })
  expect(asked).toEqual([])
})
