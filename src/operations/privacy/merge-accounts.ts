import * as z from 'zod'
import { accountMail } from '../../identity/people/account-mail.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { emailAddress } from '../../identity/people/email-address.ts'
import { insertEmail, markEmailVerified } from '../../identity/people/emails-store.ts'
import { findPerson, findPersonByEmail, getPerson, type Person } from '../../identity/people/people-store.ts'
import { makeSecret, peekSecret, takingSecret } from '../../identity/people/secrets.ts'
import { findSecretAbout, requireLiveSecret, spendingSecret } from '../../identity/people/secrets-store.ts'
import { isManagedBy } from '../../identity/positions/positions-store.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed, type Statement } from '../../platform/db/db.ts'
import type { Merge } from '../../platform/db/personal-records.ts'
import { AppError } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  hasRolesBeyond,
  haveAwardedEachOther,
  isSomebodysOwn,
  requireDutiesApart,
  requireMergeable,
} from './merge-store.ts'
import { mergeStatements } from './personal-records-store.ts'

type Merging = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256' | 'wakeJobs'>

export const mergeRequest = z.strictObject({ email: emailAddress })

/**
 * Sends a link to an address of the other account. Whoever is signed in to the one and reads what is sent to the other has
 * both. Whether the address leads to an account is found out by a job afterwards: neither the answer nor its time tells.
 */
export async function askToMerge(
  platform: Merging,
  actor: PersonActor,
  details: z.input<typeof mergeRequest>,
): Promise<void> {
  const { email } = mergeRequest.parse(details)
  const id = platform.newId()
  const payload = { email, personId: actor.personId }
  const { statement } = makeSecret(platform, { purpose: 'merge-request', subject: id, payload, lifetimeMinutes })
  await commit(platform, { actor: actor.personId, action: 'person.merge-asked', subject: actor.personId }, [
    statement,
    outboxEntry(platform, 'person.merge-asked', { request: id }),
  ])
  platform.wakeJobs()
}

const lifetimeMinutes = 60

/** The job behind it. Nobody learns what becomes of it but the owner of the address. */
export async function sendMergeLink(platform: Merging, requestId: string): Promise<void> {
  const { db } = platform
  const now = platform.now().getTime()
  const asked = await findSecretAbout(db, { purpose: 'merge-request', subject: requestId })
  if (!asked || asked.expiresAt <= now) return
  const { email, personId } = z.object({ email: z.string(), personId: z.string() }).parse(asked.payload)
  const other = await findPersonByEmail(db, email)
  if (!other || other.id === personId || other.suspendedAt !== null) return
  const { secret, statement } = makeSecret(platform, {
    purpose: 'merge-accounts',
    subject: personId,
    payload: { email, other: other.id },
    lifetimeMinutes,
  })
  const key = { hash: asked.hash, purpose: 'merge-request', now }
  try {
    await db.batch([
      // A job may run twice; one mail is enough.
      requireLiveSecret(db, key),
      spendingSecret(db, key),
      statement,
      ...(await accountMail(platform, other, 'merge', { to: email, path: `/me/merge/confirm?secret=${secret}` })),
    ])
  } catch (error) {
    if (!isPreconditionFailed(error)) throw error
  }
  platform.wakeJobs()
}

/** The other account of the link, for the page that asks once more. */
export async function readMergeRequest(
  platform: Merging,
  actor: PersonActor,
  secret: string,
): Promise<{ other: Person; email: string }> {
  const found = await peekSecret(platform, 'merge-accounts', secret)
  if (!found || found.subject !== actor.personId) throw linkIsOver()
  const { email, other } = z.object({ email: z.string(), other: z.string() }).parse(found.payload)
  const person = await findPerson(platform.db, other)
  if (!person || person.mergedInto !== null || person.erasedAt !== null) throw linkIsOver()
  return { other: person, email }
}

