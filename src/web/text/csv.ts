/** One row as RFC 4180 has it. A cell that a spreadsheet would take for a formula is told apart by an apostrophe. */
export const csvRow = (cells: readonly (string | number)[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** With it, spreadsheets read UTF-8. */
export const byteOrderMark = '\ufeff'

const csvCell = (value: string | number) => {
  const text = String(value)
  const safe = typeof value === 'string' && startsFormula.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const startsFormula = /^[\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
