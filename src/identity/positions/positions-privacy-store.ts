import { eq } from 'drizzle-orm'
import type { PersonalRecords } from '../../platform/db/personal-records.ts'
import { listOwnPositions } from './change-positions.ts'
import { position } from './positions-tables.ts'

export const positionsPersonalRecords = {
  rows: [position],
  words: [],
  kept: [],
  async gather(platform, { personId }) {
    const positions = await listOwnPositions(platform, { kind: 'person', personId })
    return {
      positions: positions.map((held) => ({
        title: held.title,
        organization: held.organizationName,
        lane: held.lane,
        starts_on: held.startsOn,
        ends_on: held.endsOn,
      })),
    }
  },
  erase: (db, { isTheirs }) => [db.delete(position).where(isTheirs(position.personId))],
  merge: (db, { from, into }) => [db.update(position).set({ personId: into }).where(eq(position.personId, from))],
} as const satisfies PersonalRecords
