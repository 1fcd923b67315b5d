import * as z from 'zod'
import { commit } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed, isRuleBroken, isUniqueViolation } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { accountMail } from './account-mail.ts'
import type { PersonActor } from './actor.ts'
import { deleteClaimsOfOthers, markEmailVerified, requireEmail } from './emails-store.ts'
import { getPerson } from './people-store.ts'
import { peekSecret, takingSecret } from './secrets.ts'

type Reading = Pick<Platform, 'db' | 'now' | 'sha256'>
type Confirming = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'sha256' | 'wakeJobs'>

/** Which address a link is about, for the page that asks. Only for whoever asked for it: nobody is led to prove an address for another. */
export async function readEmailCheck(platform: Reading, actor: PersonActor, secret: string): Promise<string> {
  const found = await peekSecret(platform, 'email-check', secret)
  if (!found || found.subject !== actor.personId) throw new AppError('not-found', linkIsOver)
  return z.object({ email: z.string() }).parse(found.payload).email
}

/** The address is theirs from now on, and the main one is told. Of two people who show it at once, the first has it. */
export async function confirmEmail(platform: Confirming, actor: PersonActor, secret: string): Promise<string> {
  const { db } = platform
  const { personId } = actor
  const email = await readEmailCheck(platform, actor, secret)
  const person = await getPerson(db, personId)
  try {
    await commit(platform, { actor: personId, action: 'person.email-confirmed', subject: personId }, [
      ...takingSecret(platform, 'email-check', secret),
      requireEmail(db, personId, email),
      markEmailVerified(db, { personId, email, at: platform.now().getTime() }),
      deleteClaimsOfOthers(db, personId, email),
      ...(email === person.email ? [] : await accountMail(platform, person, 'added')),
    ])
  } catch (error) {
    if (isPreconditionFailed(error)) throw new AppError('not-found', linkIsOver, {}, { cause: error })
    if (!isUniqueViolation(error) && !isRuleBroken(error, 'person_email_is_free')) throw error
    throw new AppError('state-conflict', 'refused.addressTaken', {}, { cause: error })
  }
  platform.wakeJobs()
  return email
}

const linkIsOver = 'refused.checkLinkOver'
