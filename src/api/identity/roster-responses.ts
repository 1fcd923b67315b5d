import type { RosterCounts } from '../../identity/rosters/roster.ts'
import type { RosterRow, RosterWithPlace } from '../../identity/rosters/rosters-store.ts'
import { sayKept } from '../../platform/language/kept-refusal.ts'
import type { Speech } from '../../platform/language/speech.ts'

export const toRosterResponse = (roster: RosterWithPlace & { counts?: RosterCounts }, speech: Speech) => ({
  id: roster.id,
  organization: { id: roster.organizationId, name: roster.organizationName },
  format: roster.format,
  mode: roster.mode,
  state: roster.state,
  file_name: roster.fileName,
  problem: roster.problem && sayKept(roster.problem, speech),
  columns: roster.columns?.columns ?? null,
  read_rows: roster.readRows,
  applied_rows: roster.appliedRows,
  ...(roster.counts && {
    organizations: roster.counts.organizations,
    positions: roster.counts.positions,
    unread_rows: roster.counts.unread,
    open_positions_before: roster.counts.openBefore,
  }),
  created_at: new Date(roster.createdAt).toISOString(),
  ended_at: roster.endedAt === null ? null : new Date(roster.endedAt).toISOString(),
})

export const toRosterRowResponse = (row: RosterRow & { organizationName: string | null }) => ({
  number: row.number,
  kind: row.kind,
  file: row.file === '' ? null : row.file,
  line: row.line === 0 ? null : row.line,
  key: row.key,
  name: row.name,
  email: row.email,
  title: row.title,
  organization_name: row.organizationName,
  action: row.action,
  reason: row.reason,
  note: row.note,
})
