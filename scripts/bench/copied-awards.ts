import type { NodePlatform } from '../../src/node/node-platform.ts'

/** A list of status positions is used up to its half. */
const copiesInList = 6
const awardsInCopy = 10_000

/**
 * Copies the awards that are there, up to ten thousand, with the work they rest on: each copy has ids of its own and is older than
 * the one before. Every rule and index of the database is kept.
 */
export function prepareCopies(sqlite: NodePlatform['sqlite']): (copy: number) => void {
  // The first letters of an id are its time.
  const earlier = (id: unknown, by: unknown) => {
    const time = Number.parseInt(String(id).slice(0, 8), 16) - Number(by)
    return time.toString(16).padStart(8, '0') + String(id).slice(8)
  }
  sqlite.function('earlier', { deterministic: true }, earlier)
  sqlite.exec('create temp table original as select row_number() over (order by id) - 1 as number, * from award')
  const copied = {
    id: 'earlier(id, @copy)',
    submission_id: 'earlier(submission_id, @copy)',
    review_id: 'earlier(review_id, @copy)',
    status_list_id: 'earlier(status_list_id, @list)',
    status_position: '@first + number',
  }
  const copyInto = (table: string, source: string, changes: Readonly<Record<string, string>>) => {
    const columns = sqlite.prepare(`select name from pragma_table_info('${table}')`).pluck().all().map(String)
    const values = columns.map((column) => changes[column] ?? column)
    return sqlite.prepare(`insert or ignore into ${table} (${columns.join()}) select ${values.join()} from ${source}`)
  }
  const { id, submission_id, review_id, status_list_id, status_position } = copied
  const ofOriginals = (column: string) => `in (select ${column} from original)`
  const statements = [
    copyInto('status_list', `status_list where id ${ofOriginals('status_list_id')}`, {
      id: 'earlier(id, @list)',
      taken: 'length / 2',
    }),
    copyInto('submission', `submission where id ${ofOriginals('submission_id')}`, { id }),
    copyInto('attempt', `attempt where submission_id ${ofOriginals('submission_id')}`, { id, submission_id }),
    copyInto('review', `review where id ${ofOriginals('review_id')}`, { id, submission_id }),
    copyInto('review_score', `review_score where review_id ${ofOriginals('review_id')}`, { review_id }),
    copyInto('status_position', 'original', { status_list_id, position: status_position }),
    copyInto('award', 'original', copied),
  ]
  return sqlite.transaction((copy: number) => {
    const list = Math.floor(copy / copiesInList) + 1
    const values = { copy, list, first: (copy % copiesInList) * awardsInCopy }
    for (const statement of statements) statement.run(values)
  })
}
