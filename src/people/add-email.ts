import * as z from 'zod'
import { commit } from '../audit/audit-log.ts'
import { AppError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { accountMail } from './account-mail.ts'
import type { PersonActor } from './actor.ts'
import { insertEmail, isEmailTaken, listEmails } from './emails-store.ts'
import { emailKinds } from './emails-tables.ts'
import { getPerson, requirePresent } from './people-store.ts'
import { emailAddress } from './person.ts'
import { makeSecret } from './secrets.ts'

export const newEmail = z.strictObject({ email: emailAddress, kind: z.enum(emailKinds) })

type Adding = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256' | 'wakeJobs'>

/** Sends a link there; the address counts once it comes back. Asked again for one that waits, it sends another link. */
export async function addEmail(
  platform: Adding,
  actor: PersonActor,
  details: z.input<typeof newEmail>,
): Promise<string> {
  const { db } = platform
  const { email, kind } = newEmail.parse(details)
  const person = await getPerson(db, actor.personId)
  const known = await listEmails(db, person.id)
  if (known.find((row) => row.email === email)?.verifiedAt) throw refused('known', 'This address is yours already.')
  if (await isEmailTaken(db, person.id, email)) throw refused('taken', inUse)
  if (known.length >= mostEmails) throw refused('too-many', `An account has at most ${mostEmails} addresses.`)
  const payload = { email }
  const { secret, statement } = makeSecret(platform, {
    purpose: 'email-check',
    subject: person.id,
    payload,
    lifetimeMinutes: 24 * 60,
  })
  await commit(platform, { actor: person.id, action: 'person.email-added', subject: person.id, details: { kind } }, [
    requirePresent(db, person.id),
    insertEmail(db, { email, personId: person.id, kind, createdAt: platform.now().getTime() }),
    statement,
    ...accountMail(platform, person, 'check', {
      to: email,
      path: `/me/emails/confirm?secret=${secret}`,
      values: { name: person.name },
    }),
  ])
  platform.wakeJobs()
  return email
}

const mostEmails = 10
/** Says neither whose it is nor whether it was shown. */
const inUse = 'This address can’t be added. If it leads to another account of yours, join the two accounts instead.'

const refused = (code: string, message: string) =>
  new AppError('validation', message, { errors: [{ pointer: '/email', code, message }] })
