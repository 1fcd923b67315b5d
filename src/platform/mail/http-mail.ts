import type { Mail } from '../platform.ts'
import { isOneAddress } from './compose-mail.ts'

/** Sends through a provider's HTTP API in the JSON of Resend's `POST /emails`, where there is no SMTP. */
export function createHttpMail({ url, token }: { url: string; token: string }): Mail {
  return {
    async send({ to, from, replyTo, subject, text, html, messageId, headers }) {
      if (!isOneAddress(to)) return { outcome: 'refused', reason: 'This is not one address.' }
      const body = {
        from,
        to: [to],
        reply_to: replyTo,
        subject,
        text,
        html,
        headers,
      }
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            Authorization: `Bearer ${token}`,
            'Content-Type': 'application/json',
            // Sent once, however often it is asked.
            'Idempotency-Key': messageId.replace(/[<>]/g, ''),
          },
          body: JSON.stringify(body),
          redirect: 'manual',
          signal: AbortSignal.timeout(20_000),
        })
        if (response.ok) return { outcome: 'sent' }
        const reason = `${response.status} ${(await response.text()).slice(0, 300)}`
        return { outcome: isFinal(response.status) ? 'refused' : 'postponed', reason }
      } catch (error) {
        return { outcome: 'postponed', reason: error instanceof Error ? error.message : 'It could not be reached.' }
      }
    },
  }
}

/** What it says of this mail. Of our token (401, 403), our address there (404) and our pace (429) it may say something else later. */
const isFinal = (status: number) => status === 400 || status === 413 || status === 422
