import { isPreconditionFailed, type Statement } from '../../platform/db/db.ts'
import { mailEntry } from '../../platform/mail/mail.ts'
import type { Platform } from '../../platform/platform.ts'
import { findPersonByEmail, type Person } from '../people/people-store.ts'
import { findPreferences } from '../people/preferences-store.ts'
import { makeSecret } from '../people/secrets.ts'
import { findSecretAbout, requireLiveSecret, type SecretAbout, spendingSecret } from '../people/secrets-store.ts'
import { type LinkRequest, linkMinutes, linkRequest } from './ask-for-link.ts'
import { makeCode, secretOfCode, spellCode } from './link-code.ts'
import { signInMail } from './sign-in-mail.ts'
import { maySignIn } from './start-browser-session.ts'

type Sending = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256' | 'wakeJobs'>

/** The job behind `askForLink`. Nobody learns what becomes of it but the owner of the address. */
export async function sendLink(platform: Sending, requestId: string): Promise<void> {
  const now = platform.now().getTime()
  const asked = await findSecretAbout(platform.db, { purpose: 'sign-in-request', subject: requestId })
  if (!asked || asked.expiresAt <= now) return
  const request = linkRequest.parse(asked.payload)
  const person = await findPersonByEmail(platform.db, request.email)
  if (!person || !maySignIn(person)) return
  const key = { hash: asked.hash, purpose: 'sign-in-request', now }
  // A job may run twice; one mail is enough.
  const once = [requireLiveSecret(platform.db, key), spendingSecret(platform.db, key)] as const
  try {
    await platform.db.batch([...once, ...(await linkByMail(platform, person, asked, request))])
  } catch (error) {
    if (!isPreconditionFailed(error)) throw error
  }
  platform.wakeJobs()
}

async function linkByMail(
  platform: Sending,
  person: Person,
  asked: SecretAbout,
  request: LinkRequest,
): Promise<Statement[]> {
  const { config, now } = platform
  const minutes = Math.max(1, Math.round((asked.expiresAt - now().getTime()) / 60_000))
  const { language, timeZone } = await findPreferences(platform.db, person)
  const code = makeCode(platform.randomBytes(8))
  const details = { subject: person.id, payload: { ...request, request: asked.hash }, lifetimeMinutes: minutes }
  const link = makeSecret(platform, { ...details, purpose: 'sign-in-link' })
  const short = makeSecret(platform, {
    ...details,
    purpose: 'sign-in-code',
    secret: secretOfCode(asked.hash, code),
  })
  const mail = signInMail(
    {
      url: `${config.origin}/signin/link?secret=${link.secret}`,
      code: spellCode(code),
      minutes: linkMinutes,
      agent: request.agent,
      askedAt: new Date(asked.createdAt),
    },
    { language: request.chosenLanguage ?? language ?? request.language ?? null, timeZone },
    config.defaultTimeZone,
  )
  return [
    link.statement,
    short.statement,
    // No copy to be read here: whoever could read it is in.
    ...mailEntry(platform, { ...mail, to: request.email, aboutPersonId: person.id, kind: 'sign-in' }),
  ]
}
