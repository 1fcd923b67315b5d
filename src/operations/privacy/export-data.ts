import { bakeAward } from '../../credentials/awards/bake-award.ts'
import { getPublicAward } from '../../credentials/awards/read-awards.ts'
import { accountMail } from '../../identity/people/account-mail.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { accountIsOver, findPerson, type Person, requirePresent } from '../../identity/people/people-store.ts'
import { findPreferences } from '../../identity/people/preferences-store.ts'
import { commit } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed, isUniqueViolation } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import { outboxEntry } from '../../platform/jobs/outbox.ts'
import { retryFailedJobs } from '../../platform/jobs/outbox-store.ts'
import { type Speech, speakTo } from '../../platform/language/speech.ts'
import type { FileContent, Platform } from '../../platform/platform.ts'
import { exportPage } from './export-page.ts'
import {
  type DataExport,
  deleteExport,
  findExport,
  insertExport,
  isExportFile,
  listExports,
  listExportsOver,
  markExportReady,
  requireWaitingExport,
} from './exports-store.ts'
import { gatherPersonalData, type PersonalData } from './personal-data.ts'
import { countPersonalRecords } from './personal-records-store.ts'
import { mostZipEntries, type ZipEntry, zipStream } from './zip-stream.ts'

const days = 7
/** Less than R2 takes in parts; a disk that is full says so before. */
const mostBytes = 32 * 1024 ** 3

/** A job makes the file, and mail says when it is there. */
export async function askForExport(
  platform: Pick<Platform, 'db' | 'now' | 'newId' | 'wakeJobs'>,
  actor: PersonActor,
): Promise<DataExport> {
  const { db } = platform
  const { personId } = actor
  await assertFitsArchive(db, personId)
  const id = platform.newId()
  const createdAt = platform.now().getTime()
  const row: DataExport = {
    id,
    personId,
    state: 'waiting',
    fileKey: `exports/${id}.zip`,
    size: null,
    createdAt,
    expiresAt: createdAt + days * 24 * 60 * 60_000,
  }
  await commit(
    platform,
    { actor: personId, action: 'person.export-asked', subject: personId, details: { export: id } },
    [requirePresent(db, personId), insertExport(db, row), outboxEntry(platform, 'person.export', { export: id })],
    { overtaken: (cause) => (isUniqueViolation(cause) ? askedAlready(cause) : accountIsOver(cause)) },
  )
  platform.wakeJobs()
  return row
}

const askedAlready = (cause: unknown) => new AppError('state-conflict', 'refused.dataUnderWay', {}, { cause })

/** One file of credentials and one picture for each badge, one for each piece of work, and the two that name them all. */
async function assertFitsArchive(db: Platform['db'], personId: string) {
  const { evidence = 0, awards = 0 } = await countPersonalRecords(db, personId)
  if (evidence + 2 * awards + 2 > mostZipEntries) throw new AppError('state-conflict', 'refused.archiveTooLarge')
}

/** The job. Run twice, it writes the same file again. */
export async function writeExport(platform: Platform, exportId: string): Promise<void> {
  const { db } = platform
  const asked = await findExport(db, exportId)
  const person = asked && (await findPerson(db, asked.personId))
  if (asked?.state !== 'waiting' || !person || person.erasedAt !== null || person.mergedInto !== null) return
  const data = await gatherPersonalData(platform, { kind: 'person', personId: person.id })
  const stored = await platform.files.put(
    asked.fileKey,
    zipStream(entriesOf(platform, data, await speakToPerson(platform, person))),
    { maxBytes: mostBytes },
  )
  await commit(
    platform,
    {
      actor: 'system',
      action: 'person.exported',
      subject: person.id,
      details: { export: asked.id, bytes: stored.size },
    },
    [
      requireWaitingExport(db, asked.id),
      markExportReady(db, asked.id, stored),
      ...(await accountMail(platform, person, 'exported', {
        path: '/me/export',
        values: { day: new Date(asked.expiresAt) },
      })),
    ],
  ).catch(async (error: unknown) => {
    if (!isPreconditionFailed(error)) throw error
    // Whoever asked was erased or joined meanwhile.
    await platform.files.delete(asked.fileKey)
  })
  platform.wakeJobs()
}

/** What somebody asked for, newest first, as far as there is or will be something to download. */
export const listOwnExports = (
  { db, now }: Pick<Platform, 'db' | 'now'>,
  { personId }: PersonActor,
): Promise<DataExport[]> => listExports(db, personId, now().getTime())

/** Only one's own, and while its time lasts. */
export async function openExport(
  platform: Pick<Platform, 'db' | 'files' | 'now'>,
  actor: PersonActor,
  exportId: string,
): Promise<FileContent> {
  const own = (await listOwnExports(platform, actor)).find(({ id }) => id === exportId)
  const file = own?.state === 'ready' ? await platform.files.get(own.fileKey) : undefined
  if (!file) throw new AppError('not-found', 'refused.archiveGone')
  return file
}

/** Nothing stays longer than was said. */
export async function tidyExports(platform: Pick<Platform, 'db' | 'files' | 'now'>): Promise<void> {
  // Who waits for one can't ask for another.
  await platform.db.batch([retryFailedJobs(platform.db, ['person.export'], platform.now().getTime())])
  for (const { id, fileKey } of await listExportsOver(platform.db, platform.now().getTime())) {
    await platform.files.delete(fileKey)
    await deleteExport(platform.db, id)
  }
  // A crash between the file and its row leaves what nobody asks for any more.
  const yesterday = platform.now().getTime() - 24 * 60 * 60_000
  for await (const { key, storedAt } of platform.files.list('exports/'))
    if (storedAt.getTime() < yesterday && !(await isExportFile(platform.db, key))) await platform.files.delete(key)
}

async function speakToPerson({ config, db }: Pick<Platform, 'config' | 'db'>, person: Person): Promise<Speech> {
  return speakTo(await findPreferences(db, person), config.defaultTimeZone)
}

async function* entriesOf(platform: Platform, data: PersonalData, speech: Speech): AsyncGenerator<ZipEntry> {
  const modifiedAt = platform.now()
  yield { name: 'index.html', content: exportPage(data, speech), modifiedAt }
  yield { name: 'data.json', content: `${JSON.stringify(data, withoutKeys, 2)}\n`, modifiedAt }
  for (const { id, credential, picture } of data.awards) {
    const details = await getPublicAward(platform, id)
    yield { name: credential, content: details.award.credential, modifiedAt }
    yield { name: picture, content: await bakeAward(platform, details, 'png'), modifiedAt }
  }
  for (const { file, file_key } of data.submissions.flatMap(({ evidence }) => evidence)) {
    const found = file === undefined || file_key === undefined ? undefined : await platform.files.get(file_key)
    if (found && file !== undefined) yield { name: file, content: found.body, modifiedAt }
  }
}

/** Where a file lies in our storage says nothing to anybody else. */
const withoutKeys = (key: string, value: unknown) => (key === 'file_key' ? undefined : value)
