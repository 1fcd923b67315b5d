import { createTransport, type SMTPPoolOptions } from 'nodemailer'
import { isOneAddress } from '../platform/mail/compose-mail.ts'
import type { Mail, MailOutcome } from '../platform/platform.ts'

/** Sends by SMTP over a few connections that stay open. */
export function createSmtpMail(url: string): Mail & { close(): void } {
  const transport = createTransport({ ...smtpOptions(url), pool: true })
  let awayUntil = 0
  return {
    async send({ to, ...mail }) {
      if (!isOneAddress(to)) return { outcome: 'refused', reason: 'This is not one address.' }
      // Others wait behind this mail, so a server that is away is not waited for each time.
      if (Date.now() < awayUntil) return { outcome: 'postponed', reason: 'The mail server was away a moment ago.' }
      try {
        await transport.sendMail({ ...mail, to, disableFileAccess: true, disableUrlAccess: true })
        return { outcome: 'sent' }
      } catch (error) {
        if (isUnanswered(error)) awayUntil = Date.now() + pause
        return outcomeOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** What a connection is opened with. Beyond this machine nothing is said before the line is encrypted and the server has shown who it is. */
export function smtpOptions(url: string): SMTPPoolOptions {
  const { protocol, hostname, port, username, password } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const secure = protocol === 'smtps:'
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(host)
  return {
    host,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !isHere,
    ignoreTLS: !secure && isHere,
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    tls: { minVersion: 'TLSv1.2' },
    maxConnections: 3,
    maxMessages: 100,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    dnsTimeout: 10_000,
  }
}

const pause = 30_000

/** Nobody answered, or they stopped in the middle. */
const isUnanswered = (error: unknown) =>
  // nodemailer puts this on what it throws.
  ['ECONNECTION', 'ETIMEDOUT', 'EDNS', 'ESOCKET'].includes((error as { code?: string }).code ?? '')

/**
 * A 5xx about the recipient or the words is an answer for good. About everything before these it is about our settings,
 * which somebody may mend: the message waits.
 */
function outcomeOf(error: unknown): MailOutcome {
  // nodemailer puts these on what it throws.
  const {
    responseCode = 0,
    command = '',
    message = '',
  } = error as {
    responseCode?: number
    command?: string
    message?: string
  }
  const isFinal = responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')
  return { outcome: isFinal ? 'refused' : 'postponed', reason: message }
}
