import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { isUniqueViolation } from '../../platform/db/db.ts'
import { toHex } from '../../platform/encoding.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import type { Platform } from '../../platform/platform.ts'
import { getOrganizationFor, noOrganization } from '../organizations/organizations-store.ts'
import { requireRole } from '../organizations/role-conditions-store.ts'
import type { PersonActor } from '../people/actor.ts'
import { readManifest } from './one-roster.ts'
import { type ColumnMapping, columnMapping, readSample } from './plain-csv.ts'
import { openRosterFile } from './roster-file.ts'
import { findRosterFor, insertRoster, type RosterImport, requireRosterIn, updateRoster } from './rosters-store.ts'

export const mostRosterBytes = 128 * 1024 * 1024

export interface RosterUpload {
  fileName: string
  body: ReadableStream<Uint8Array>
}

type RosterPlatform = Pick<Platform, 'db' | 'files' | 'now' | 'newId' | 'randomBytes' | 'wakeJobs'>

/**
 * Keeps a roster and begins to read it: a OneRoster bundle (ZIP) at once, a plain CSV when it is said what its columns hold.
 * Nothing changes before somebody saw what would.
 */
export async function startRoster(
  platform: RosterPlatform,
  actor: PersonActor,
  organizationId: string,
  { fileName, body }: RosterUpload,
): Promise<RosterImport> {
  const { db } = platform
  await getOrganizationFor(db, actor, organizationId, 'people.manage')
  const key = `rosters/${organizationId}/${toHex(platform.randomBytes(16))}`
  const stored = await platform.files.put(key, body, { maxBytes: mostRosterBytes })
  try {
    const row: RosterImport = {
      id: platform.newId(),
      organizationId,
      fileName: fileName.replace(/[\p{Cc}/\\]/gu, '').slice(0, 200) || 'roster',
      fileKey: key,
      fileDigest: stored.sha256,
      mapping: null,
      problem: null,
      readRows: 0,
      appliedRows: 0,
      createdBy: actor.personId,
      createdAt: platform.now().getTime(),
      endedAt: null,
      ...(await recognize(platform, key)),
    }
    const event: AuditEvent = {
      actor: actor.personId,
      action: 'roster.sent',
      subject: organizationId,
      details: { roster: row.id, digest: row.fileDigest },
    }
    await commit(
      platform,
      event,
      [
        requireRole(db, actor.personId, 'people.manage', organizationId),
        insertRoster(db, row),
        ...(row.state === 'reading' ? [outboxEntry(platform, 'roster.read', { roster: row.id })] : []),
      ],
      { overtaken: (cause) => (isUniqueViolation(cause) ? anotherIsOpen(cause) : noOrganization(cause)) },
    )
    platform.wakeJobs()
    return row
  } catch (error) {
    await platform.files.delete(key)
    throw error
  }
}

/** Says which column holds what; reading begins. */
export async function mapRoster(
  platform: Pick<Platform, 'db' | 'now' | 'newId' | 'wakeJobs'>,
  actor: PersonActor,
  rosterId: string,
  details: unknown,
): Promise<void> {
  const { db } = platform
  const roster = await getRosterFor(platform, actor, rosterId)
  const mapping = columnMapping.parse(details)
  assertColumns(roster, mapping)
  const event: AuditEvent = {
    actor: actor.personId,
    action: 'roster.mapped',
    subject: roster.organizationId,
    details: { roster: rosterId },
  }
  await commit(
    platform,
    event,
    [
      requireRosterIn(db, rosterId, ['mapping']),
      requireRole(db, actor.personId, 'people.manage', roster.organizationId),
      updateRoster(db, rosterId, { mapping, state: 'reading' }),
      outboxEntry(platform, 'roster.read', { roster: rosterId }),
    ],
    { overtaken: movedOn },
  )
  platform.wakeJobs()
}

export async function getRosterFor({ db }: Pick<Platform, 'db'>, actor: PersonActor, rosterId: string) {
  const roster = await findRosterFor(db, actor, rosterId)
  if (!roster) throw new AppError('not-found', 'refused.noRoster')
  return roster
}

export const movedOn = 'refused.rosterMovedOn'

const anotherIsOpen = (cause: unknown) => new AppError('state-conflict', 'refused.anotherRosterOpen', {}, { cause })

const zipSignature = [0x50, 0x4b, 0x03, 0x04]

async function recognize(
  platform: Pick<Platform, 'files'>,
  key: string,
): Promise<Pick<RosterImport, 'format' | 'mode' | 'state' | 'columns'>> {
  const open = openRosterFile(platform, key)
  if (!(await beginsWith(platform, key, zipSignature))) {
    return { format: 'csv', mode: 'bulk', state: 'mapping', columns: await readSample(open) }
  }
  const { version, mode } = await readManifest(open)
  return { format: `one-roster-${version}`, mode, state: 'reading', columns: null }
}

async function beginsWith({ files }: Pick<Platform, 'files'>, key: string, bytes: readonly number[]): Promise<boolean> {
  const head = await files.get(key, { start: 0, end: bytes.length - 1 }).catch(() => undefined)
  if (!head) return false
  const read = new Uint8Array(await new Response(head.body).arrayBuffer())
  return bytes.every((byte, index) => read[index] === byte)
}

function assertColumns(roster: RosterImport, mapping: ColumnMapping) {
  const columns = new Set(roster.columns?.columns)
  for (const [field, name] of Object.entries(mapping)) {
    if (name === undefined || name === '' || columns.has(name)) continue
    throw invalidField(`/${field}`, 'unknown', 'refused.noSuchColumn')
  }
}