/** The account that is signed in goes on; the other one ends in it, for good. */
export async function mergeOwnAccounts(platform: Merging, actor: PersonActor, secret: string): Promise<void> {
  const { other, email } = await readMergeRequest(platform, actor, secret)
  const at = platform.now().getTime()
  const { personId } = actor
  await merge(platform, { from: other.id, into: personId }, { actor: personId, reason: 'both-shown' }, [
    takingSecret(platform, 'merge-accounts', secret),
    // It was shown by following the link; it may have been taken off that account meanwhile.
    [
      insertEmail(platform.db, { email, personId, kind: 'work', createdAt: at }),
      markEmailVerified(platform.db, { personId, email, at }),
    ],
  ])
}

const mergeReasons = ['entered-twice', 'name-changed', 'asked-by-person'] as const
export const mergeDetails = z.strictObject({
  /** The account that ends. */
  from: z.string().max(64),
  reason: z.enum(mergeReasons),
})

/**
 * By whoever runs the installation, or who manages the people at every organization where either has a role. Nobody does it
 * for themselves.
 */
export async function mergeAccountsOfOther(
  platform: Merging,
  actor: PersonActor,
  personId: string,
  details: z.input<typeof mergeDetails>,
): Promise<void> {
  const { db } = platform
  const { from, reason } = mergeDetails.parse(details)
  const [decider, ...accounts] = await Promise.all([
    getPerson(db, actor.personId),
    findPerson(db, personId),
    findPerson(db, from),
  ])
  const [into, ended] = accounts
  if (!into || !ended || into.id === ended.id || !(await mayMerge(db, decider, [into, ended])))
    throw new AppError('not-found', 'refused.noTwoAccounts')
  if ([into.id, ended.id].includes(decider.id)) throw new AppError('separation-of-duties', 'refused.joinOwnAccounts')
  // Else whoever manages people could come into what is somebody's own by way of an account or a roster that they made.
  if (!decider.isAdministrator && ((await isSomebodysOwn(db, into.id)) || (await isSomebodysOwn(db, ended.id))))
    throw new AppError('forbidden', 'refused.accountsAreOwn')
  await merge(platform, { from: ended.id, into: into.id }, { actor: decider.id, reason }, [])
}

async function mayMerge(db: Platform['db'], decider: Person, accounts: readonly Person[]): Promise<boolean> {
  if (decider.isAdministrator) return true
  // Whose roles are all below: not somebody whom the manager merely gave one more role.
  for (const account of accounts)
    if (
      account.isAdministrator ||
      (await hasRolesBeyond(db, decider.id, account.id)) ||
      !(await isManagedBy(db, decider.id, account.id))
    )
      return false
  return true
}

async function merge(
  platform: Merging,
  merging: Merge,
  { actor, reason }: { actor: string; reason: string },
  [before = [], after = []]: Statement[][],
): Promise<void> {
  const { db } = platform
  if (await haveAwardedEachOther(db, merging)) throw dutiesMixed()
  const [into, from] = await Promise.all([getPerson(db, merging.into), getPerson(db, merging.from)])
  const event: AuditEvent = {
    actor,
    action: 'person.merged',
    subject: merging.into,
    details: { from: merging.from, reason },
  }
  try {
    await commit(platform, event, [
      ...before,
      requireMergeable(db, merging),
      requireDutiesApart(db, merging),
      ...mergeStatements(db, merging, platform.now().getTime()),
      ...after,
      ...(await accountMail(platform, into, 'merged')),
      ...(await accountMail(platform, into, 'merged', { to: from.email })),
    ])
  } catch (error) {
    if (!isPreconditionFailed(error)) throw error
    if (await haveAwardedEachOther(db, merging)) throw dutiesMixed(error)
    throw new AppError('state-conflict', 'refused.accountsNotJoined', {}, { cause: error })
  }
  platform.wakeJobs()
}

const linkIsOver = () => new AppError('not-found', 'refused.mergeLinkOver')

const dutiesMixed = (cause?: unknown) => new AppError('separation-of-duties', 'refused.dutiesMixed', {}, { cause })
