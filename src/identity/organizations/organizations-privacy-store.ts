import { and, asc, eq, isNull, or, sql } from 'drizzle-orm'
import { isoTime, type PersonalRecords } from '../../platform/db/personal-records.ts'
import { invitation, joinRequest, knownAs, organization, role } from './organizations-tables.ts'
import { listRolesOf } from './roles-store.ts'

export const organizationsPersonalRecords = {
  rows: [role, knownAs, joinRequest, invitation],
  words: [],
  kept: [joinRequest.decidedBy, invitation.invitedBy],
  async gather({ db }, { personId, isTheirs }) {
    const roles = await listRolesOf(db, personId)
    // What lists of organizations call them, where those do not know their account.
    const names = await db
      .select({ organization: organization.name, name: knownAs.name, email: knownAs.email })
      .from(knownAs)
      .innerJoin(organization, eq(organization.id, knownAs.organizationId))
      .where(isTheirs(knownAs.personId))
      .orderBy(asc(organization.name), asc(organization.id))
    return {
      roles: roles.map((held) => ({ role: held.role, organization: held.organization, since: isoTime(held.since) })),
      known_as: names,
    }
  },
  erase: (db, { isTheirs, isTheirAddress }) => [
    db.delete(role).where(isTheirs(role.personId)),
    db.delete(knownAs).where(isTheirs(knownAs.personId)),
    db.delete(joinRequest).where(isTheirs(joinRequest.personId)),
    db.delete(invitation).where(or(isTheirs(invitation.acceptedBy), isTheirAddress(invitation.email))),
  ],
  merge: (db, { from, into }) => [
    // What an organization was not to know of the one, it is not to know of the other, unless it does already.
    db
      .insert(knownAs)
      .select(
        sql`select ${into}, known.organization_id, known.name, known.email from known_as known
          where known.person_id = ${from} and not exists (select 1 from role
            join organization_ancestor above on above.organization_id = role.organization_id
            where role.person_id = ${into} and above.ancestor_id = known.organization_id)`,
      )
      .onConflictDoNothing(),
    db.delete(knownAs).where(eq(knownAs.personId, from)),
    db
      .insert(role)
      .select(
        sql`select ${into}, organization_id, name, created_at, suspended_at from ${role} where person_id = ${from}`,
      )
      .onConflictDoNothing(),
    db.delete(role).where(eq(role.personId, from)),
    db.delete(joinRequest).where(and(eq(joinRequest.personId, from), isNull(joinRequest.decision))),
    db.update(joinRequest).set({ personId: into }).where(eq(joinRequest.personId, from)),
  ],
} as const satisfies PersonalRecords
