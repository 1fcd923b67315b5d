import * as z from 'zod'
import type { AuditAction } from '../../platform/audit/audit-actions.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { isUniqueViolation, type Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import { speakTo } from '../../platform/language/speech.ts'
import { mailEntry } from '../../platform/mail/mail.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { newPersonId } from '../people/new-person-id.ts'
import { findPersonByEmail, insertPersonUnlessKnown } from '../people/people-store.ts'
import { personDetails } from '../people/person.ts'
import { findPreferences } from '../people/preferences-store.ts'
import { makeSecret } from '../people/secrets.ts'
import {
  findInvitation,
  type InvitationRow,
  insertInvitation,
  listWaitingInvitations,
  requireWaiting,
  updateInvitation,
} from './invitations-store.ts'
import { getOrganizationFor, listPath, type OrganizationRow, requireOpen } from './organizations-store.ts'
import { roleNames } from './permissions.ts'
import { requireRole } from './role-conditions-store.ts'
import { effectiveSettings } from './settings.ts'

export const newInvitation = personDetails.extend({
  roles: z.array(z.enum(roleNames)).min(1, 'refused.chooseRole').max(roleNames.length),
})

type Inviting = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256' | 'wakeJobs'>

/** Writes to an address. Nothing here says whether anybody is known by it. */
export async function invite(
  platform: Inviting,
  actor: PersonActor,
  organizationId: string,
  details: z.input<typeof newInvitation>,
): Promise<InvitationRow> {
  const { db } = platform
  const organization = await getOrganizationFor(db, actor, organizationId, 'people.manage')
  const { name, email, roles } = newInvitation.parse(details)
  const createdAt = platform.now().getTime()
  const row = {
    id: platform.newId(),
    organizationId,
    email,
    name,
    roles: roleNames.filter((role) => roles.includes(role)),
    invitedBy: actor.personId,
    createdAt,
    sentAt: createdAt,
    expiresAt: createdAt + lifetimeMinutes * 60_000,
    acceptedAt: null,
    acceptedBy: null,
    withdrawnAt: null,
  }
  const newcomer = newPersonId(platform)
  await commitInvitation(platform, actor, row, 'invitation.sent', [
    requireOpen(db, organizationId),
    // Whoever is invited can then sign in, which shows that the address is theirs.
    insertPersonUnlessKnown(db, { id: newcomer, name, email, createdAt }),
    insertInvitation(db, row),
    ...(await invitationMail(platform, organization, row, { newcomer })),
  ])
  return row
}

/** With a new link and the whole time again. */
export async function resendInvitation(
  platform: Inviting,
  actor: PersonActor,
  organizationId: string,
  invitationId: string,
): Promise<void> {
  const { db } = platform
  const organization = await getOrganizationFor(db, actor, organizationId, 'people.manage')
  const invitation = await getInvitationAt(platform, organizationId, invitationId)
  const sentAt = platform.now().getTime()
  if (sentAt - invitation.sentAt < leastMinutesBetween * 60_000) {
    throw new AppError('state-conflict', 'refused.sentJustNow', { minutes: leastMinutesBetween })
  }
  const again = { ...invitation, sentAt, expiresAt: sentAt + lifetimeMinutes * 60_000 }
  await commitInvitation(platform, actor, again, 'invitation.sent-again', [
    requireWaiting(db, invitationId),
    requireOpen(db, organizationId),
    updateInvitation(db, invitationId, { sentAt, expiresAt: again.expiresAt }),
    ...(await invitationMail(platform, organization, again)),
  ])
}

export async function withdrawInvitation(
  platform: Inviting,
  actor: PersonActor,
  organizationId: string,
  invitationId: string,
): Promise<void> {
  const { db } = platform
  await getOrganizationFor(db, actor, organizationId, 'people.manage')
  const invitation = await getInvitationAt(platform, organizationId, invitationId)
  await commitInvitation(platform, actor, invitation, 'invitation.withdrawn', [
    requireWaiting(db, invitationId),
    updateInvitation(db, invitationId, { withdrawnAt: platform.now().getTime() }),
  ])
}

export async function listInvitationsAt(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  organizationId: string,
): Promise<InvitationRow[]> {
  await getOrganizationFor(platform.db, actor, organizationId, 'people.manage')
  return await listWaitingInvitations(platform.db, organizationId)
}

export const invitationPurpose = 'invitation'

/** Two weeks: people have holidays. */
const lifetimeMinutes = 14 * 24 * 60
const leastMinutesBetween = 10

async function getInvitationAt(platform: Pick<Platform, 'db'>, organizationId: string, invitationId: string) {
  const found = await findInvitation(platform.db, invitationId)
  if (found?.organizationId !== organizationId) throw new AppError('not-found', 'refused.noInvitation')
  return found
}

async function commitInvitation(
  platform: Inviting,
  actor: PersonActor,
  { id, organizationId }: InvitationRow,
  action: AuditAction,
  statements: Statement[],
) {
  const event: AuditEvent = { actor: actor.personId, action, subject: organizationId, details: { invitation: id } }
  const overtaken = (cause: unknown) =>
    new AppError('state-conflict', isUniqueViolation(cause) ? invitedAlready : notOpenAnyMore, {}, { cause })
  await commit(
    platform,
    event,
    [requireRole(platform.db, actor.personId, 'people.manage', organizationId), ...statements],
    { overtaken },
  )
  platform.wakeJobs()
}

const invitedAlready = 'refused.invitedAlready'
const notOpenAnyMore = 'refused.invitationNotOpen'

async function invitationMail(
  platform: Inviting,
  organization: OrganizationRow,
  invitation: InvitationRow,
  { newcomer = invitation.id }: { newcomer?: string } = {},
): Promise<Statement[]> {
  const { db, config } = platform
  const path = await listPath(db, organization.id)
  const { language = null, timeZone = null } = effectiveSettings(path.map(({ settings }) => settings).reverse())
  const known = await findPersonByEmail(db, invitation.email)
  // Asked of somebody who is nobody here yet, too: how long it takes says nothing.
  const preferences = await findPreferences(db, known ?? { id: invitation.id, language: null, timeZone: null })
  const recipient = {
    id: invitation.id,
    name: invitation.name,
    email: invitation.email,
    language: preferences.language ?? language,
    timeZone: preferences.timeZone ?? timeZone,
  }
  const { secret, statement } = makeSecret(platform, {
    purpose: invitationPurpose,
    subject: invitation.id,
    lifetimeMinutes,
  })
  const voice = speakTo(recipient, config.defaultTimeZone)
  const names = { name: invitation.name, organization: organization.name }
  return [
    statement,
    ...mailEntry(platform, {
      to: invitation.email,
      ...(known && { personId: known.id }),
      aboutPersonId: known?.id ?? newcomer,
      kind: 'invitation',
      language: voice.locale,
      organization: organization.name,
      subject: voice.t('mail.invitation.subject', names),
      paragraphs: [
        voice.t('mail.invitation.lead', {
          ...names,
          roles: invitation.roles.map((role) => voice.t(`mail.role.${role}`)).join(', '),
        }),
        voice.t('mail.invitation.next', { day: voice.day(new Date(invitation.expiresAt)) }),
      ],
      button: { label: voice.t('mail.invitation.button'), url: `${config.origin}/invitations/${secret}` },
      footer: voice.t('mail.invitation.footer', names),
    }),
  ]
}
