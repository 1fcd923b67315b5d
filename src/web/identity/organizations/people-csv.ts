import type { StaffMember } from '../../../identity/organizations/staff.ts'
import { byteOrderMark, csvRow } from '../../text/csv.ts'

/** The people of an organization for a spreadsheet: a row for each place where somebody has a role. */
export const peopleCsv = (staff: readonly StaffMember[], awards: ReadonlyMap<string, number>): string =>
  byteOrderMark +
  csvRow(['name', 'email', 'place', 'roles', 'lane', 'account', 'awards']) +
  staff
    .flatMap(({ personId, name, email, lane, places, account }) =>
      places.map((place) =>
        csvRow([name, email, place.name, place.roles.join(' '), lane ?? '', account, awards.get(personId) ?? 0]),
      ),
    )
    .join('')
