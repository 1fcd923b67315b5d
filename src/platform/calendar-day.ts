/** The day it is at that moment in a time zone, as yyyy-mm-dd. */
export const calendarDay = (moment: Date, timeZone: string): string =>
  // Sweden writes dates as ISO 8601 does.
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment)
