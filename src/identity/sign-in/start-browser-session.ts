import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Locale } from '../../platform/language/languages.ts'
import type { Platform } from '../../platform/platform.ts'
import { findPerson, type Person, updateProfile } from '../people/people-store.ts'
import { endingSession, makeSession, type SessionDetails, type StartedSession } from '../people/sessions.ts'
import { findIdleMinutes } from './idle-timeout-store.ts'

/** The browser that somebody signs in with. */
export interface SignInBrowser {
  /** Browser and system in a few words. */
  agent: string
  /** On a computer that others use too. */
  isShared: boolean
  /** The secret it came with, which is worth nothing from now on. */
  formerSecret?: string | undefined
  /** Chosen in it before anybody signed in; whoever has no choice of their own yet keeps it. */
  language?: Locale | undefined
}
type SigningIn = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256'>

/**
 * Signs a person in who has shown who they are, together with the statements that this takes. The one way in: every method
 * ends here, so that none forgets the new secret, the ends of the session or the entry in the chain.
 */
export async function startBrowserSession(
  platform: SigningIn,
  personId: string,
  {
    method,
    browser,
    statements = [],
  }: { method: SessionDetails['method']; browser: SignInBrowser; statements?: Statement[] },
): Promise<StartedSession> {
  const person = await getPersonWhoMaySignIn(platform, personId)
  const idleMinutes = (await findIdleMinutes(platform.db, personId)) ?? usualIdleMinutes
  const { agent, isShared, formerSecret, language } = browser
  const { statement, ...session } = makeSession(platform, personId, 'browser', { method, agent, isShared, idleMinutes })
  const event: AuditEvent = { actor: personId, action: 'person.signed-in', subject: personId, details: { method } }
  await commit(platform, event, [
    ...statements,
    ...(formerSecret === undefined ? [] : [endingSession(platform, formerSecret)]),
    ...(language !== undefined && person.language === null && !isShared
      ? [updateProfile(platform.db, personId, { language })]
      : []),
    statement,
  ])
  return session
}

/** Pick a person and be them: for demonstrations, never in production. */
export async function signInForDevelopment(
  platform: SigningIn,
  personId: string,
  browser: SignInBrowser,
): Promise<StartedSession> {
  if (!platform.config.developmentSignIn) throw new AppError('not-found', 'refused.nobodyToSignInAs')
  return await startBrowserSession(platform, personId, { method: 'development', browser })
}

async function getPersonWhoMaySignIn({ db }: Pick<Platform, 'db'>, personId: string): Promise<Person> {
  const person = await findPerson(db, personId)
  if (!person || !maySignIn(person)) throw new AppError('not-found', 'refused.nobodyToSignInAs')
  return person
}

export const maySignIn = ({ suspendedAt, mergedInto, erasedAt }: Person) =>
  suspendedAt === null && mergedInto === null && erasedAt === null

/** Where no organization says anything. */
export const usualIdleMinutes = 30
