import { type SQL, sql } from 'drizzle-orm'
import { foldedName } from './name-search-tables.ts'

/** Whether a word of `searchWords` occurs in a name of a person or an organization. Triggers keep what names fold to. */
export const isFoundIn = (name: SQL, word: string): SQL =>
  sql`instr((select ${foldedName.folded} from ${foldedName} where ${foldedName.name} = ${name}), ${word}) > 0`

/** An address is in small letters already; of what a search leaves out it can have apostrophes. */
export const isFoundInEmail = (email: SQL, word: string): SQL =>
  sql`instr(replace(replace(${email}, '''', ''), '\`', ''), ${word}) > 0`
