import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface ReceivedMail {
  /** Whom the server was told it is for, whatever its headers say. */
  recipients: string[]
  /** As it came over the line. */
  raw: string
  parsed: Email
}

/** A mail server on this machine. It knows nobody called `nobody`, and its mailbox `full` is full. */
export async function startSmtpServer(
  options: SMTPServerOptions = {},
): Promise<{ port: number; received: ReceivedMail[]; close(): Promise<void> }> {
  const received: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, answer) {
      if (address.startsWith('nobody@')) return answer(refusal(550, 'No such user here'))
      if (address.startsWith('full@')) return answer(refusal(452, 'Mailbox full'))
      answer()
    },
    async onData(stream, session, answer) {
      const raw = Buffer.concat(await stream.toArray()).toString('utf8')
      if (raw.includes('forbidden words')) return answer(refusal(554, 'Not these words'))
      const recipients = session.envelope.rcptTo.map(({ address }) => address)
      received.push({ recipients, raw, parsed: await PostalMime.parse(raw) })
      answer()
    },
    ...options,
  })
  // Clients that hang up in the middle of a handshake are what some tests are about.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  // A server that listens on a port has an address of this kind.
  const { port } = server.server.address() as AddressInfo
  return { port, received, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

export const refusal = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })
