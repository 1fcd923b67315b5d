import type { PersonActor } from '../../../identity/people/actor.ts'
import { listRowsOfRoster } from '../../../identity/rosters/read-rosters.ts'
import type { Speech } from '../../../platform/language/speech.ts'
import type { Platform } from '../../../platform/platform.ts'
import { byteOrderMark, csvRow } from '../../text/csv.ts'

const mostRows = 10_000

/** The lines that were refused, each with its reason, for whoever keeps the file. */
export async function rowsToFix(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  rosterId: string,
  { t }: Speech,
): Promise<string> {
  const rows = await listRowsOfRoster(platform, actor, rosterId, { action: 'refuse', limit: mostRows })
  return (
    byteOrderMark +
    csvRow([t('rosters.file'), t('rosters.line'), t('rosters.key'), t('rosters.reason')]) +
    rows
      .map(({ file, line, key, reason }) =>
        csvRow([file, line, key, reason === null ? '' : t(`rosters.reason.${reason}`)]),
      )
      .join('')
  )
}
