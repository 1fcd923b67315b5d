import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/stream'
import { invalidField, type MessageValues, type RefusalKey } from '../../platform/errors.ts'
import { isDelimiterLine, type OpenedCsv, openCsv } from './open-csv.ts'

export interface CsvRecord {
  /** Of the file, counted from 1 with its heading. */
  line: number
  /** By the name of the column. Undefined where the line has more or fewer cells than the heading. */
  cells: ReadonlyMap<string, string> | undefined
}

/** The records of a CSV file (RFC 4180, UTF-8) as they arrive, without the heading. Throws AppError `validation` when it is none. */
export async function* readCsv(
  body: ReadableStream<Uint8Array>,
  { file, columnName }: { file: string; columnName: (heading: string) => string },
): AsyncGenerator<CsvRecord> {
  let names: string[] | undefined
  try {
    for await (const { record, info } of asRecords(await openCsv(body))) {
      if (names === undefined) {
        if (!isDelimiterLine(record)) names = readHeading(file, record.map(columnName))
        continue
      }
      if (isTitle(names, record)) throw notAsExpected(file, 'title', 'refused.csvTitle')
      yield { line: info.lines, cells: toCells(names, record) }
    }
  } catch (error) {
    throw asProblem(file, error)
  }
  if (names === undefined) throw notAsExpected(file, 'empty', 'refused.csvEmpty')
}

const mostColumns = 100
const mostRecordBytes = 64 * 1024

interface ParsedRecord {
  record: string[]
  info: { lines: number }
}

function asRecords({ text, delimiter }: OpenedCsv): AsyncIterable<ParsedRecord> {
  // Typed as streams of anything; with `info` each record comes with where it ends.
  const parser = parse({
    bom: true,
    delimiter,
    // All of them: which one a file has can change within it, where two were put together.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    skip_records_with_empty_values: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: mostRecordBytes,
  }) as unknown as TransformStream<Uint8Array, ParsedRecord>
  return inTurn(text.pipeThrough(onlyUtf8()).pipeThrough(parser))
}

/** Not every runtime has iterators on streams. Who stops early ends the stream. */
async function* inTurn<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** Names in another encoding would come out wrong, and nobody would see it before they are printed. */
function onlyUtf8(): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return new TransformStream({
    transform(chunk, controller) {
      decoder.decode(chunk, { stream: true })
      controller.enqueue(chunk)
    },
    flush() {
      decoder.decode()
    },
  })
}

function readHeading(file: string, columns: string[]): string[] {
  const names = columns.slice(0, columns.findLastIndex((name) => name !== '') + 1)
  const named = names.filter((name) => name !== '')
  if (names.length > mostColumns) throw notAsExpected(file, 'columns', 'refused.csvColumns', { most: mostColumns })
  if (new Set(named).size < named.length) throw notAsExpected(file, 'columns', 'refused.csvTwins')
  return names
}

/** Empty cells past the last column say nothing. */
const toCells = (names: readonly string[], record: readonly string[]) =>
  record.length >= names.length && record.slice(names.length).every((cell) => cell === '')
    ? new Map(names.map((name, index) => [name, record[index] ?? '']))
    : undefined

/** One thing by itself above a line of several is no heading. */
const isTitle = (names: readonly string[], record: readonly string[]) =>
  names.filter((name) => name !== '').length === 1 && record.filter((cell) => cell !== '').length > 1

function asProblem(file: string, error: unknown) {
  if (error instanceof CsvError)
    return notAsExpected(file, 'csv', 'refused.notCsv', { line: Number(error.lines ?? 1) }, error)
  if (error instanceof TypeError) return notAsExpected(file, 'encoding', 'refused.csvEncoding', {}, error)
  return error
}

export const notAsExpected = (file: string, code: string, key: RefusalKey, values?: MessageValues, cause?: unknown) =>
  invalidField(`/${file}`, code, key, { file, ...values }, cause)
