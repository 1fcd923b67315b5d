import type { ListPage } from '../../platform/db/paging.ts'
import type { Platform } from '../../platform/platform.ts'
import { localDate } from '../organizations/local-date.ts'
import type { PersonActor } from '../people/actor.ts'
import type { OutcomeAction, RosterCounts, RosterState } from './roster.ts'
import { countRosterRows, listRosterRows, listRostersFor, type RosterWithPlace } from './rosters-store.ts'
import { getRosterFor } from './start-roster.ts'

export interface RosterView extends RosterWithPlace {
  counts: RosterCounts
}

/** One roster with what it would change, or did. */
export async function getRoster(
  platform: Pick<Platform, 'config' | 'db' | 'now'>,
  actor: PersonActor,
  rosterId: string,
): Promise<RosterView> {
  const roster = await getRosterFor(platform, actor, rosterId)
  const today = await localDate(platform, roster.organizationId)
  return { ...roster, counts: await countRosterRows(platform.db, roster, today) }
}

export const listRosters = (
  { db }: Pick<Platform, 'db'>,
  actor: PersonActor,
  page: ListPage,
): Promise<RosterWithPlace[]> => listRostersFor(db, actor, page)

/** Line by line, in the order of the file; what is missing in it comes last. */
export async function listRowsOfRoster(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  rosterId: string,
  page: { action?: OutcomeAction | undefined; after?: number | undefined; limit: number },
) {
  const { id } = await getRosterFor(platform, actor, rosterId)
  return await listRosterRows(platform.db, id, page)
}

/** The one of an organization that was sent and neither applied nor canceled yet: there can't be another. */
export const findOpenRosterOf = async (
  { db }: Pick<Platform, 'db'>,
  actor: PersonActor,
  organizationId: string,
): Promise<RosterWithPlace | undefined> =>
  (await listRostersFor(db, actor, { limit: 200 })).find(
    (roster) => roster.organizationId === organizationId && !overStates.includes(roster.state),
  )

const overStates: readonly RosterState[] = ['done', 'failed', 'canceled']
