import { sql } from 'drizzle-orm'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { jobHandlers } from '../../src/app/job-handlers.ts'
import { tidy } from '../../src/app/tidy.ts'
import { createOrganization } from '../../src/identity/organizations/create-organization.ts'
import { role } from '../../src/identity/organizations/organizations-tables.ts'
import { markEmailVerified } from '../../src/identity/people/emails-store.ts'
import { personEmail } from '../../src/identity/people/emails-tables.ts'
import { readRoster } from '../../src/identity/rosters/read-roster.ts'
import { rosterImport } from '../../src/identity/rosters/rosters-tables.ts'
import { startRoster } from '../../src/identity/rosters/start-roster.ts'
import { sweepRosterFiles } from '../../src/identity/rosters/sweep-roster-files.ts'
import { erasePerson } from '../../src/operations/privacy/erase-person.ts'
import { orderErasure } from '../../src/operations/privacy/request-erasure.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { runDueJobs } from '../../src/platform/jobs/run-due-jobs.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import type { TestPerson } from '../support/people.ts'
import { bundle11, bundle12 } from '../support/rosters.ts'
import { type World, world } from '../support/world.ts'

const schools = ['s1,,North Elementary,school,d1', 's2,,South Middle,school,d1', 'd1,,Lakeside Schools,district,']
const staff = [
  't1,,true,s1,teacher,Maya,Ortiz,maya@lakeside.example',
  't2,,true,s1 s2,teacher,Sam,Reed,sam@lakeside.example',
  'a1,,true,d1,administrator,Pat,Stone,pat@lakeside.example',
  'x1,,true,s1,student,Kim,Young,kim@lakeside.example',
]
const unchanged = { add: 0, change: 0, end: 0, same: 0, refuse: 0 }

async function send(place: World, file: Uint8Array<ArrayBuffer> | string, who: TestPerson = place.ada) {
  const type = typeof file === 'string' ? 'text/csv' : 'application/zip'
  const path = `/api/v1/organizations/${place.lakeside}/rosters?name=staff`
  return await who.post(path, file, { 'content-type': type })
}

const work = ({ platform }: World) => runDueJobs(platform, jobHandlers, { limit: 100 })

async function sendAndRead(place: World, file: Uint8Array<ArrayBuffer>) {
  const { id } = await bodyOf(await send(place, file))
  await work(place)
  return await bodyOf(await place.ada.get(`/api/v1/rosters/${id}`))
}

async function apply(place: World, rosterId: string) {
  const response = await place.ada.post(`/api/v1/rosters/${rosterId}/apply`)
  await work(place)
  return [response.status, await bodyOf(await place.ada.get(`/api/v1/rosters/${rosterId}`))] as const
}

const rowsOf = async ({ ada }: World, rosterId: string, query = '') =>
  (await bodyOf(await ada.get(`/api/v1/rosters/${rosterId}/rows${query}`))).items

