import * as z from 'zod'
import { commit } from '../../platform/audit/audit-log.ts'
import { invalidField, type MessageValues, type RefusalKey } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { accountMail } from './account-mail.ts'
import type { PersonActor } from './actor.ts'
import { emailAddress } from './email-address.ts'
import { insertEmail, listEmails } from './emails-store.ts'
import { emailKinds } from './emails-tables.ts'
import { findPersonByEmail, getPerson, requirePresent } from './people-store.ts'
import { makeSecret } from './secrets.ts'

export const newEmail = z.strictObject({ email: emailAddress, kind: z.enum(emailKinds) })

type Adding = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256' | 'wakeJobs'>

/**
 * Sends a link there; the address counts once it comes back. Asked again for one that waits, it sends another link. An address
 * that leads to another account is answered and listed alike: only whoever reads what is sent there is told.
 */
export async function addEmail(
  platform: Adding,
  actor: PersonActor,
  details: z.input<typeof newEmail>,
): Promise<string> {
  const { db } = platform
  const { email, kind } = newEmail.parse(details)
  const person = await getPerson(db, actor.personId)
  const known = await listEmails(db, person.id)
  if (known.find((row) => row.email === email)?.verifiedAt) throw refused('known', 'refused.addressIsYours')
  if (known.length >= mostEmails) throw refused('too-many', 'refused.addressesFull', { most: mostEmails })
  const holder = await findPersonByEmail(db, email)
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
    ...(await (holder && holder.id !== person.id
      ? accountMail(platform, holder, 'claimed', {
          to: email,
          path: '/me/merge',
          aboutPersonId: person.id,
          values: { name: person.name },
        })
      : accountMail(platform, person, 'check', {
          to: email,
          path: `/me/emails/confirm?secret=${secret}`,
          hasNoCopy: true,
          values: { name: person.name },
        }))),
  ])
  platform.wakeJobs()
  return email
}

const mostEmails = 10

const refused = (code: string, key: RefusalKey, values?: MessageValues) => invalidField('/email', code, key, values)
