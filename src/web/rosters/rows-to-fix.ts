import type { PersonActor } from '../../people/actor.ts'
import type { Platform } from '../../platform.ts'
import { listRowsOfRoster } from '../../rosters/read-rosters.ts'
import { byteOrderMark, csvRow } from '../text/csv.ts'
import type { Speech } from '../text/speech.ts'

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
