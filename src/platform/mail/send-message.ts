import { outboxEntry } from '../jobs/outbox.ts'
import type { Platform } from '../platform.ts'
import { composeMail, isOneAddress } from './compose-mail.ts'
import { mailKinds } from './mail-kinds.ts'
import {
  deleteOldMessages,
  findMessage,
  isUnwanted,
  listOverdue,
  listStaleSecrets,
  type Message,
  markFailed,
  markKept,
  markSent,
  postponeMessage,
  setDue,
} from './messages-store.ts'
import { unsubscribeUrl } from './unsubscribe.ts'

type SendingPlatform = Pick<Platform, 'authenticator' | 'config' | 'db' | 'mail' | 'now' | 'newId' | 'log'>

/** Tries to hand a waiting message on. What can't leave now is tried again for two days, what was refused is not. */
export async function sendMessage(platform: SendingPlatform, messageId: string): Promise<void> {
  const { db, mail } = platform
  const found = await findMessage(db, messageId)
  if (found?.state !== 'waiting') return
  if (
    found.personId !== null &&
    mailKinds[found.kind].mayBeUnwanted &&
    (await isUnwanted(db, found.personId, found.kind))
  )
    return await markKept(db, found.id)
  if (!isOneAddress(found.to)) return await markFailed(db, found, 'This is not one address.')
  if (!mail) return
  const { outcome, ...rest } = await mail.send(
    composeMail(platform.config, found, { unsubscribeUrl: unsubscribeUrl(platform, found) }),
  )
  if (outcome === 'sent') return await markSent(db, found, platform.now().getTime())
  // `outcome` is one of the two that have a reason.
  const { reason } = rest as { reason: string }
  const wait = outcome === 'postponed' ? waits[found.attempts] : undefined
  platform.log({
    level: 'warn',
    event: `mail.${outcome}`,
    message: found.id,
    kind: found.kind,
    attempt: found.attempts + 1,
  })
  if (wait === undefined) return await markFailed(db, found, reason.slice(0, longestReason))
  const dueAt = new Date(platform.now().getTime() + wait)
  await db.batch([
    postponeMessage(db, found, dueAt.getTime(), reason.slice(0, longestReason)),
    outboxEntry(platform, 'mail.send', { message: found.id }, { notBefore: dueAt }),
  ])
}

/** What waited while there was no way to send is taken up again, links that are good no more are cut out, and old mail goes. */
export async function tidyMail(platform: SendingPlatform): Promise<void> {
  const { db } = platform
  const now = platform.now().getTime()
  for (const stale of await listStaleSecrets(db, now - day, 500)) await markFailed(db, stale, tooLate)
  if (platform.mail) await resumeOverdue(platform, now)
  await deleteOldMessages(db, { ofNobody: now - 30 * day, ofPeople: now - 400 * day })
}

async function resumeOverdue(platform: SendingPlatform, now: number) {
  const overdue = await listOverdue(platform.db, now - hour, 50)
  if (overdue.length === 0) return
  const jobs = overdue.map((message) => outboxEntry(platform, 'mail.send', { message }, { class: 'after' }))
  await platform.db.batch([setDue(platform.db, overdue, now), ...jobs])
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** After the first attempt, after the second …, as mail servers ask who turn strangers away at first. */
const waits = [minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour]
const longestReason = 500
const tooLate = 'It could not be sent while its link was good.'

/** Whether it can be sent once more: a message whose link was a secret has lost it. */
export const canBeSentAgain = ({ state, kind }: Pick<Message, 'state' | 'kind'>): boolean =>
  state === 'failed' && !mailKinds[kind].secretLink
