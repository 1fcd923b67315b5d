import * as z from 'zod'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { markEmailVerified } from '../people/emails-store.ts'
import { findPersonByEmail, getPerson, type Person } from '../people/people-store.ts'
import { peekSecret, takeSecret } from '../people/secrets.ts'
import { findSecretByHash, type SecretFacts, spendingSecretsAbout } from '../people/secrets-store.ts'
import type { StartedSession } from '../people/sessions.ts'
import { askForLink, type LinkRequest, linkRequest } from './ask-for-link.ts'
import { foldCode, secretOfCode } from './link-code.ts'
import { type SignInBrowser, startBrowserSession } from './start-browser-session.ts'

export interface OpenedLink {
  person: Person
  request: LinkRequest
  askedAt: Date
  /** Whether it was opened where it was asked for. */
  isSameBrowser: boolean
}
export interface SignedIn {
  session: StartedSession
  /** Where they were going. */
  next: string
}
type Peeking = Pick<Platform, 'db' | 'now' | 'sha256'>
type SigningIn = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256'>

/** For the page that a link leads to, which changes nothing: mail scanners open links too. */
export async function openLink(
  platform: Peeking,
  { secret, request }: { secret: string; request: string | undefined },
): Promise<OpenedLink | undefined> {
  const found = await peekSecret(platform, 'sign-in-link', secret)
  if (!found?.subject) return undefined
  const facts = linkFacts.parse(found.payload)
  return {
    person: await getPerson(platform.db, found.subject),
    request: facts,
    askedAt: new Date(found.createdAt),
    isSameBrowser: request !== undefined && platform.sha256(request) === facts.request,
  }
}

/** Uses the link up. However many ask at once, one gets in. */
export async function signInByLink(platform: SigningIn, secret: string, browser: SignInBrowser): Promise<SignedIn> {
  return await signInWithSecret(platform, await takeSecret(platform, 'sign-in-link', secret), browser)
}

/** The code of the same mail, typed in the browser that asked. */
export async function signInByCode(
  platform: SigningIn,
  { request, code }: { request: string; code: string },
  browser: SignInBrowser,
): Promise<SignedIn> {
  const secret = secretOfCode(platform.sha256(request), foldCode(code))
  return await signInWithSecret(platform, await takeSecret(platform, 'sign-in-code', secret), browser)
}

/** What a browser asked for last, while there is still time to use it. */
export async function findLinkRequest(platform: Peeking, request: string): Promise<LinkRequest | undefined> {
  const found = await findSecretByHash(platform.db, { purpose: 'sign-in-request', hash: platform.sha256(request) })
  return found && found.expiresAt > platform.now().getTime() ? linkRequest.parse(found.payload) : undefined
}

/** A new link in place of one that is used or old. Undefined where this was never one of ours. */
export async function askAgain(
  platform: Parameters<typeof askForLink>[0],
  secret: string,
  { agent, isShared }: SignInBrowser,
): Promise<string | undefined> {
  const found = await findSecretByHash(platform.db, { purpose: 'sign-in-link', hash: platform.sha256(secret) })
  if (!found) return undefined
  const { email, next, language, chosenLanguage } = linkFacts.parse(found.payload)
  return await askForLink(platform, { email, next, language, chosenLanguage, agent, isShared })
}

const linkFacts = linkRequest.extend({ request: z.string() })

async function signInWithSecret(
  platform: SigningIn,
  taken: SecretFacts | undefined,
  browser: SignInBrowser,
): Promise<SignedIn> {
  if (!taken?.subject) throw spent()
  const { next, email } = linkFacts.parse(taken.payload)
  const person = await findPersonByEmail(platform.db, email)
  // In the meantime the address may have become somebody else's.
  if (person?.id !== taken.subject) throw spent()
  const now = platform.now().getTime()
  const statements = [
    // Whoever is in has no use for the others, and nobody else may have.
    spendingSecretsAbout(platform.db, { purposes: ['sign-in-link', 'sign-in-code'], subject: person.id, now }),
    markEmailVerified(platform.db, { personId: person.id, email, at: now }),
  ]
  const session = await startBrowserSession(platform, taken.subject, { method: 'link', browser, statements })
  return { session, next }
}

const spent = () => new AppError('gone', 'refused.linkSpent')
