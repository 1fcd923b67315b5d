import { toCells } from './csv-records.ts'

const delimiters = [',', ';', '\t']

/** What the first lines of a file are divided by: what divides most of them into most cells alike. */
export const findDelimiter = (lines: readonly string[]): string =>
  delimiters.map((delimiter) => ({ delimiter, score: scoreOf(lines, delimiter) })).reduce(better).delimiter

interface Candidate {
  delimiter: string
  score: number
}
const better = (one: Candidate, other: Candidate) => (other.score > one.score ? other : one)

function scoreOf(lines: readonly string[], delimiter: string): number {
  const widths = lines.map((line) => toCells(line, delimiter, 'lenient')?.length ?? 0).filter((width) => width > 1)
  return Math.max(0, ...widths.map((width) => width * widths.filter((other) => other === width).length))
}

/** The line by which spreadsheets say it. */
export const saidDelimiter = (line: string | undefined): string | undefined =>
  /^"?sep=([,;\t|])"?[,;\t]*$/i.exec(line ?? '')?.[1]
