import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { getOrganizationFor } from './organizations-store.ts'
import type { StaffMember, StaffPage } from './staff.ts'
import { listStaff } from './staff-store.ts'

/** Everybody with a role at an organization or below it, for who may see its people. */
export async function listStaffOf(
  { db }: Pick<Platform, 'db'>,
  actor: PersonActor,
  organizationId: string,
  page: StaffPage,
): Promise<StaffMember[]> {
  await getOrganizationFor(db, actor, organizationId, 'people.see')
  return await listStaff(db, organizationId, page)
}
