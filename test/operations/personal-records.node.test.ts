import { readdirSync } from 'node:fs'
import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { getTableConfig, type SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { person } from '../../src/identity/people/people-tables.ts'
import { personalRecords } from '../../src/operations/privacy/personal-records-store.ts'

const source = new URL('../../src/', import.meta.url)

const words = (names: string) => names.split(' ')

/** Texts that are about nobody, by why that is so. A new column stands here or is declared by its room. */
const aboutNobody: Record<string, string[]> = {
  'an organization, which says it to the world': words(
    'issuer.did former_identity.did former_identity.origin status_list.issuer_did issuer.name issuer.url issuer.email issuer.description issuer.logo_key issuer.color organization.name organization.sourced_id organization.settings identity_provider.name identity_provider.issuer identity_provider.client_id identity_provider.sealed_client_secret identity_provider_domain.domain',
  ),
  'a badge, which is its organization’s': words(
    'badge.draft badge_version.definition badge_version.search_text badge_version.artwork_svg badge_version.artwork_png badge_version.artwork_compact_svg credential_dictionary.text',
  ),
  'keys and signatures of organizations': words(
    'signing_key.public_key signing_key.sealed_by signing_key.nonce signing_key.ciphertext published_status_list.credential published_status_list.digest',
  ),
  'digests, which nobody can read anything out of': words(
    'award.digest award.canonical_digest award.seal audit_entry.previous_hash audit_entry.hash roster_import.file_digest',
  ),
  'ids of things, and words of the code': words(
    'review_score.criterion_id review_score.level_id bulk_award_item.submission_id issuing_halt.subject audit_entry.action guard.reason outbox.topic outbox.payload outbox.runner rate_limit.name',
  ),
  'a roster as a whole, not who stands in it': words(
    'roster_import.file_name roster_import.file_key roster_import.mapping roster_import.problem roster_row.file roster_row.organization_key roster_row.parent_key roster_row.organization_id',
  ),
  'what triggers take away with the last who is called so, and letters': words(
    'folded_name.name folded_name.folded letter_fold.letter letter_fold.folded',
  ),
  'errors, which are kept without what was asked': words('outbox.last_error'),
}

test('every column that names a person, and every free text, is declared by one room or about nobody', async () => {
  const tables = await allTables()
  const excused = Object.values(aboutNobody).flat()
  const columns = tables.flatMap((table) => Object.values(getTableColumns(table)).map((column) => ({ table, column })))
  const found = columns.map(({ table, column }) => ({
    name: nameOf(column),
    declared: roomsOf(table, column).length,
    isExcused: excused.includes(nameOf(column)),
    isAsked: refersTo(table, column, person) || isFreeText(table, column),
    namesPerson: refersTo(table, column, person),
  }))
  const asked = found.filter(({ isAsked }) => isAsked)
  expect(asked.length).toBeGreaterThan(100)
  const names = (rows: typeof found) => rows.map(({ name }) => name)
  expect(names(asked.filter(({ declared, isExcused }) => declared === 0 && !isExcused))).toEqual([])
  expect(names(found.filter(({ declared, isExcused }) => declared + Number(isExcused) > 1))).toEqual([])
  expect(names(found.filter(({ namesPerson, isExcused }) => namesPerson && isExcused))).toEqual([])
  // Nor does the list excuse what is not there any more.
  expect(excused.filter((name) => !names(asked).includes(name))).toEqual([])
})

test('a room that deletes or empties anything says how', () => {
  for (const { rows, words, erase } of personalRecords)
    expect([rows.length + words.length > 0, erase !== undefined]).toBeOneOf([
      [true, true],
      [false, false],
    ])
})

async function allTables(): Promise<SQLiteTable[]> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('-tables.ts'))
  const modules = await Promise.all(files.map((file) => import(new URL(file, source).href)))
  return modules.flatMap((module) => Object.values(module)).filter((value) => is(value, SQLiteTable))
}

const nameOf = (column: SQLiteColumn) => `${getTableName(column.table)}.${column.name}`

/** Of rows that are deleted whole, a column may be kept where the row is about somebody else. */
const roomsOf = (table: SQLiteTable, column: SQLiteColumn) =>
  personalRecords.flatMap(({ rows, words, kept }) => [
    ...[...words, ...kept].filter((declared) => declared === column),
    ...(kept.includes(column) ? [] : rows.filter((declared) => declared === table)),
  ])

const refersTo = (table: SQLiteTable, column: SQLiteColumn, to: SQLiteTable) =>
  getTableConfig(table).foreignKeys.some((key) => {
    const { columns, foreignTable } = key.reference()
    return columns.includes(column) && foreignTable === to
  })

/** Neither one of a few words, nor an id of ours. */
const isFreeText = (table: SQLiteTable, column: SQLiteColumn) =>
  column.getSQLType() === 'text' &&
  (column.enumValues === undefined || column.enumValues.length === 0) &&
  !(column.name === 'id' && column.primary) &&
  !getTableConfig(table).foreignKeys.some((key) => key.reference().columns.includes(column))
