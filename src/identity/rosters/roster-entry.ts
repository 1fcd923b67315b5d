import { emailAddress } from '../people/email-address.ts'
import type { lanes } from '../people/people-tables.ts'
import { personName } from '../people/person.ts'

export type Lane = (typeof lanes)[number]

/** One line of a roster, in our words, whatever the form it came in. */
export type RosterEntry = RosterOrganization | RosterPosition | RefusedEntry | LeftOutEntry

interface Place {
  file: string
  /** Of the file, counted from 1 with its heading. */
  line: number
}
export interface RosterOrganization extends Place {
  kind: 'organization'
  /** What the roster calls it. */
  key: string
  parentKey: string | undefined
  type: 'district' | 'school'
  name: string
  isEnding: boolean
}
/** Somebody's place in a school or office. */
export interface RosterPosition extends Place {
  kind: 'position'
  /** One in its organization. */
  key: string
  personKey: string
  /** Absent for the organization that the roster is imported at. */
  organizationKey: string | undefined
  name: string
  sortingName: string | undefined
  email: string
  title: string
  lane: Lane | undefined
  startsOn: string | undefined
  endsOn: string | undefined
  isEnding: boolean
}
export interface RefusedEntry extends Place {
  kind: 'refused'
  key: string
  reason: RefusalReason
}
/** Students and their families are nothing that we may keep: not a word of such a line goes further than this. */
export interface LeftOutEntry {
  kind: 'left-out'
}

export const refusalReasons = [
  'no-key',
  'no-name',
  'no-email',
  'no-organization',
  'unknown-organization',
  'unknown-person',
  'lane',
  'date',
  'ends-before-it-starts',
  'columns',
  'duplicate',
  'address-of-another',
  'account-has-ended',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** What stands in the columns of one person, before it is known to be right. */
export interface PositionColumns {
  key: string
  personKey: string
  organizationKey: string | undefined
  givenName?: string | undefined
  familyName?: string | undefined
  name?: string | undefined
  email: string
  title: string
  lane: Lane | undefined
  startsOn: string
  endsOn: string
  isEnding: boolean
}

/** A position, or the first thing that is wrong with its line. */
export function toPosition(place: Place, columns: PositionColumns): RosterPosition | RefusedEntry {
  const refused = (reason: RefusalReason): RefusedEntry => ({ kind: 'refused', ...place, key: columns.key, reason })
  if (columns.key === '' || columns.personKey === '' || columns.key.length > 255) return refused('no-key')
  const { givenName = '', familyName = '' } = columns
  const name = personName.safeParse(columns.name || `${givenName} ${familyName}`)
  if (!name.success) return refused('no-name')
  const email = emailAddress.safeParse(columns.email)
  if (!email.success) return refused('no-email')
  const [startsOn, endsOn] = [readDate(columns.startsOn), readDate(columns.endsOn)]
  if (startsOn === 'wrong' || endsOn === 'wrong') return refused('date')
  if (startsOn !== undefined && endsOn !== undefined && endsOn < startsOn) return refused('ends-before-it-starts')
  return {
    kind: 'position',
    ...place,
    key: columns.key,
    personKey: columns.personKey,
    organizationKey: columns.organizationKey,
    name: name.data,
    sortingName: familyName === '' ? undefined : `${familyName}, ${givenName}`.slice(0, 200),
    email: email.data,
    title: columns.title.slice(0, 200),
    lane: columns.lane,
    startsOn,
    endsOn,
    isEnding: columns.isEnding,
  }
}

/** `2026-08-17`, with a time or without, or `8/17/2026` as spreadsheets in the United States write it, at midnight or without a time. */
const midnight = /[ T](?:0{1,2}:00(?::00(?:\.0+)?)?|12:00(?::00)? ?AM)$/i

function readDate(text: string): string | undefined | 'wrong' {
  const trimmed = text.trim().replace(midnight, '')
  if (trimmed === '') return undefined
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$/.exec(trimmed)
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(trimmed)
  const [year, month, day] = iso ? iso.slice(1) : us ? [us[3], us[1], us[2]] : []
  if (year === undefined || month === undefined || day === undefined) return 'wrong'
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const read = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date) ? date : 'wrong'
}
