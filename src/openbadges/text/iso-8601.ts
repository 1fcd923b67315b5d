import { isDateTimeStamp } from './date-time-stamp.ts'

/**
 * The moment that an ISO 8601 date says, as xsd:dateTimeStamp. Older badges leave out seconds, the zone, or the whole time of
 * day: then it is the first second, and UTC, wherever it is read. Undefined for everything else, numbers of seconds among it.
 */
export function toMoment(text: string): string | undefined {
  if (isDateTimeStamp(text)) return text
  const [, day, time = '00:00', seconds = ':00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i.exec(text) ?? []
  const stamp = `${day}T${time}${seconds}${toZone(zone)}`
  return isDateTimeStamp(stamp) ? stamp : undefined
}

function toZone(zone: string): string {
  const [, hours, minutes = '00'] = /^([+-]\d\d):?(\d\d)?$/.exec(zone) ?? []
  return hours === undefined ? 'Z' : `${hours}:${minutes}`
}
