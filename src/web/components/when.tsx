import { useSpeech } from '../visit.tsx'

/** A day or a moment, spelled for the reader and exact for programs. */
export const When = ({ date, withTime }: { date: Date; withTime?: boolean }) => {
  const speech = useSpeech()
  return <time datetime={date.toISOString()}>{withTime ? speech.moment(date) : speech.day(date)}</time>
}

/** A day that a credential states. */
export const DayOnRecord = ({ date }: { date: Date }) => (
  <time datetime={date.toISOString()}>{useSpeech().recordDay(date)}</time>
)

/** A day of the calendar (yyyy-mm-dd), the same in every time zone. */
export const CalendarDay = ({ day }: { day: string }) => {
  const { calendarDay } = useSpeech()
  return <time datetime={day}>{calendarDay(day)}</time>
}
