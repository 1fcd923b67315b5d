import * as z from 'zod'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import { languages } from '../../platform/language/languages.ts'
import type { Platform } from '../../platform/platform.ts'
import { makeSecret } from '../people/secrets.ts'

/** What is remembered of the one who asked for a link, until it is used or its time is over. */
export const linkRequest = z.object({
  email: z.string(),
  agent: z.string(),
  isShared: z.boolean(),
  /** Where they were going: a path of ours. */
  next: z.string(),
  /** What their browser asks for, for whoever chose no language here. */
  language: z.enum(languages).optional(),
  /** What they chose for this mail, whatever they chose before. */
  chosenLanguage: z.enum(languages).optional(),
})
export type LinkRequest = z.infer<typeof linkRequest>

/** Good for as long as this, from asking to signing in. */
export const linkMinutes = 15

/**
 * Whether anybody has this address is found out by a job afterwards: here the same is done for all, so that neither the
 * answer nor its time tells them apart. What is returned binds the request to the browser that made it.
 */
export async function askForLink(
  platform: Pick<Platform, 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256' | 'wakeJobs'>,
  request: LinkRequest,
): Promise<string> {
  const id = platform.newId()
  const details = { purpose: 'sign-in-request', subject: id, payload: request, lifetimeMinutes: linkMinutes }
  const { secret, statement } = makeSecret(platform, details)
  await platform.db.batch([statement, outboxEntry(platform, 'sign-in.send-link', { request: id })])
  platform.wakeJobs()
  return secret
}