describe('a plain list as spreadsheets write it', () => {
  const heading = ['id', 'email', 'name', 'start date']
  const teachers = Array.from({ length: 12 }, (_, at) => [
    `${100 + at}`,
    `p${at}@lakeside.example`,
    `Person ${at}`,
    '2024-08-01',
  ])
  const lines = (rows: readonly (readonly string[])[], delimiter = ',') => rows.map((row) => row.join(delimiter))
  const csv = (rows = teachers, delimiter = ',', end = '\n') => lines([heading, ...rows], delimiter).join(end)

  async function mapAndRead(place: World, file: Uint8Array<ArrayBuffer> | string) {
    const path = `/api/v1/organizations/${place.lakeside}/rosters?name=staff`
    const sent = await place.ada.post(path, file, { 'content-type': 'text/csv' })
    if (sent.status !== 202) return await problemOf(sent)
    const { id } = await bodyOf(sent)
    const mapping = { email: 'email', name: 'name', staff_id: 'id', starts_on: 'start date' }
    await place.ada.put(`/api/v1/rosters/${id}/mapping`, mapping)
    await work(place)
    return await bodyOf(await place.ada.get(`/api/v1/rosters/${id}`))
  }
  async function started() {
    const place = await world()
    const first = await mapAndRead(place, csv())
    expect(first.positions).toEqual({ ...unchanged, add: 12 })
    expect((await apply(place, first.id))[1].state).toBe('done')
    return place
  }
  const withoutMark = (text: string) =>
    Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]))

  test.each([
    ['lines that end in two ways', csv(teachers, ',', '\r\n').replace('104,', '\n104,').replace('\r\n\n', '\n')],
    ['rows of commas below', `${csv()}\n,,,\n,,,\n`],
    ['semicolons', csv(teachers, ';')],
    ['tabs', csv(teachers, '\t')],
    ['a line that says its delimiter', `sep=;\r\n${csv(teachers, ';', '\r\n')}`],
    ['UTF-16 without a mark', withoutMark(csv(teachers, '\t'))],
    ['a stray quote', csv(teachers.map((row) => row.map((cell) => cell.replace('Person 3', 'Person 3"'))))],
    ['cells past the last column', csv().replaceAll('\n', ',,\n')],
  ])('is read with %s', async (_, file) => {
    const place = await started()
    const read = await mapAndRead(place, file)
    expect([read.positions.same + read.positions.change, read.positions.end, read.positions.refuse]).toEqual([12, 0, 0])
  })

  test('ends nobody because of a line that could not be read', async () => {
    const place = await started()
    const read = await mapAndRead(place, csv().replace('Person 3,', 'Person 3, Jr.,'))
    expect([read.state, read.unread_rows, read.positions]).toEqual(['ready', 1, { ...unchanged, same: 11, refuse: 1 }])
    const page = await (await place.ada.browser.get(`/admin/rosters/${read.id}`)).text()
    expect(page).toContain('One line could not be read, so nobody’s position ends.')
  })

  test.each([
    ['opens a cell', (text: string) => text.replace('Person 3', '"Person 3')],
    [
      'opens one cell and ends another',
      (text: string) => text.replace('Person 3', '"Person 3').replace('Person 6', 'Person 6"'),
    ],
    ['opens two cells', (text: string) => text.replace('Person 3', '"Person 3').replace('Person 6', '"Person 6')],
  ])('ends nobody and reads all other lines where a stray quote %s', async (_, spoil) => {
    const place = await started()
    const read = await mapAndRead(place, spoil(csv()))
    expect([read.state, read.positions.end, read.positions.same]).toEqual([
      'ready',
      0,
      expect.toSatisfy((n) => n >= 10),
    ])
  })

  test('ends nobody for an address that is not right where there is no other key', async () => {
    const place = await world()
    const rows = teachers.map(([, ...row]) => row.join(','))
    const read = async (lines: string[]) => {
      const file = ['email,name,start date', ...lines].join('\n')
      const { id } = await bodyOf(await send(place, file))
      await place.ada.put(`/api/v1/rosters/${id}/mapping`, { email: 'email', name: 'name' })
      await work(place)
      return await bodyOf(await place.ada.get(`/api/v1/rosters/${id}`))
    }
    await apply(place, (await read(rows)).id)
    const spoiled = await read(rows.map((row) => row.replace('p3@', 'p3@@')))
    expect([spoiled.unread_rows, spoiled.positions]).toEqual([1, { ...unchanged, same: 11, refuse: 1 }])
  })

  test('says that a title stands above the heading, and reads days at midnight', async () => {
    const place = await world()
    expect(await mapAndRead(place, `Staff of Lakeside,,,\n${csv()}`)).toEqual([422, 'validation'])
    const days = ['8/17/2026 0:00', '2026-08-17 00:00:00', '2026-08-17 12:00 AM']
    const read = await mapAndRead(
      place,
      csv(days.map((day, at) => [`${at}`, `d${at}@lakeside.example`, `Day ${at}`, day])),
    )
    expect(read.positions).toEqual({ ...unchanged, add: 3 })
    const rows = await place.platform.db.all(
      sql`select distinct starts_on as day from roster_row where kind = 'position'`,
    )
    expect(rows).toEqual([{ day: '2026-08-17' }])
  })

  test('that would end too many is applied by who types how many, and one of four needs no such word', async () => {
    const place = await started()
    const read = await mapAndRead(place, csv(teachers.slice(0, 6)))
    expect([read.state, read.positions.end]).toEqual(['held', 6])
    const path = `/admin/rosters/${read.id}`
    const say = (ends: string) => place.ada.browser.post(path, new URLSearchParams({ do: 'apply', ends }))
    expect([(await say('')).status, (await say('5')).status, (await say('6')).status]).toEqual([422, 422, 303])
    await work(place)
    const open = await (await place.ada.browser.get(`/organizations/${place.lakeside}/rosters/new`)).text()
    expect(open).not.toContain('is open already')
    const small = await world()
    const four = await mapAndRead(small, csv(teachers.slice(0, 4)))
    await apply(small, four.id)
    const three = await mapAndRead(small, csv(teachers.slice(0, 3)))
    expect([three.state, three.positions.end]).toEqual(['ready', 1])
    const busy = await (await small.ada.browser.get(`/organizations/${small.lakeside}/rosters/new`)).text()
    expect(busy).toContain(`href="/admin/rosters/${three.id}"`)
  })
})

