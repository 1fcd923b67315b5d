import { accountMail } from '../../identity/people/account-mail.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { getPerson, requirePresent } from '../../identity/people/people-store.ts'
import { makeSecret, peekSecret, takingSecret } from '../../identity/people/secrets.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  type Erasure,
  findErasure,
  findOpenErasure,
  insertErasure,
  listOwnedAlone,
  moveErasure,
  requireErasure,
  requireOtherOwners,
} from './erasure-store.ts'

type Erasing = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256' | 'wakeJobs'>

/** Between confirming and erasing it can be stopped. */
export const waitingDays = 7
const day = 24 * 60 * 60_000

/** Nothing happens until the link that is sent to the main address comes back. */
export async function askForErasure(platform: Erasing, actor: PersonActor): Promise<void> {
  const { db } = platform
  const person = await getPerson(db, actor.personId)
  await assertNotLastOwner(db, person.id)
  const open = await findOpenErasure(db, person.id)
  if (open?.state === 'waiting') throw new AppError('state-conflict', 'refused.erasureUnderWay')
  const id = open?.id ?? platform.newId()
  const { secret, statement } = makeSecret(platform, {
    purpose: 'erase-account',
    subject: person.id,
    payload: { erasure: id },
    lifetimeMinutes: 60,
  })
  const row: Erasure = {
    id,
    personId: person.id,
    requestedBy: 'person',
    state: 'asked',
    createdAt: platform.now().getTime(),
    dueAt: null,
    endedAt: null,
  }
  const event: AuditEvent = {
    actor: person.id,
    action: 'person.erasure-asked',
    subject: person.id,
    details: { erasure: id },
  }
  await commit(
    platform,
    event,
    [
      requirePresent(db, person.id),
      ...(open ? [requireErasure(db, id, 'asked')] : [insertErasure(db, row)]),
      statement,
      ...(await accountMail(platform, person, 'erase', {
        path: `/me/erase/confirm?secret=${secret}`,
        values: { days: String(waitingDays) },
      })),
    ],
    { overtaken: 'refused.askedJustNow' },
  )
  platform.wakeJobs()
}

/** What the actor asked for of their own account, while it can still be stopped. */
export const findOwnErasure = ({ db }: Pick<Platform, 'db'>, { personId }: PersonActor): Promise<Erasure | undefined> =>
  findOpenErasure(db, personId)

/** Whether a link is good, for the page that asks once more. */
export async function readErasureRequest(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  actor: PersonActor,
  secret: string,
): Promise<Erasure> {
  const found = await peekSecret(platform, 'erase-account', secret)
  const id = found?.subject === actor.personId ? found.payload.erasure : undefined
  const erasure = typeof id === 'string' ? await findErasure(platform.db, id) : undefined
  if (erasure?.state !== 'asked') throw linkIsOver()
  return erasure
}

/** From now on it waits, and then a job does it. */
export async function confirmErasure(platform: Erasing, actor: PersonActor, secret: string): Promise<Date> {
  const { db } = platform
  const erasure = await readErasureRequest(platform, actor, secret)
  const person = await getPerson(db, actor.personId)
  await assertNotLastOwner(db, person.id)
  const dueAt = new Date(platform.now().getTime() + waitingDays * day)
  const event: AuditEvent = {
    actor: person.id,
    action: 'person.erasure-confirmed',
    subject: person.id,
    details: { erasure: erasure.id },
  }
  await commit(
    platform,
    event,
    [
      ...takingSecret(platform, 'erase-account', secret),
      requireErasure(db, erasure.id, 'asked'),
      requireOtherOwners(db, person.id),
      moveErasure(db, erasure.id, { state: 'waiting', dueAt: dueAt.getTime() }),
      outboxEntry(platform, 'person.erase', { erasure: erasure.id }, { notBefore: dueAt }),
      ...(await accountMail(platform, person, 'erasing', {
        values: { day: dueAt },
      })),
    ],
    { overtaken: linkIsOver },
  )
  platform.wakeJobs()
  return dueAt
}

/** Until it is done. */
export async function cancelErasure(platform: Pick<Platform, 'db' | 'now'>, actor: PersonActor): Promise<void> {
  const { db } = platform
  const open = await findOpenErasure(db, actor.personId)
  if (!open) throw new AppError('state-conflict', 'refused.noErasure')
  const { personId } = actor
  const event: AuditEvent = {
    actor: personId,
    action: 'person.erasure-canceled',
    subject: personId,
    details: { erasure: open.id },
  }
  await commit(
    platform,
    event,
    [
      requireErasure(db, open.id, open.state),
      moveErasure(db, open.id, { state: 'canceled', endedAt: platform.now().getTime() }),
    ],
    { overtaken: 'refused.changedJustNow' },
  )
}

/** For whoever runs the installation, when somebody asked on paper. Says which erasure it is. */
export async function orderErasure(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  personId: string,
  { dueAt }: { dueAt: Date },
): Promise<string> {
  const { db } = platform
  const person = await getPerson(db, personId)
  if (person.erasedAt !== null || person.mergedInto !== null)
    throw new AppError('state-conflict', 'refused.erasedBefore')
  await assertNotLastOwner(db, personId)
  const open = await findOpenErasure(db, personId)
  const now = platform.now().getTime()
  const id = open?.id ?? platform.newId()
  const due = { state: 'waiting', dueAt: dueAt.getTime() } as const
  const event: AuditEvent = {
    actor: 'operator',
    action: 'person.erasure-ordered',
    subject: personId,
    details: { erasure: id },
  }
  await commit(platform, event, [
    requirePresent(db, personId),
    open
      ? moveErasure(db, id, due)
      : insertErasure(db, { id, personId, requestedBy: 'operator', createdAt: now, endedAt: null, ...due }),
    outboxEntry(platform, 'person.erase', { erasure: id }, { notBefore: dueAt }),
  ])
  return id
}

async function assertNotLastOwner(db: Platform['db'], personId: string) {
  const [name] = await listOwnedAlone(db, personId)
  if (name !== undefined) throw new AppError('state-conflict', 'refused.leftWithoutOwner', { name })
}

const linkIsOver = (cause?: unknown) => new AppError('not-found', 'refused.linkOver', {}, { cause })
