import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Names that somebody or something has, as they are searched. Triggers write it, and delete what nobody is called any more. */
export const foldedName = sqliteTable('folded_name', {
  name: text('name').primaryKey(),
  folded: text('folded').notNull(),
})

/** What `foldText` makes of each letter that it changes, for the triggers. */
export const letterFold = sqliteTable('letter_fold', {
  letter: text('letter').primaryKey(),
  folded: text('folded').notNull(),
})

/** The places of letters in a name, to count by. */
export const letterPlace = sqliteTable('letter_place', { place: integer('place').primaryKey() })