describe('a OneRoster bundle', () => {
  test('shows what it would change, changes it when told to, and nothing when sent again', async () => {
    const place = await world()
    const response = await send(place, bundle11({ orgs: schools, users: staff }))
    const { id } = await bodyOf(response)
    expect([response.status, response.headers.get('Location')]).toEqual([202, `/api/v1/rosters/${id}`])
    await work(place)
    const dry = await bodyOf(await place.ada.get(`/api/v1/rosters/${id}`))
    expect([dry.state, dry.format, dry.mode]).toEqual(['ready', 'one-roster-1.1', 'bulk'])
    expect(dry.organizations).toEqual({ ...unchanged, add: 2, same: 1 })
    expect(dry.positions).toEqual({ ...unchanged, add: 4 })
    expect(
      (await bodyOf(await place.ada.get(`/api/v1/organizations/${place.lakeside}/people`))).items,
    ).not.toContainEqual(expect.objectContaining({ email: 'maya@lakeside.example' }))

    const [status, done] = await apply(place, id)
    expect([status, done.state, done.applied_rows]).toEqual([202, 'done', 4])
    expect(await verifyAudit(place.platform.db)).toMatchObject({ state: 'intact' })

    const again = await sendAndRead(place, bundle11({ orgs: schools, users: staff }))
    expect([again.organizations, again.positions]).toEqual([
      { ...unchanged, same: 3 },
      { ...unchanged, same: 4 },
    ])
  })

  test('is read with its files in a folder, with a path of Windows and in capitals', async () => {
    const place = await world()
    const files = unzipSync(bundle11({ orgs: schools, users: staff }))
    const renamed = Object.fromEntries(
      Object.entries(files).map(([name, content]) => [`Export\\${name.toUpperCase()}`, content]),
    )
    const read = await sendAndRead(place, new Uint8Array(zipSync(renamed)))
    expect([read.state, read.positions.add]).toEqual(['ready', 4])
  })

  test('keeps no word of students and their families', async () => {
    const place = await world()
    const families = [
      'g1,,true,s1,guardian,Gil,Young,gil@home.example',
      'p1,,true,s1,parent,Pia,Young,pia@home.example',
    ]
    const { id } = await sendAndRead(place, bundle11({ orgs: schools, users: [...staff, ...families] }))
    const rows = await rowsOf(place, id)
    expect(rows).toHaveLength(7)
    expect(JSON.stringify(rows)).not.toMatch(/Young/)
  })

  test('of version 1.2 takes dates and places from the roles', async () => {
    const place = await world()
    const roster = await sendAndRead(
      place,
      bundle12({
        orgs: ['s1,,,North Elementary,school,,'],
        users: ['u1,true,Maya,Ortiz,maya@lakeside.example', 'u2,true,Kim,Young,kim@lakeside.example'],
        roles: [
          'r1,u1,teacher,2026-01-05,,s1',
          'r2,u2,student,,,s1',
          'r3,u9,teacher,,,s1',
          'r4,u1,principal,soon,,s1',
          'r5,u1,aide,2024-01-05,2025-01-05,s1',
        ],
      }),
    )
    expect(roster.format).toBe('one-roster-1.2')
    expect(roster.positions).toEqual({ ...unchanged, add: 1, same: 1, refuse: 2 })
    const refused = await rowsOf(place, roster.id, '?action=refuse')
    expect(refused.map(({ key, reason }: { key: string; reason: string }) => [key, reason]).sort()).toEqual([
      ['r3', 'unknown-person'],
      ['r4', 'date'],
    ])
  })

  test('adds, changes and ends; a line that is not right leaves what it is about as it was', async () => {
    const place = await world()
    const many = Array.from({ length: 10 }, (_, n) => `m${n},,true,s2,teacher,Mo,Number${n},m${n}@lakeside.example`)
    const { id } = await sendAndRead(place, bundle11({ orgs: schools, users: [...staff, ...many] }))
    await apply(place, id)
    const next = await sendAndRead(
      place,
      bundle11({
        orgs: ['s1,,North Primary,school,d1', ...schools.slice(1)],
        users: [
          't1,,true,s1,teacher,Maya,Ortiz-Lee,maya@lakeside.example',
          't2,,true,s1 s2,teacher,Sam,Reed,not an address',
          'a1,,false,d1,administrator,Pat,Stone,pat@lakeside.example',
          't3,,true,s1,aide,New,Comer,new@lakeside.example',
          't4,,true,s9,aide,Lost,Comer,lost@lakeside.example',
          ...many.slice(1),
        ],
      }),
    )
    expect(next.state).toBe('ready')
    expect(next.organizations).toEqual({ ...unchanged, change: 1, same: 2 })
    expect(next.positions).toEqual({ add: 1, change: 1, end: 2, same: 9, refuse: 3 })
    const [, done] = await apply(place, next.id)
    expect([done.state, done.applied_rows]).toEqual(['done', 4])
    const again = await sendAndRead(place, bundle11({ orgs: schools.slice(1), users: many.slice(1), mode: 'delta' }))
    expect(again.positions).toEqual({ ...unchanged, same: 9 })
  })

  test('that would end more than a fifth waits for whoever says how many', async () => {
    const place = await world()
    const more = ['t3', 't4'].map((id) => `${id},,true,s1,teacher,New,${id},${id}@lakeside.example`)
    const { id } = await sendAndRead(place, bundle11({ orgs: schools, users: [...staff, ...more] }))
    await apply(place, id)
    const cutOff = await sendAndRead(place, bundle11({ orgs: schools, users: staff.slice(0, 2) }))
    expect([cutOff.state, cutOff.positions.end, cutOff.open_positions_before]).toEqual(['held', 3, 6])
    expect(await problemOf(await place.ada.post(`/api/v1/rosters/${cutOff.id}/apply`))).toEqual([422, 'validation'])
    expect((await place.ada.post(`/api/v1/rosters/${cutOff.id}/cancel`)).status).toBe(204)
    expect(await rowsOf(place, cutOff.id)).toEqual([])
  })

  test('knows people by what the roster calls them, and leaves a name that they chose', async () => {
    const place = await world()
    const { id } = await sendAndRead(place, bundle11({ orgs: schools, users: [...staff, lenaLine('Lena', 'Old')] }))
    await apply(place, id)
    const renamed = await sendAndRead(
      place,
      bundle11({
        orgs: schools,
        users: [...staff.slice(1), lenaLine('Lena', 'New'), 't1,,true,s1,teacher,Maya,Lee,maya.lee@lakeside.example'],
      }),
    )
    expect(renamed.positions).toEqual({ ...unchanged, change: 2, same: 3 })
    expect(await rowsOf(place, renamed.id, '?action=change')).toContainEqual(
      expect.objectContaining({ key: 't1', note: 'address-differs' }),
    )
    await apply(place, renamed.id)
    const lena = await bodyOf(await place.lena.get('/api/v1/me'))
    expect(lena.name).toBe(place.lena.name)
  })
})

