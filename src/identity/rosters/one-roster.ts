import { organizationName } from '../organizations/create-organization.ts'
import { type OpenFile, openEntry } from './one-roster-bundle.ts'
import { type CsvRecord, notAsExpected, readCsv } from './read-csv.ts'
import { type Lane, type RosterEntry, toPosition } from './roster-entry.ts'

export interface OneRosterManifest {
  version: '1.1' | '1.2'
  /** `bulk` is everybody there is; `delta` only what changed. */
  mode: 'bulk' | 'delta'
}

/** What the bundle says of itself (OneRoster CSV binding, manifest.csv). Throws AppError `validation` where we can't go by it. */
export async function readManifest(openZip: OpenFile): Promise<OneRosterManifest> {
  const properties = new Map<string, string>()
  for await (const { cells } of await openCsv(openZip, 'manifest.csv')) {
    properties.set(cells?.get('propertyname') ?? '', cells?.get('value') ?? '')
  }
  const version = properties.get('oneroster.version') ?? ''
  const base = /^1\.1/.test(version) ? '1.1' : /^1\.2/.test(version) ? '1.2' : undefined
  if (!base) throw notAsExpected('manifest.csv', 'version', 'refused.oneRosterVersion')
  const files = base === '1.1' ? ['file.users'] : ['file.users', 'file.roles']
  const modes = new Set(files.map((file) => properties.get(file)?.toLowerCase()))
  const [mode] = modes
  if (modes.size !== 1 || (mode !== 'bulk' && mode !== 'delta')) {
    const message = 'refused.oneRosterMode'
    throw notAsExpected('manifest.csv', 'mode', message)
  }
  return { version: base, mode }
}

/** The schools, and after them everybody on the staff; nobody else. */
export async function* readOneRoster(openZip: OpenFile, { version }: OneRosterManifest): AsyncGenerator<RosterEntry> {
  for await (const record of await openCsv(openZip, 'orgs.csv', 'optional')) yield* toOrganization(record)
  if (version === '1.1') yield* readUsers11(openZip)
  else yield* readUsers12(openZip)
}

const mostBytes = { 'manifest.csv': 64 * 1024, 'orgs.csv': 32 * 1024 * 1024 }
/** Of a district with a million students, whose lines we pass by. */
const mostBytesOfPeople = 512 * 1024 * 1024

async function openCsv(openZip: OpenFile, file: string, isNeeded: 'needed' | 'optional' = 'needed') {
  const maxBytes = new Map(Object.entries(mostBytes)).get(file) ?? mostBytesOfPeople
  const body = await openEntry(openZip, file, { maxBytes })
  if (body) return readCsv(body, { file, columnName: (heading) => heading.toLowerCase() })
  if (isNeeded === 'optional') return []
  throw notAsExpected(file, 'missing', 'refused.zipHasNo')
}

/** What the standard calls an office or a state is not ours to make; a district is where the roster is imported. */
function* toOrganization({ line, cells }: CsvRecord): Generator<RosterEntry> {
  const file = 'orgs.csv'
  if (!cells) return yield { kind: 'refused', file, line, key: '', reason: 'columns' }
  const key = cells.get('sourcedid') ?? ''
  const type = { school: 'school', district: 'district', local: 'district' }[cells.get('type')?.toLowerCase() ?? '']
  if (type !== 'school' && type !== 'district') return yield { kind: 'left-out' }
  if (key === '' || key.length > 255) return yield { kind: 'refused', file, line, key, reason: 'no-key' }
  const { data: name = '' } = organizationName.safeParse(cells.get('name')?.slice(0, 200) ?? '')
  if (name === '') return yield { kind: 'refused', file, line, key, reason: 'no-name' }
  const parentKey = cells.get('parentsourcedid') || undefined
  yield { kind: 'organization', file, line, key, parentKey, type, name, isEnding: isEnded(cells) }
}

/** 1.1: what somebody does, and where, stands with the person. */
async function* readUsers11(openZip: OpenFile): AsyncGenerator<RosterEntry> {
  const file = 'users.csv'
  for await (const { line, cells } of await openCsv(openZip, file)) {
    if (!cells) yield { kind: 'refused', file, line, key: '', reason: 'columns' }
    else yield* toPositions11({ file, line }, cells)
  }
}

