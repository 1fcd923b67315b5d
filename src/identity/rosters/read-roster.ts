import { isPreconditionFailed, type Statement } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import { keepRefusal } from '../../platform/language/kept-refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { localDate } from '../organizations/local-date.ts'
import { newPersonId } from '../people/new-person-id.ts'
import { compareStatements } from './compare-roster-store.ts'
import { type OneRosterManifest, readOneRoster } from './one-roster.ts'
import { readPlainCsv } from './plain-csv.ts'
import { endsTooMany, type RosterFormat } from './roster.ts'
import type { RefusedEntry, RosterEntry, RosterOrganization, RosterPosition } from './roster-entry.ts'
import { openRosterFile } from './roster-file.ts'
import {
  countRosterRows,
  deleteRosterRows,
  findRoster,
  insertRosterRows,
  type RosterImport,
  type RosterRow,
  requireRosterIn,
  updateRoster,
} from './rosters-store.ts'

type ReadingPlatform = Pick<Platform, 'config' | 'db' | 'files' | 'now' | 'newId' | 'randomBytes' | 'log'>

/** Reads a roster and finds out what each of its lines would change. Begins anew when it is run again. */
export async function readRoster(platform: ReadingPlatform, rosterId: string): Promise<void> {
  const { db } = platform
  const roster = await findRoster(db, rosterId)
  if (roster?.state !== 'reading') return
  await read(platform, roster).catch(async (error: unknown) => {
    // Canceled meanwhile: whoever did took every line away, and none was added since.
    if (isPreconditionFailed(error)) return
    // What is wrong with the file stays wrong: only who sent it can help that.
    if (!(error instanceof AppError) || error.code === 'storage-full' || error.code === 'busy') throw error
    await fail(platform, roster, keepRefusal(error.refusal))
  })
}

async function read(platform: ReadingPlatform, roster: RosterImport): Promise<void> {
  const { db } = platform
  await write(db, roster, [deleteRosterRows(db, roster.id), updateRoster(db, roster.id, { readRows: 0 })])
  await stage(platform, roster)
  const today = await localDate(platform, roster.organizationId)
  for (const statement of compareStatements(db, roster, today)) await write(db, roster, [statement])
  const counts = await countRosterRows(db, roster, today)
  const state = endsTooMany(counts) ? 'held' : 'ready'
  await write(db, roster, [updateRoster(db, roster.id, { state, columns: null })])
}

const write = (db: ReadingPlatform['db'], { id }: RosterImport, statements: Statement[]) =>
  db.batch([requireRosterIn(db, id, ['reading']), ...statements])

const rowsPerBatch = 500
/** More people than any district has. */
const mostRows = 500_000

async function stage(platform: ReadingPlatform, roster: RosterImport) {
  const { db } = platform
  let number = 0
  let rows: RosterRow[] = []
  const flush = async () => {
    await write(db, roster, [insertRosterRows(db, rows), updateRoster(db, roster.id, { readRows: number })])
    rows = []
  }
  for await (const entry of openEntries(platform, roster)) {
    if (entry.kind === 'left-out') continue
    rows.push(toRow(platform, roster.id, ++number, entry))
    if (number > mostRows) throw new AppError('payload-too-large', 'refused.rosterTooLong', { most: mostRows })
    if (rows.length === rowsPerBatch) await flush()
  }
  if (number === 0) throw new AppError('validation', 'refused.rosterNobody')
  if (rows.length > 0) await flush()
}

function openEntries(platform: ReadingPlatform, roster: RosterImport): AsyncIterable<RosterEntry> {
  const open = openRosterFile(platform, roster.fileKey)
  const version = versions[roster.format]
  if (version) return readOneRoster(open, { version, mode: roster.mode })
  if (!roster.mapping) throw new AppError('state-conflict', 'refused.rosterUnmapped')
  return readPlainCsv(open, roster.mapping)
}

const versions: Record<RosterFormat, OneRosterManifest['version'] | undefined> = {
  'one-roster-1.1': '1.1',
  'one-roster-1.2': '1.2',
  csv: undefined,
}

/** With ids for what may have to be made; the comparison puts those of what is there in their place. */
function toRow(
  platform: Pick<Platform, 'newId' | 'randomBytes'>,
  importId: string,
  number: number,
  entry: RosterOrganization | RosterPosition | RefusedEntry,
): RosterRow {
  const { file, line, key } = entry
  const row = { ...emptyRow, importId, number, file, line, key }
  if (entry.kind === 'refused') {
    const kind = file === 'orgs.csv' ? 'organization' : 'position'
    return { ...row, kind, action: 'refuse', reason: entry.reason }
  }
  const action = entry.isEnding ? 'ending' : 'new'
  if (entry.kind === 'organization') {
    const { type, name, parentKey = null } = entry
    return { ...row, kind: 'organization', type, name, parentKey, action, organizationId: platform.newId() }
  }
  const { personKey, organizationKey = null, name, sortingName = null, email, title, lane = null } = entry
  const { startsOn = null, endsOn = null } = entry
  const ids = { personId: newPersonId(platform), positionId: platform.newId() }
  const said = { personKey, organizationKey, name, sortingName, email, title, lane, startsOn, endsOn }
  return { ...row, kind: 'position', ...said, action, ...ids }
}

const emptyRow = {
  personKey: null,
  organizationKey: null,
  parentKey: null,
  type: null,
  name: null,
  sortingName: null,
  email: null,
  title: null,
  lane: null,
  startsOn: null,
  endsOn: null,
  reason: null,
  note: null,
  organizationId: null,
  personId: null,
  positionId: null,
  appliedAt: null,
} satisfies Partial<RosterRow>

async function fail(platform: ReadingPlatform, { id, fileKey }: RosterImport, problem: string) {
  const { db } = platform
  const endedAt = platform.now().getTime()
  await db
    .batch([
      requireRosterIn(db, id, ['reading']),
      deleteRosterRows(db, id),
      updateRoster(db, id, { state: 'failed', problem, columns: null, endedAt }),
    ])
    .catch((error: unknown) => {
      // Canceled meanwhile, with its file.
      if (!isPreconditionFailed(error)) throw error
    })
  await platform.files.delete(fileKey)
}