const lenaLine = (given: string, family: string) => `l1,,true,s1,teacher,${given},${family},lena@lakeside.example`

describe('a plain list', () => {
  const list = [
    'Employee ID,First name,Last name,Work e-mail,Building,Job title,Staff type,Hire date',
    '1,Maya,Ortiz,Maya@Lakeside.example,North Elementary,"Teacher, grade 4",Certified,8/17/2025',
    '2,Sam,Reed,sam@lakeside.example,,Bus driver,Classified,2025-08-17',
    '2,Sam,Reed,sam@lakeside.example,,Bus driver,Classified,2025-08-17',
    '3,,,nobody@lakeside.example,North Elementary,,,',
    '4,Too,few',
  ].join('\n')
  const mapping = {
    email: 'Work e-mail',
    given_name: 'First name',
    family_name: 'Last name',
    staff_id: 'Employee ID',
    school: 'Building',
    title: 'Job title',
    lane: 'Staff type',
    starts_on: 'Hire date',
  }

  test('that nobody says the columns of is ended after a week, with every word of it', async () => {
    const place = await world()
    await send(place, list)
    const roster = async () => (await place.platform.db.select().from(rosterImport))[0]
    place.clock.forward({ days: 6 })
    await tidy(place.platform)
    const waiting = await roster()
    place.clock.forward({ days: 2 })
    await tidy(place.platform)
    const ended = await roster()
    expect([waiting?.state, ended?.state, ended?.columns]).toEqual(['mapping', 'canceled', null])
    expect(await place.platform.files.get(waiting?.fileKey ?? '')).toBeUndefined()
    expect(await verifyAudit(place.platform.db)).toMatchObject({ state: 'intact' })
  })

  test('asks what its columns hold, says what is wrong with which line, and is applied', async () => {
    const place = await world()
    const sent = await bodyOf(await send(place, list))
    expect([sent.state, sent.columns.length]).toEqual(['mapping', 8])
    expect((await place.ada.put(`/api/v1/rosters/${sent.id}/mapping`, mapping)).status).toBe(202)
    await work(place)
    const dry = await bodyOf(await place.ada.get(`/api/v1/rosters/${sent.id}`))
    expect([dry.organizations.add, dry.positions]).toEqual([1, { ...unchanged, add: 2, refuse: 3 }])
    const refused = await rowsOf(place, sent.id, '?action=refuse')
    expect(refused.map(({ line, reason }: { line: number; reason: string }) => [line, reason])).toEqual([
      [4, 'duplicate'],
      [5, 'no-name'],
      [6, 'columns'],
    ])
    const [, done] = await apply(place, sent.id)
    expect(done.state).toBe('done')
    const maya = await place.platform.db.all("select name, lane from person where email = 'maya@lakeside.example'")
    expect(maya).toEqual([{ name: 'Maya Ortiz', lane: 'instructional' }])
  })

  test('with a mapping that can’t be is refused, and can be mapped again', async () => {
    const place = await world()
    const { id } = await bodyOf(await send(place, list))
    for (const wrong of [
      { ...mapping, email: '' },
      { ...mapping, email: 'None' },
      { email: 'Work e-mail' },
      { nonsense: 'x' },
    ]) {
      expect(await problemOf(await place.ada.put(`/api/v1/rosters/${id}/mapping`, wrong))).toEqual([422, 'validation'])
    }
    expect((await place.ada.put(`/api/v1/rosters/${id}/mapping`, mapping)).status).toBe(202)
    expect(await problemOf(await place.ada.put(`/api/v1/rosters/${id}/mapping`, mapping))).toEqual([
      409,
      'state-conflict',
    ])
  })
})

