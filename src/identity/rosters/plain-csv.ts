import * as z from 'zod'
import { organizationName } from '../organizations/create-organization.ts'
import { lanes } from '../people/people-tables.ts'
import type { OpenFile } from './one-roster-bundle.ts'
import { notAsExpected, readCsv } from './read-csv.ts'
import { type Lane, type RosterEntry, toPosition } from './roster-entry.ts'

export const rosterFields = [
  'email',
  'name',
  'givenName',
  'familyName',
  'staffId',
  'school',
  'title',
  'lane',
  'startsOn',
  'endsOn',
] as const
export type RosterField = (typeof rosterFields)[number]

const column = z.string().max(200)

/** Which column of the file holds what. */
export const columnMapping = z
  .strictObject({
    email: column.min(1, 'refused.chooseEmailColumn'),
    ...Object.fromEntries(rosterFields.slice(1).map((field) => [field, column.optional()])),
  })
  .transform((mapping): ColumnMapping => mapping)
  .refine((mapping) => mapping.name || (mapping.givenName && mapping.familyName), {
    path: ['name'],
    message: 'refused.chooseNameColumn',
  })
export type ColumnMapping = { email: string } & { [Field in Exclude<RosterField, 'email'>]?: string | undefined }

export interface CsvSample {
  columns: string[]
  /** The first of the file, in the order of the columns. */
  rows: string[][]
}

const sampledRows = 5

/** What a person needs to see to say which column is what. */
export async function readSample(openFile: OpenFile): Promise<CsvSample> {
  const headings: string[] = []
  const columnName = (heading: string) => {
    headings.push(heading)
    return heading
  }
  const rows: string[][] = []
  for await (const { cells } of readCsv(await openFile(), { file: 'file', columnName })) {
    if (cells) rows.push(headings.map((heading) => cells.get(heading) ?? ''))
    if (rows.length === sampledRows) break
  }
  const columns = headings.filter((heading) => heading !== '')
  if (columns.length < 2) {
    throw notAsExpected('file', 'columns', 'refused.csvNoColumns')
  }
  return { columns, rows }
}

/** What the names of columns say, as districts and their systems write them. */
export function guessMapping(columns: readonly string[]): Partial<Record<RosterField, string>> {
  const find = (field: RosterField) => {
    const names = usualNames[field]
    return columns.find((heading) => names.includes(heading.toLowerCase().replace(/[^a-z]/g, '')))
  }
  return Object.fromEntries(rosterFields.flatMap((field) => (find(field) === undefined ? [] : [[field, find(field)]])))
}

const usualNames: Record<RosterField, readonly string[]> = {
  email: ['email', 'emailaddress', 'workemail', 'mail', 'schoolemail', 'staffemail', 'correo'],
  name: ['name', 'fullname', 'displayname', 'staffname', 'employeename'],
  givenName: ['givenname', 'firstname', 'first', 'preferredname', 'preferredfirstname'],
  familyName: ['familyname', 'lastname', 'last', 'surname'],
  staffId: ['staffid', 'employeeid', 'employeenumber', 'id', 'personid', 'sourcedid', 'stateid'],
  school: ['school', 'schoolname', 'site', 'building', 'location', 'campus', 'organization', 'organisation'],
  title: ['title', 'jobtitle', 'position', 'positiontitle', 'role', 'job', 'assignment'],
  lane: ['lane', 'stafftype', 'staffcategory', 'category', 'employeetype'],
  startsOn: ['startson', 'startdate', 'start', 'begindate', 'hiredate', 'from'],
  endsOn: ['endson', 'enddate', 'end', 'terminationdate', 'until', 'to'],
}

/** Everybody in the file, and each school that it names once, before those who work there. */
export async function* readPlainCsv(openFile: OpenFile, mapping: ColumnMapping): AsyncGenerator<RosterEntry> {
  const file = 'file'
  const schools = new Set<string>()
  for await (const { line, cells } of readCsv(await openFile(), { file, columnName: (heading) => heading })) {
    if (!cells) {
      yield { kind: 'refused', file, line, key: '', reason: 'columns' }
      continue
    }
    const read = (field: RosterField) => cells.get(mapping[field] ?? '') ?? ''
    const { data: school = '' } = organizationName.safeParse(read('school').slice(0, 200))
    const key = schoolKey(school)
    if (school !== '' && !schools.has(key)) {
      schools.add(key)
      yield {
        kind: 'organization',
        file,
        line,
        key,
        parentKey: undefined,
        type: 'school',
        name: school,
        isEnding: false,
      }
    }
    yield* toEntry({ file, line }, read, school === '' ? undefined : key)
  }
}

/** Schools of a plain list are known by their names. */
const schoolKey = (name: string) => `name:${name.toLowerCase().replace(/\s+/g, ' ')}`

function* toEntry(
  place: { file: string; line: number },
  read: (field: RosterField) => string,
  organizationKey: string | undefined,
): Generator<RosterEntry> {
  const personKey = read('staffId') || read('email').toLowerCase()
  const lane = readLane(read('lane'))
  if (lane === 'wrong') return yield { kind: 'refused', ...place, key: personKey, reason: 'lane' }
  const entry = toPosition(place, {
    key: personKey,
    personKey,
    organizationKey,
    name: read('name'),
    givenName: read('givenName'),
    familyName: read('familyName'),
    email: read('email'),
    title: read('title'),
    lane,
    startsOn: read('startsOn'),
    endsOn: read('endsOn'),
    isEnding: false,
  })
  // An address that is not right tells nobody whose it was meant to be.
  const isUnread = entry.kind === 'refused' && entry.reason === 'no-email' && read('staffId') === ''
  yield isUnread ? { ...entry, key: '' } : entry
}

function readLane(text: string): Lane | undefined | 'wrong' {
  if (text === '') return undefined
  const folded = text.toLowerCase().replace(/[^a-z]/g, '')
  return lanes.find((lane) => lane.replace('-', '') === folded) ?? synonyms.get(folded) ?? 'wrong'
}

const synonyms: ReadonlyMap<string, Lane> = new Map([
  ['certified', 'instructional'],
  ['certificated', 'instructional'],
  ['teacher', 'instructional'],
  ['licensed', 'instructional'],
  ['classified', 'non-instructional'],
  ['support', 'non-instructional'],
  ['noncertified', 'non-instructional'],
  ['admin', 'administrative'],
  ['administrator', 'administrative'],
])
