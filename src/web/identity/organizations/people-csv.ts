import type { RoleHolder } from '../../../identity/organizations/roles-store.ts'
import { byteOrderMark, csvRow } from '../../text/csv.ts'

/** The people of an organization for a spreadsheet. */
export const peopleCsv = (holders: readonly RoleHolder[]): string =>
  byteOrderMark +
  csvRow(['name', 'email', 'roles', 'suspended']) +
  holders
    .map(({ name, email, roles, suspended }) => csvRow([name, email, roles.join(' '), suspended.join(' ')]))
    .join('')
