import * as z from 'zod'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { isUniqueViolation, type Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import { speakTo } from '../../platform/language/speech.ts'
import { mailEntry } from '../../platform/mail/mail.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { findMailRecipient } from '../people/find-mail-recipient.ts'
import {
  decideJoinRequest,
  findJoinRequest,
  insertJoinRequest,
  listDeciders,
  listJoinable,
  listWaitingRequests,
  type WaitingRequest,
} from './join-requests-store.ts'
import { forgetLocalName } from './local-names-store.ts'
import { getOrganizationFor, noOrganization, type OrganizationRow, requireOpen } from './organizations-store.ts'
import { roleNames } from './permissions.ts'
import { requireRole } from './role-conditions-store.ts'
import { insertRoleOf } from './roles-store.ts'

type Joining = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'wakeJobs'>

/** Where that is allowed; elsewhere an organization is not there at all. Its owners are told. */
export async function askToJoin(platform: Joining, actor: PersonActor, organizationId: string): Promise<string> {
  const { db } = platform
  const [organization] = await listJoinable(db, actor.personId, { limit: 1, words: [], organizationId })
  if (!organization) throw noOrganization()
  const id = platform.newId()
  const row = { id, organizationId, personId: actor.personId, createdAt: platform.now().getTime() }
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'join.asked',
    subject: organizationId,
    details: { request: id },
  }
  await commit(
    platform,
    event,
    [
      requireOpen(db, organizationId),
      insertJoinRequest(db, row),
      forgetLocalName(db, { personId: actor.personId, organizationId }),
      ...(await requestMails(platform, organization, actor)),
    ],
    { overtaken: (cause) => (isUniqueViolation(cause) ? askedAlready(cause) : noOrganization(cause)) },
  )
  platform.wakeJobs()
  return id
}

/** What somebody could join, by name. */
export async function listOrganizationsToJoin(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  words: readonly string[],
): Promise<OrganizationRow[]> {
  return await listJoinable(platform.db, actor.personId, { limit: 50, words })
}

export async function listJoinRequestsAt(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  organizationId: string,
): Promise<WaitingRequest[]> {
  await getOrganizationFor(platform.db, actor, organizationId, 'people.manage')
  return await listWaitingRequests(platform.db, organizationId)
}

export const joinDecision = z.strictObject({
  decision: z.enum(['approved', 'declined']),
  /** What they become when they are let in. */
  role: z.enum(roleNames).default('learner'),
})

export async function decideOnJoining(
  platform: Joining,
  actor: PersonActor,
  organizationId: string,
  { requestId, ...details }: { requestId: string } & z.input<typeof joinDecision>,
): Promise<void> {
  const { db } = platform
  const organization = await getOrganizationFor(db, actor, organizationId, 'people.manage')
  const { decision, role } = joinDecision.parse(details)
  const request = await findJoinRequest(db, requestId)
  if (request?.organizationId !== organizationId) throw new AppError('not-found', 'refused.noRequest')
  const decidedAt = platform.now().getTime()
  const { personId } = request
  const event: AuditEvent = {
    actor: actor.personId,
    action: `join.${decision}`,
    subject: organizationId,
    details: { request: requestId, person: personId, ...(decision === 'approved' && { role }) },
  }
  await commit(
    platform,
    event,
    [
      requireRole(db, actor.personId, 'people.manage', organizationId),
      ...decideJoinRequest(db, requestId, { decision, decidedBy: actor.personId, decidedAt }),
      ...(decision === 'approved'
        ? [insertRoleOf(db, { personId, organizationId, name: role, createdAt: decidedAt })]
        : []),
      ...(await answerMail(platform, organization, { personId, decision })),
    ],
    { overtaken: 'refused.decidedByAnother' },
  )
  platform.wakeJobs()
}

const askedAlready = (cause: unknown) => new AppError('state-conflict', 'refused.askedToJoin', {}, { cause })

async function requestMails(platform: Joining, organization: OrganizationRow, actor: PersonActor) {
  const { config, db } = platform
  const asking = await findMailRecipient(db, actor.personId)
  const deciders = await Promise.all((await listDeciders(db, organization.id)).map((id) => findMailRecipient(db, id)))
  return deciders.flatMap((owner): Statement[] => {
    if (!owner) return []
    const { locale: language, t } = speakTo(owner, config.defaultTimeZone)
    const names = { name: owner.name, organization: organization.name }
    return mailEntry(platform, {
      to: owner.email,
      personId: owner.id,
      aboutPersonId: actor.personId,
      kind: 'join-request',
      language,
      organization: organization.name,
      subject: t('mail.join-request.subject', names),
      paragraphs: [t('mail.join-request.lead', { ...names, person: asking?.name ?? '' })],
      button: { label: t('mail.join-request.button'), url: `${config.origin}/organizations/${organization.id}/people` },
      footer: t('mail.join-request.footer', names),
    })
  })
}

async function answerMail(
  platform: Joining,
  organization: OrganizationRow,
  { personId, decision }: { personId: string; decision: 'approved' | 'declined' },
): Promise<Statement[]> {
  const { config, db } = platform
  const person = await findMailRecipient(db, personId)
  if (!person) return []
  const { locale: language, t } = speakTo(person, config.defaultTimeZone)
  const names = { name: person.name, organization: organization.name }
  return mailEntry(platform, {
    to: person.email,
    personId: person.id,
    aboutPersonId: person.id,
    kind: 'join-answer',
    language,
    organization: organization.name,
    subject: t(`mail.join-answer.${decision}.subject`, names),
    paragraphs: [t(`mail.join-answer.${decision}.lead`, names)],
    ...(decision === 'approved' && {
      button: { label: t('mail.join-answer.button'), url: `${config.origin}/catalog` },
    }),
  })
}