describe('rosters', () => {
  test('are for who manages the people there; to everybody else there are none', async () => {
    const place = await world()
    const { ravi, lena, otto, visitor } = place
    const { id } = await sendAndRead(place, bundle11({ orgs: schools, users: staff }))
    for (const other of [ravi, lena, otto]) {
      expect((await problemOf(await send(place, bundle11({ users: staff }), other)))[0]).toBeOneOf([403, 404])
      for (const path of ['', '/rows']) {
        expect(await problemOf(await other.get(`/api/v1/rosters/${id}${path}`))).toEqual([404, 'not-found'])
      }
      for (const verb of ['apply', 'cancel']) {
        expect(await problemOf(await other.post(`/api/v1/rosters/${id}/${verb}`))).toEqual([404, 'not-found'])
      }
      expect((await bodyOf(await other.get('/api/v1/rosters'))).items).toEqual([])
    }
    expect(await problemOf(await visitor.get(`/api/v1/rosters/${id}`))).toEqual([401, 'unauthenticated'])
    expect((await bodyOf(await place.ada.get('/api/v1/rosters'))).items).toHaveLength(1)
  })

  test('are one at a time, also when two are sent at once, and applied once', async () => {
    const place = await world()
    const file = bundle11({ orgs: schools, users: staff })
    const statuses = (await Promise.all([send(place, file), send(place, file)])).map(({ status }) => status).sort()
    expect(statuses).toEqual([202, 409])
    await work(place)
    const [{ id }] = (await bodyOf(await place.ada.get('/api/v1/rosters'))).items
    const both = await Promise.all([1, 2].map(() => place.ada.post(`/api/v1/rosters/${id}/apply`)))
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409])
  })

  test('of somebody who loses their role while they send one are refused as if nothing were there, and leave no file', async () => {
    const place = await world()
    const { platform, ada, lakeside } = place
    const mira = await place.join('Mira Sands', ['owner'])
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        async pull(controller) {
          await ada.delete(`/api/v1/organizations/${lakeside}/people/${mira.id}/roles/owner`)
          controller.enqueue(bundle11({ orgs: schools, users: staff }))
          controller.close()
        },
      },
      // Not before it is read.
      { highWaterMark: 0 },
    )
    const refused = startRoster(platform, mira.actor, lakeside, { fileName: 'staff', body })
    await expect(refused).rejects.toMatchObject({ code: 'not-found' })
    const files = []
    for await (const { key } of platform.files.list('rosters/')) files.push(key)
    expect(files).toEqual([])
    expect((await bodyOf(await ada.get('/api/v1/rosters'))).items).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['no columns', 'just text'],
    ['another encoding', Uint8Array.from([...new TextEncoder().encode('name,email\nJos'), 0xe9, 0x2c, 0x61])],
    ['a ZIP without a manifest', 'PK\u0003\u0004nothing'],
  ])('that are %s are refused at once, and nothing is kept', async (_, file) => {
    const place = await world()
    // As text, so that the first bytes alone say what it is.
    const body = typeof file === 'string' ? new TextEncoder().encode(file) : file
    expect((await problemOf(await send(place, Uint8Array.from(body))))[0]).toBeOneOf([400, 422])
    expect((await bodyOf(await place.ada.get('/api/v1/rosters'))).items).toEqual([])
  })

  test('canceled while they are read stay canceled, and leave no word', async () => {
    const place = await world()
    const { ada, platform } = place
    const { id } = await bodyOf(await send(place, bundle11({ orgs: schools, users: staff })))
    const file = bundle11({ orgs: schools, users: staff })
    const get = async () => {
      await ada.post(`/api/v1/rosters/${id}/cancel`)
      return { body: new Blob([file]).stream(), size: file.byteLength }
    }
    await readRoster({ ...platform, files: { ...platform.files, get } }, id)
    expect((await bodyOf(await ada.get(`/api/v1/rosters/${id}`))).state).toBe('canceled')
    expect(await rowsOf(place, id)).toEqual([])
  })

  test('pass over who was erased or joined to another account after they were read', async () => {
    const place = await world()
    const { lena, grace, platform, clock } = place
    const [one, two] = [await place.join('Noor One', ['learner']), await place.join('Noor Two', ['learner'])]
    const users = [lena, two].map(({ email }, n) => `k${n},,true,d1,teacher,Given,Family${n},${email}`)
    const roster = await sendAndRead(place, bundle11({ orgs: schools, users: [...users, staff[0] ?? ''] }))
    await erasePerson(platform, await orderErasure(platform, lena.id, { dueAt: clock.now() }))
    await grace.post(`/api/v1/people/${one.id}/merge`, { from: two.id, reason: 'entered-twice' })
    const [, done] = await apply(place, roster.id)
    expect([done.state, done.applied_rows, done.positions.refuse]).toEqual(['done', 2, 1])
    const refused = await rowsOf(place, roster.id, '?action=refuse')
    expect(refused).toMatchObject([{ key: 'k0', reason: 'account-has-ended', name: null }])
    expect((await bodyOf(await one.get('/api/v1/me/positions'))).items).toHaveLength(1)
  })

  test('whose work was given up are ended a day after those that wait for somebody', async () => {
    const place = await world()
    const { ada, platform, clock } = place
    const { id } = await bodyOf(await send(place, bundle11({ orgs: schools, users: staff })))
    const [{ fileKey = '' } = {}] = await platform.db.select().from(rosterImport)
    const state = async () => {
      await tidy(platform)
      return (await bodyOf(await ada.get(`/api/v1/rosters/${id}`))).state
    }
    clock.forward({ days: 7, hours: 23 })
    expect(await state()).toBe('reading')
    clock.forward({ hours: 2 })
    expect([await state(), await platform.files.get(fileKey)]).toEqual(['canceled', undefined])
    await work(place)
    expect(await state()).toBe('canceled')
  })

  test('whose end a crash cut short leave no file behind', async () => {
    const place = await world()
    const { ada, platform } = place
    const files = async () => {
      const keys = []
      for await (const { key } of platform.files.list('rosters/')) keys.push(key)
      return keys
    }
    const { id } = await sendAndRead(place, bundle11({ orgs: schools, users: staff }))
    const [key = ''] = await files()
    const { body } = (await platform.files.get(key)) ?? {}
    const bytes = new Uint8Array(await new Response(body).arrayBuffer())
    await ada.post(`/api/v1/rosters/${id}/cancel`)
    await platform.files.put(key, bytes, { maxBytes: bytes.byteLength })
    const open = await bodyOf(await send(place, bundle11({ orgs: schools, users: staff })))
    expect(await files()).toHaveLength(2)
    const later = { ...platform, now: () => new Date(Date.now() + 25 * 60 * 60_000) }
    expect([await sweepRosterFiles(platform), await sweepRosterFiles(later)]).toEqual([0, 1])
    expect(await files()).toEqual([expect.not.stringContaining(key)])
    await work(place)
    expect((await bodyOf(await ada.get(`/api/v1/rosters/${open.id}`))).state).toBe('ready')
  })

  test('stop when whoever applied them does not manage these people any more', async () => {
    const place = await world()
    const mira = await place.join('Mira Sands', ['owner'])
    const { id } = await sendAndRead(place, bundle11({ orgs: schools, users: staff }))
    await mira.post(`/api/v1/rosters/${id}/apply`)
    await place.ada.delete(`/api/v1/organizations/${place.lakeside}/people/${mira.id}/roles/owner`)
    await work(place)
    const { state, applied_rows } = await bodyOf(await place.ada.get(`/api/v1/rosters/${id}`))
    expect([state, applied_rows]).toEqual(['failed', 0])
  })
})

