import { parse } from 'csv-parse/sync'

export interface LineRecord {
  /** Of the file, counted from 1. */
  line: number
  /** Undefined where quotes do not close. */
  cells: string[] | undefined
}

/**
 * The records of lines, blank ones left out. A quote that does not close costs its own line and no other: where taking
 * further lines into a cell does not come out right, the next line is read for itself.
 */
export async function* readRecords(lines: AsyncIterator<string>, delimiter: string): AsyncGenerator<LineRecord> {
  const ahead: string[] = []
  for (let line = 1; ; ) {
    const first = ahead.shift() ?? (await take(lines))
    if (first === undefined) return
    const whole = toCells(first, delimiter)
    const taken = whole ? 0 : await closeQuotes(first, { ahead, lines, delimiter })
    const text = [first, ...ahead.splice(0, taken)].join('\n')
    const cells = whole ?? (taken > 0 ? toCells(text, delimiter) : toCells(first, delimiter, 'lenient'))
    if (!cells || cells.some((cell) => cell !== '')) yield { line, cells }
    line += 1 + taken
  }
}

/** How many further lines belong to the cell that was opened; 0 where that can't be told. */
async function closeQuotes(
  first: string,
  { ahead, lines, delimiter }: { ahead: string[]; lines: AsyncIterator<string>; delimiter: string },
): Promise<number> {
  if (!opensCell(first, delimiter)) return 0
  for (let taken = 1; taken <= mostLinesOfRecord; taken += 1) {
    const next = ahead[taken - 1] ?? (await take(lines))
    if (next === undefined) return 0
    if (ahead.length < taken) ahead.push(next)
    const text = [first, ...ahead.slice(0, taken)].join('\n')
    if (text.length > mostLettersOfRecord) return 0
    const cells = toCells(text, delimiter)
    if (cells) return ahead.slice(0, taken).some((line) => isWholeRecord(line, cells.length, delimiter)) ? 0 : taken
  }
  return 0
}

const mostLinesOfRecord = 20
const mostLettersOfRecord = 16 * 1024

const opensCell = (line: string, delimiter: string) => line.split(delimiter).some((cell) => /^\s*"/.test(cell))

/** What reads as a line of its own was swallowed by a stray quote. */
const isWholeRecord = (line: string, width: number, delimiter: string) =>
  toCells(line, delimiter, 'lenient')?.length === width

async function take(lines: AsyncIterator<string>): Promise<string | undefined> {
  const { done, value } = await lines.next()
  return done ? undefined : value
}

/** As RFC 4180 has it; `lenient` takes a quote within a cell for a letter of it. Undefined where quotes do not close. */
export function toCells(text: string, delimiter: string, manner: 'strict' | 'lenient' = 'strict') {
  if (text.trim() === '') return []
  try {
    const [cells] = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: manner === 'lenient',
      record_delimiter: '\u0000',
      trim: delimiter !== '\t',
    }) as string[][]
    return (cells ?? []).map((cell) => cell.trim().normalize())
  } catch {
    return undefined
  }
}
