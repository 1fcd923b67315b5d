import { invalidField, type MessageValues, type RefusalKey } from '../../platform/errors.ts'
import { findDelimiter, saidDelimiter } from './csv-delimiter.ts'
import { mostLettersOfLine, readLines } from './csv-lines.ts'
import { type LineRecord, readRecords } from './csv-records.ts'

export interface CsvRecord {
  /** Of the file, counted from 1 with its heading. */
  line: number
  /** By the name of the column. Undefined where the line can't be read, or has more or fewer cells than the heading. */
  cells: ReadonlyMap<string, string> | undefined
}

interface Reading {
  file: string
  columnName: (heading: string) => string
}

/** The records of a CSV file (RFC 4180 as spreadsheets write it) as they arrive, without the heading. Throws AppError `validation` when it is none. */
export async function* readCsv(body: ReadableStream<Uint8Array>, reading: Reading): AsyncGenerator<CsvRecord> {
  const { file, columnName } = reading
  const lines = readLines(body)
  try {
    const { records, first } = await begin(lines)
    const start = findHeading(first)
    const heading = first[start]?.cells
    if (!heading) throw notAsExpected(file, 'empty', first.length === 0 ? 'refused.csvEmpty' : 'refused.csvNoColumns')
    if (start > 0) throw notAsExpected(file, 'title', 'refused.csvTitle')
    const names = readHeading(file, heading.map(columnName))
    for (const record of first.slice(start + 1)) yield toRecord(names, record)
    for await (const record of records) yield toRecord(names, record)
  } catch (error) {
    throw asProblem(file, error)
  } finally {
    await lines.return(undefined)
  }
}

const linesThatTell = 10

/** Looks at the first lines, which tell what divides them, and gives all of them. */
async function begin(lines: AsyncGenerator<string>) {
  const head: string[] = []
  while (head.length < linesThatTell) {
    const { done, value } = await lines.next()
    if (done) break
    head.push(value)
  }
  const said = saidDelimiter(head[0])
  if (said) head[0] = ''
  const records = readRecords(chain(head, lines), said ?? findDelimiter(head))
  const first: LineRecord[] = []
  while (first.length < linesThatTell) {
    const { done, value } = await records.next()
    if (done) break
    first.push(value)
  }
  return { records, first }
}

async function* chain(head: readonly string[], lines: AsyncGenerator<string>): AsyncGenerator<string> {
  yield* head
  yield* lines
}

/** Which of the first lines names the columns: a title has less in it than half of what follows. */
function findHeading(first: readonly LineRecord[]): number {
  const filled = first.map(({ cells = [] }) => cells.filter((cell) => cell !== '').length)
  return filled.findIndex((count) => count * 2 >= Math.max(...filled))
}

const mostColumns = 100

function readHeading(file: string, columns: string[]): string[] {
  const names = columns.slice(0, columns.findLastIndex((name) => name !== '') + 1)
  const named = names.filter((name) => name !== '')
  if (names.length > mostColumns) throw notAsExpected(file, 'columns', 'refused.csvColumns', { most: mostColumns })
  if (new Set(named).size < named.length) throw notAsExpected(file, 'columns', 'refused.csvTwins')
  return names
}

/** Empty cells past the last column say nothing. */
function toRecord(names: readonly string[], { line, cells }: LineRecord): CsvRecord {
  const fits = cells && cells.length >= names.length && cells.slice(names.length).every((cell) => cell === '')
  return { line, cells: fits ? new Map(names.map((name, index) => [name, cells[index] ?? ''])) : undefined }
}

function asProblem(file: string, error: unknown) {
  if (error instanceof RangeError) {
    return notAsExpected(file, 'csv', 'refused.csvLongLine', { most: mostLettersOfLine }, error)
  }
  if (error instanceof TypeError) return notAsExpected(file, 'encoding', 'refused.csvEncoding', {}, error)
  return error
}

export const notAsExpected = (file: string, code: string, key: RefusalKey, values?: MessageValues, cause?: unknown) =>
  invalidField(`/${file}`, code, key, { file, ...values }, cause)
