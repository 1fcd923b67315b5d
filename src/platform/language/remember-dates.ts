import { rememberRecent } from '../../openbadges/index.ts'

/** Dates in words, which no zone tells apart within a second. To write one takes as long as a signature, so they are remembered. */
export function rememberDates(format: Intl.DateTimeFormat): (date: Date) => string {
  const write = rememberRecent(1000, (second) => format.format(new Date(Number(second) * 1000)))
  return (date) => write(String(Math.floor(date.getTime() / 1000)))
}
