import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { personEmail } from '../people/emails-tables.ts'
import { invitation, organization, role } from './organizations-tables.ts'
import type { RoleName } from './permissions.ts'

export type InvitationRow = typeof invitation.$inferSelect

export async function findInvitation(db: Db, invitationId: string): Promise<InvitationRow | undefined> {
  return (await db.select().from(invitation).where(eq(invitation.id, invitationId)))[0]
}

/** With the organization that invites, while it is open and the invitation is good. */
export interface OpenInvitation {
  invitation: InvitationRow
  organization: typeof organization.$inferSelect
}

export async function findOpenInvitation(
  db: Db,
  invitationId: string,
  now: number,
): Promise<OpenInvitation | undefined> {
  return (await selectOpen(db, now, eq(invitation.id, invitationId)))[0]
}

/** Those sent to an address that the person has shown to be theirs. */
export async function listInvitationsOf(db: Db, personId: string, now: number): Promise<OpenInvitation[]> {
  return await selectOpen(db, now, isAddressOf(personId))
}

/** Neither accepted nor withdrawn, the last sent first. They may be out of date. */
export async function listWaitingInvitations(db: Db, organizationId: string): Promise<InvitationRow[]> {
  return await db
    .select()
    .from(invitation)
    .where(and(eq(invitation.organizationId, organizationId), isWaiting))
    .orderBy(sql`${invitation.sentAt} desc`, asc(invitation.id))
    .limit(200)
}

export const insertInvitation = (
  db: Db,
  row: Pick<InvitationRow, 'id' | 'organizationId' | 'email' | 'name' | 'roles' | 'invitedBy' | 'createdAt'> &
    Pick<InvitationRow, 'sentAt' | 'expiresAt'>,
): Statement => db.insert(invitation).values(row)

export const requireWaiting = (db: Db, invitationId: string): Statement =>
  requireRow(
    db,
    'invitation waits',
    db
      .select({ id: invitation.id })
      .from(invitation)
      .where(and(eq(invitation.id, invitationId), isWaiting)),
  )

/** Good still, and sent to an address that this person has shown to be theirs. */
export const requireInvited = (
  db: Db,
  { invitationId, personId, now }: { invitationId: string; personId: string; now: number },
): Statement =>
  requireRow(
    db,
    'invitation is theirs',
    db
      .select({ id: invitation.id })
      .from(invitation)
      .innerJoin(organization, eq(organization.id, invitation.organizationId))
      .where(
        and(
          eq(invitation.id, invitationId),
          isWaiting,
          gt(invitation.expiresAt, now),
          isNull(organization.closedAt),
          isAddressOf(personId),
        ),
      ),
  )

export const updateInvitation = (
  db: Db,
  invitationId: string,
  change: Partial<Pick<InvitationRow, 'sentAt' | 'expiresAt' | 'withdrawnAt' | 'acceptedAt' | 'acceptedBy'>>,
): Statement => db.update(invitation).set(change).where(eq(invitation.id, invitationId))

export const insertInvitedRoles = (
  db: Db,
  { invitation: row, personId, createdAt }: { invitation: InvitationRow; personId: string; createdAt: number },
): Statement[] =>
  row.roles.map((name: RoleName) =>
    db.insert(role).values({ personId, organizationId: row.organizationId, name, createdAt }).onConflictDoNothing(),
  )

const isWaiting = and(isNull(invitation.acceptedAt), isNull(invitation.withdrawnAt))

const isAddressOf = (personId: string) =>
  sql`exists (select 1 from ${personEmail} where ${personEmail.email} = ${invitation.email}
    and ${personEmail.personId} = ${personId} and ${isNotNull(personEmail.verifiedAt)})`

const selectOpen = (db: Db, now: number, which: ReturnType<typeof sql> | ReturnType<typeof eq>) =>
  db
    .select({ invitation, organization })
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .where(and(which, isWaiting, gt(invitation.expiresAt, now), isNull(organization.closedAt)))
    .orderBy(asc(invitation.createdAt), asc(invitation.id))
    .limit(50)