describe('an address that is somebody else’s already', () => {
  const listed = async ({ ada, lakeside }: World, query = '') =>
    (await bodyOf(await ada.get(`/api/v1/organizations/${lakeside}/people${query}`))).items
  const rosterOf = (email: string, family = 'Ng') =>
    bundle11({ orgs: schools, users: [`n1,,true,d1,teacher,Nora,${family},${email}`] })

  async function enter(email: (place: World) => string) {
    const place = await world()
    const roster = await sendAndRead(place, rosterOf(email(place)))
    const rows = await rowsOf(place, roster.id)
    const [status, done] = await apply(place, roster.id)
    const own = [place.ada.id, place.ravi.id, place.lena.id]
    const people = (await listed(place)).filter(({ person_id }: { person_id: string }) => !own.includes(person_id))
    const page = await (await place.ada.browser.get(`/organizations/${place.lakeside}/people.csv`)).text()
    const seen = JSON.stringify([roster.positions, rows, status, done.positions, people, page])
    return { place, people, seen: seen.replaceAll(email(place), 'E').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id') }
  }

  test('is entered like any other, under the name of the roster', async () => {
    const known = await enter(({ otto }) => otto.email)
    const unknown = await enter(() => 'nora@elsewhere.example')
    expect(known.seen).toBe(unknown.seen)
    expect(known.seen).not.toContain('Otto')
    expect(known.people).toMatchObject([{ name: 'Nora Ng', email: 'otto@hillview.example', roles: ['learner'] }])
    const { place } = known
    expect([await listed(place, '?q=okafor'), (await listed(place, '?q=nora')).length]).toEqual([[], 1])
    // A further role by that address works at once for both, since both stand in the list.
    for (const { place } of [known, unknown]) {
      const email = place === known.place ? place.otto.email : 'nora@elsewhere.example'
      const grant = { name: 'Nora', email, role: 'coach' }
      expect((await place.ada.post(`/api/v1/organizations/${place.lakeside}/people`, grant)).status).toBe(201)
    }
  })

  test('keeps its own name whatever rosters say later, which lists there follow', async () => {
    const { place } = await enter(({ otto }) => otto.email)
    await apply(place, (await sendAndRead(place, rosterOf(place.otto.email, 'Nguyen'))).id)
    expect((await bodyOf(await place.otto.get('/api/v1/me'))).name).toBe('Otto Okafor')
    expect(await listed(place, '?q=nora')).toMatchObject([{ name: 'Nora Nguyen' }])
  })

  test('keeps the address that it was entered with, and does not tell which other ones lead to it', async () => {
    const sendAnother = async (email: (place: World) => string, other: (place: World) => Promise<string>) => {
      const { place } = await enter(email)
      const next = await other(place)
      const roster = await sendAndRead(place, rosterOf(next, 'Nguyen'))
      const rows = await rowsOf(place, roster.id)
      await apply(place, roster.id)
      const seen = JSON.stringify([roster.positions, rows, await listed(place, '?q=nora')])
      const neutral = seen.replaceAll(email(place), 'E').replaceAll(next, 'F')
      return neutral.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replaceAll(/"\d+"/g, 'n')
    }
    const unknown = await sendAnother(
      () => 'nora@elsewhere.example',
      async () => 'nora@home.example',
    )
    const ownOther = await sendAnother(
      ({ otto }) => otto.email,
      async ({ otto, platform }) => {
        const email = 'otto@home.example'
        await platform.db
          .insert(personEmail)
          .values({ email, personId: otto.id, kind: 'personal', createdAt: 1, verifiedAt: 1 })
        return email
      },
    )
    expect(ownOther).toBe(unknown)
    expect(unknown).toContain('address-differs')
  })

  test('is known by the name of its account once they accept an invitation, or ask to join', async () => {
    const { place } = await enter(({ otto }) => otto.email)
    const { otto, ada, lakeside, platform } = place
    await markEmailVerified(platform.db, { personId: otto.id, email: otto.email, at: 1 })
    const details = { name: 'Nora', email: otto.email, roles: ['author'] }
    const { id } = await bodyOf(await ada.post(`/api/v1/organizations/${lakeside}/invitations`, details))
    expect(await listed(place, '?q=otto%20okafor')).toEqual([])
    expect((await otto.post(`/api/v1/me/invitations/${id}/accept`)).status).toBe(200)
    expect(await listed(place, '?q=otto%20okafor')).toMatchObject([
      { name: 'Otto Okafor', roles: ['author', 'learner'] },
    ])
  })

  test('is called the same in the log of what was done', async () => {
    const { place, people } = await enter(({ otto }) => otto.email)
    const { ada, lakeside } = place
    const details = { person_id: people[0].person_id, title: 'Coach', starts_on: '2026-05-01' }
    const added = await ada.post(`/api/v1/organizations/${lakeside}/positions`, details)
    await ada.patch(`/api/v1/positions/${(await bodyOf(added)).id}`, { title: 'Mentor' })
    for (const path of ['/admin/audit', '/admin/audit.csv']) {
      const log = await (await ada.browser.get(`${path}?subject=${people[0].person_id}`)).text()
      expect([log.includes('Nora Ng'), log.includes('Otto')]).toEqual([true, false])
      expect(log.match(/position.edited|Position changed/gi)).not.toBeNull()
    }
  })

  test('is called the same where the owner gives them a role elsewhere, and where a school is moved', async () => {
    const seen = async (email: (place: World) => string) => {
      const { place } = await enter(email)
      const { ada, grace, platform, lakeside } = place
      const { id: other } = await createOrganization(platform, grace.actor, { name: 'Other', type: 'district' })
      const school = { name: 'Oak', type: 'school' as const, parentId: lakeside }
      const { id: oak } = await createOrganization(platform, ada.actor, school)
      await platform.db.insert(role).values({ personId: ada.id, organizationId: other, name: 'owner', createdAt: 1 })
      const grant = { name: 'Nora', email: email(place), role: 'coach' }
      const answers = []
      for (const at of [other, oak]) answers.push(await ada.post(`/api/v1/organizations/${at}/people`, grant))
      await ada.post(`/api/v1/organizations/${oak}/move`, { parent_id: other })
      const lists = []
      for (const at of [other, oak])
        lists.push((await bodyOf(await ada.get(`/api/v1/organizations/${at}/people`))).items)
      const people = lists.flat().filter(({ person_id }: { person_id: string }) => person_id !== ada.id)
      return JSON.stringify([answers.map(({ status }) => status), people])
        .replaceAll(email(place), 'E')
        .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
    }
    const known = await seen(({ otto }) => otto.email)
    expect(known).toBe(await seen(() => 'nora@elsewhere.example'))
    expect(known.match(/Nora Ng/g)).toHaveLength(2)
  })

  test('is entered alike where it became somebody’s only after the roster was read', async () => {
    const place = await world()
    const { otto, hillview } = place
    const email = 'nora@elsewhere.example'
    const users = [`n1,,true,s1 s2,teacher,Nora,Ng,${email}`, staff[0] ?? '']
    const roster = await sendAndRead(place, bundle11({ orgs: schools, users }))
    const invitation = { name: 'Nora Private', email, roles: ['learner'] }
    await otto.post(`/api/v1/organizations/${hillview}/invitations`, invitation)
    const [, done] = await apply(place, roster.id)
    expect([done.state, done.applied_rows, done.positions.refuse]).toEqual(['done', 3, 0])
    const held = await place.platform.db.all(sql`select person.name, count(*) as positions from position
      join person on person.id = position.person_id where person.email = ${email} group by person.id`)
    expect(held).toEqual([{ name: 'Nora Private', positions: 2 }])
    const { items } = await bodyOf(await place.ada.get('/api/v1/organizations?q=north'))
    const people = await bodyOf(await place.ada.get(`/api/v1/organizations/${items[0].id}/people?q=nora`))
    expect(people.items).toMatchObject([{ name: 'Nora Ng', email }])
  })

  test('is not joined to another account by whoever entered it, in either direction', async () => {
    const place = await world()
    const { ada, grace, platform } = place
    const uma = await place.join('Uma Before', [])
    await place.join('Noor Other', ['learner'])
    await apply(place, (await sendAndRead(place, rosterOf(uma.email))).id)
    const [noor] = await listed(place, '?q=noor')
    const join = async (into: string, from: string) =>
      await problemOf(await ada.post(`/api/v1/people/${into}/merge`, { from, reason: 'entered-twice' }))
    expect(await join(noor.person_id, uma.id)).toEqual([403, 'forbidden'])
    expect(await join(uma.id, noor.person_id)).toEqual([403, 'forbidden'])
    const asked = { from: uma.id, reason: 'asked-by-person' }
    expect((await grace.post(`/api/v1/people/${noor.person_id}/merge`, asked)).status).toBe(204)
    const ended = await platform.db.all(sql`select merged_into from person where id = ${uma.id}`)
    expect(ended).toEqual([{ merged_into: noor.person_id }])
  })

  test('is entered although that account was suspended, which nobody here could know', async () => {
    const place = await world()
    await place.platform.db.run(sql`update person set suspended_at = 1 where id = ${place.otto.id}`)
    expect((await sendAndRead(place, rosterOf(place.otto.email))).positions).toEqual({ ...unchanged, add: 1 })
    const own = await world()
    await own.platform.db.run(sql`update person set suspended_at = 1 where id = ${own.lena.id}`)
    expect((await sendAndRead(own, rosterOf(own.lena.email))).positions).toEqual({ ...unchanged, refuse: 1 })
  })
})

describe('on its pages', () => {
  test('a list is sent, its columns are named, it is applied, and its lines to fix are taken away', async () => {
    const place = await world()
    const { browser } = place.ada
    const form = new FormData()
    const list = 'Name,E-mail,School\nMaya Ortiz,maya@lakeside.example,Oak\n=Sam,none,Oak\n'
    form.append('file', new File([list], 'staff.csv', { type: 'text/csv' }))
    const sent = await browser.post(`/organizations/${place.lakeside}/rosters`, form)
    const path = sent.headers.get('Location') ?? ''
    expect([sent.status, path]).toEqual([303, expect.stringMatching(/^\/admin\/rosters\/[\w-]+$/)])
    expect(await (await browser.get(path)).text()).toContain('<option value="E-mail" selected="">')
    const unnamed = await browser.post(path, new URLSearchParams({ name: 'Name' }))
    expect([unnamed.status, await unnamed.text()]).toEqual([422, expect.stringContaining('href="#f-email"')])
    const mapping = { name: 'Name', email: 'E-mail', school: 'School' }
    expect((await browser.post(path, new URLSearchParams(mapping))).status).toBe(303)
    expect(await (await browser.get(path)).text()).toContain('http-equiv="refresh"')
    await work(place)
    expect(await (await browser.get(`${path}?show=refuse`)).text()).toContain('It has no email address')
    const csv = await (await browser.get(`${path}/rows.csv`)).text()
    expect(csv).toContain('It has no email address')
    expect((await browser.post(path, new URLSearchParams({ do: 'apply' }))).status).toBe(303)
    await work(place)
    expect(await (await browser.get(path)).text()).toContain('1 line was applied.')
    expect(await (await browser.get('/admin/rosters')).text()).toContain('staff.csv')
    expect((await place.otto.browser.get(path)).status).toBe(404)
  })

  test('a form without a file keeps the page and says what to do', async () => {
    const place = await world()
    const form = new FormData()
    form.append('file', new File([], ''))
    const response = await place.ada.browser.post(`/organizations/${place.lakeside}/rosters`, form)
    expect([response.status, await response.text()]).toEqual([422, expect.stringContaining('Choose a file.')])
  })
})
