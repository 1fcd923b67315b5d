import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { eq, getTableName, is } from 'drizzle-orm'
import { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { knownAs } from '../../src/identity/organizations/organizations-tables.ts'
import { markEmailVerified } from '../../src/identity/people/emails-store.ts'
import { readRoster } from '../../src/identity/rosters/read-roster.ts'
import { rosterPerson } from '../../src/identity/rosters/rosters-tables.ts'
import { erasePerson } from '../../src/operations/privacy/erase-person.ts'
import { personalRecords } from '../../src/operations/privacy/personal-records-store.ts'
import { orderErasure } from '../../src/operations/privacy/request-erasure.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { bodyOf } from '../support/answers.ts'
import { newFolder } from '../support/folder.ts'
import { deliverMail } from '../support/mailbox.ts'
import { issueAward, publishBadge } from '../support/progress.ts'
import { bundle11 } from '../support/rosters.ts'
import { nodeWorld } from '../support/world.ts'

const marker = 'Zwiebelturm'

test('of who was erased not a word is left in the database, its log or the files', async () => {
  const dataDir = newFolder()
  const place = await nodeWorld({ dataDir })
  const { platform, join: enter, ada, clock } = place
  const noor = await enter(`Noor ${marker}`, ['learner'])
  await noor.patch('/api/v1/me', { sorting_name: `${marker}, Noor` })
  await noor.post('/api/v1/me/emails', { email: `${marker}@home.example`, kind: 'personal' })
  // Both are mailed to: what is said there names who asked.
  for (const email of [ada.email, 'noor@mistaken.example'])
    await noor.post('/api/v1/me/emails', { email, kind: 'personal' })
  await noor.post('/api/v1/me/emails/remove', { email: 'noor@mistaken.example' })
  const former = `${marker}@former.example`.toLowerCase()
  await noor.post('/api/v1/me/emails', { email: former, kind: 'personal' })
  await markEmailVerified(platform.db, { personId: noor.id, email: former, at: 1 })
  await noor.post('/api/v1/me/emails/remove', { email: former })
  const awardId = await issueAward(place, { learner: noor })
  const { id } = await bodyOf(await noor.post('/api/v1/submissions', { badge_id: await publishBadge(place) }))
  const form = new FormData()
  form.set('shows_students', 'no')
  form.set('file', new File([`A plan by ${marker}.`], `${marker}.txt`, { type: 'text/plain' }))
  expect((await noor.post(`/api/v1/submissions/${id}/evidence`, form)).status).toBe(201)
  const reason = { reason: `${marker} asked for it` }
  expect((await ada.post(`/api/v1/awards/${awardId}/revoke`, reason, { 'idempotency-key': 'once' })).ok).toBe(true)
  await noor.post('/api/v1/me/exports')
  await deliverMail(platform)
  await deliverMail(platform)
  expect(filesWith(dataDir, marker).length).toBeGreaterThan(2)

  const erasure = await orderErasure(platform, noor.id, { dueAt: clock.now() })
  await erasePerson(platform, erasure)
  expect(filesWith(dataDir, marker)).toEqual([])
  expect(filesWith(dataDir, noor.email)).toEqual([])
  expect(filesWith(dataDir, 'noor@mistaken.example')).toEqual([])
  expect(filesWith(dataDir, former)).toEqual([])
  expect(statSync(join(dataDir, 'signet.db-wal')).size).toBe(0)
  expect(await verifyAudit(platform.db)).toMatchObject({ state: 'intact' })
  expect(platform.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
  for (const table of personalRecords.flatMap(({ rows }) => rows))
    if ('personId' in table && is(table.personId, SQLiteColumn))
      expect([getTableName(table), await platform.db.$count(table, eq(table.personId, noor.id))]).toEqual([
        getTableName(table),
        0,
      ])
  // A second time, after a crash, there is nothing left to do.
  await erasePerson(platform, erasure)
})

test.each([
  ['done', ['learner']],
  ['ready', ['learner']],
  // Somebody whom nobody there could know, so that lists call them what the roster does.
  ['done', []],
] as const)('nor in the lines of a roster that is %s, of somebody who was there as %j', async (state, roles) => {
  const dataDir = newFolder()
  const { platform, lakeside, join: enter, ada, clock } = await nodeWorld({ dataDir })
  const noor = await enter(`Noor ${marker}`, [...roles])
  const orgs = ['s1,,Oak Elementary,school,']
  const users = [`u1,,true,s1,teacher,Noor,${marker},${noor.email}`, 'u2,,true,s1,teacher,Maya,Ortiz,maya@home.example']
  const path = `/api/v1/organizations/${lakeside}/rosters?name=staff`
  const { id } = await bodyOf(await ada.post(path, bundle11({ orgs, users }), { 'content-type': 'application/zip' }))
  await readRoster(platform, id)
  if (state === 'done') {
    await ada.post(`/api/v1/rosters/${id}/apply`)
    await deliverMail(platform)
  }
  expect((await bodyOf(await ada.get(`/api/v1/rosters/${id}`))).state).toBe(state)
  const known = async () => (await platform.db.select().from(rosterPerson)).map(({ sourcedId }) => sourcedId).sort()
  expect(await known()).toEqual(state === 'done' ? ['u1', 'u2'] : [])
  expect(filesWith(dataDir, marker).length).toBeGreaterThan(0)
  expect(await platform.db.select().from(knownAs)).toHaveLength(roles.length === 0 ? 1 : 0)

  await erasePerson(platform, await orderErasure(platform, noor.id, { dueAt: clock.now() }))
  expect(await known()).toEqual(state === 'done' ? ['u2'] : [])
  expect(filesWith(dataDir, marker)).toEqual([])
  expect(filesWith(dataDir, 'Ortiz').length).toBeGreaterThan(0)
})

test('nor in the examples of a list whose columns nobody has named yet', async () => {
  const dataDir = newFolder()
  const { platform, lakeside, join: enter, ada, clock } = await nodeWorld({ dataDir })
  const noor = await enter(`Noor ${marker}`, ['learner'])
  const list = `Who,Where to write\nNoor ${marker},${noor.email}\n`
  const path = `/api/v1/organizations/${lakeside}/rosters?name=staff`
  const { id } = await bodyOf(await ada.post(path, list, { 'content-type': 'text/csv' }))
  await readRoster(platform, id)
  expect((await bodyOf(await ada.get(`/api/v1/rosters/${id}`))).state).toBe('mapping')
  const inDatabase = () => filesWith(dataDir, marker).filter((name) => name.startsWith('signet.db'))
  expect(inDatabase()).not.toEqual([])
  await erasePerson(platform, await orderErasure(platform, noor.id, { dueAt: clock.now() }))
  expect(inDatabase()).toEqual([])
})

test('the log knows nobody by name, address or words', async () => {
  const place = await nodeWorld()
  const { platform, lena, ada } = place
  await lena.patch('/api/v1/me', { name: `Lena ${marker}` })
  await lena.post('/api/v1/me/emails', { email: `full@${marker}.example`, kind: 'personal' })
  await lena.post('/api/v1/me/emails', { email: `nobody@${marker}.example`, kind: 'work' })
  await lena.post('/api/v1/me/emails', { email: `${marker} is no address`, kind: 'work' })
  await lena.post('/api/v1/me/merge', { email: ada.email })
  await issueAward(place)
  await lena.post('/api/v1/me/exports')
  await deliverMail(platform)
  await lena.browser.get(`/me?done=${marker}`)
  const log = JSON.stringify(platform.logged).toLowerCase()
  for (const word of [marker.toLowerCase(), 'lakeside.example', 'lena', 'what i tried']) expect(log).not.toContain(word)
})

/** Every file below a folder that has a text in it, in any letter case. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      statSync(join(folder, name)).isFile() &&
      readFileSync(join(folder, name), 'latin1').toLowerCase().includes(text.toLowerCase()),
  )
}
