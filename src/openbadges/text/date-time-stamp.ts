/** xsd:dateTimeStamp, as VCDM 2.0 § Validity Period asks for: a moment with its zone. Days that no calendar has are none. */
export function isDateTimeStamp(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)(?:Z|[+-]\d\d:\d\d)$/.exec(text) ?? []
  // Date.parse moves 30 February into March and midnight 24:00 into the next day.
  const calendarDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return calendarDay.getUTCDate() === Number(day) && !text.includes('T24') && !Number.isNaN(Date.parse(text))
}

/** A moment in whole seconds of UTC: a VC-JWT cannot carry more (RFC 7519 §2, NumericDate). */
export function toDateTimeStamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}