function* toPositions11(place: { file: string; line: number }, cells: Cells): Generator<RosterEntry> {
  const job = jobs.get(cells.get('role')?.toLowerCase() ?? '')
  if (!job) return yield { kind: 'left-out' }
  const key = cells.get('sourcedid') ?? ''
  const places = (cells.get('orgsourcedids') ?? '').split(',').map((text) => text.trim())
  for (const organizationKey of new Set(places)) {
    if (organizationKey === '') yield { kind: 'refused', ...place, key, reason: 'no-organization' }
    else
      yield toPosition(place, {
        ...personOf(cells),
        key,
        personKey: key,
        organizationKey,
        ...job,
        startsOn: '',
        endsOn: '',
        isEnding: isEnded(cells) || isDisabled(cells),
      })
  }
}

interface Role12 {
  line: number
  key: string
  organizationKey: string
  job: Job
  startsOn: string
  endsOn: string
  isEnding: boolean
}

/** 1.2: roles.csv says who is on the staff, so that of users.csv no student's line is kept even for a moment. */
async function* readUsers12(openZip: OpenFile): AsyncGenerator<RosterEntry> {
  const rolesOf = new Map<string, Role12[]>()
  for await (const { line, cells } of await openCsv(openZip, 'roles.csv')) {
    const job = jobs.get(cells?.get('role')?.toLowerCase() ?? '')
    if (!cells) yield { kind: 'refused', file: 'roles.csv', line, key: '', reason: 'columns' }
    else if (!job) yield { kind: 'left-out' }
    else yield* keepRole(rolesOf, line, cells, job)
  }
  for await (const { cells } of await openCsv(openZip, 'users.csv')) {
    const personKey = cells?.get('sourcedid') ?? ''
    const roles = rolesOf.get(personKey) ?? []
    rolesOf.delete(personKey)
    if (cells) for (const role of roles) yield toPosition12(role, personKey, cells)
  }
  for (const [, roles] of rolesOf)
    for (const { line, key } of roles) yield { kind: 'refused', file: 'roles.csv', line, key, reason: 'unknown-person' }
}

function* keepRole(rolesOf: Map<string, Role12[]>, line: number, cells: Cells, job: Job): Generator<RosterEntry> {
  const refused = { kind: 'refused', file: 'roles.csv', line, key: cells.get('sourcedid') ?? '' } as const
  const organizationKey = cells.get('orgsourcedid') ?? ''
  const personKey = cells.get('usersourcedid') ?? ''
  if (refused.key === '') return yield { ...refused, reason: 'no-key' }
  if (organizationKey === '') return yield { ...refused, reason: 'no-organization' }
  const role = { line, key: refused.key, organizationKey, job, isEnding: isEnded(cells) }
  const dates = { startsOn: cells.get('begindate') ?? '', endsOn: cells.get('enddate') ?? '' }
  rolesOf.set(personKey, [...(rolesOf.get(personKey) ?? []), { ...role, ...dates }])
}

const toPosition12 = (role: Role12, personKey: string, cells: Cells): RosterEntry =>
  toPosition(
    { file: 'roles.csv', line: role.line },
    {
      ...personOf(cells),
      key: role.key,
      personKey,
      organizationKey: role.organizationKey,
      ...role.job,
      startsOn: role.startsOn,
      endsOn: role.endsOn,
      isEnding: role.isEnding || isEnded(cells) || isDisabled(cells),
    },
  )

type Cells = ReadonlyMap<string, string>
interface Job {
  title: string
  lane: Lane
}

/** Roles of both versions that are on the staff. Students, parents, guardians and relatives are not in it. */
const jobs: ReadonlyMap<string, Job> = new Map([
  ['teacher', { title: 'Teacher', lane: 'instructional' }],
  ['aide', { title: 'Aide', lane: 'non-instructional' }],
  ['proctor', { title: 'Proctor', lane: 'non-instructional' }],
  ['counselor', { title: 'Counselor', lane: 'non-instructional' }],
  ['administrator', { title: 'Administrator', lane: 'administrative' }],
  ['principal', { title: 'Principal', lane: 'administrative' }],
  ['siteadministrator', { title: 'Site administrator', lane: 'administrative' }],
  ['districtadministrator', { title: 'District administrator', lane: 'administrative' }],
  ['systemadministrator', { title: 'System administrator', lane: 'administrative' }],
])

/** What somebody likes to be called comes before what the register says. */
const personOf = (cells: Cells) => ({
  givenName: cells.get('preferredgivenname') || cells.get('preferredfirstname') || cells.get('givenname'),
  familyName: cells.get('preferredfamilyname') || cells.get('preferredlastname') || cells.get('familyname'),
  email: cells.get('email') ?? '',
})

const isEnded = (cells: Cells) => cells.get('status')?.toLowerCase() === 'tobedeleted'
const isDisabled = (cells: Cells) => ['false', '0'].includes(cells.get('enableduser')?.toLowerCase() ?? '')
