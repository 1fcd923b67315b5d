import { eq, sql } from 'drizzle-orm'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { markEmailVerified } from '../../src/identity/people/emails-store.ts'
import { findPerson, findPersonByEmail } from '../../src/identity/people/people-store.ts'
import { extractCredential } from '../../src/openbadges/index.ts'
import { checkHealth } from '../../src/operations/installation/health.ts'
import { resumeErasures } from '../../src/operations/privacy/erase-person.ts'
import { tidyExports } from '../../src/operations/privacy/export-data.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { message } from '../../src/platform/mail/mail-tables.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { oneValue, refusalOf } from '../support/database.ts'
import { deliverMail } from '../support/mailbox.ts'
import type { TestPerson } from '../support/people.ts'
import { approval, approveWork, issueAward, publishBadge, submitWork } from '../support/progress.ts'
import { bundle11 } from '../support/rosters.ts'
import { type World, world } from '../support/world.ts'

describe('joining two accounts', () => {
  test('by who reads the mail of the one and is signed in to the other, brings everything together', async () => {
    const place = await world()
    const { platform, lakeside } = place
    const old = await place.join('Lena Old', ['learner', 'author'])
    const awardId = await issueAward(place, { learner: old })
    const draft = await submitWork(place, { learner: old })
    await place.lena.patch('/api/v1/me', { name: 'Lena Lindqvist-Old' })
    expect((await mergeInto(place, place.lena, old)).status).toBe(204)

    const { items: awards } = await bodyOf(await place.lena.get('/api/v1/awards?recipient=me'))
    expect(awards).toMatchObject([{ id: awardId, recipient: { name: 'Lena Lindqvist-Old' } }])
    expect((await place.lena.get(`/api/v1/submissions/${draft}`)).status).toBe(200)
    expect((await findPersonByEmail(platform.db, old.email))?.id).toBe(place.lena.id)
    const roles = await platform.db.all(
      sql`select name from role where person_id = ${place.lena.id} and organization_id = ${lakeside} order by name`,
    )
    expect(roles).toEqual([{ name: 'author' }, { name: 'learner' }])
    expect(await problemOf(await old.get('/api/v1/me'))).toEqual([401, 'unauthenticated'])
    expect((await place.visitor.get(`/c/${awardId}.json`)).status).toBe(200)
    expect(await verifyAudit(platform.db)).toMatchObject({ state: 'intact' })
  })

  test('takes the link, once, by who asked for it', async () => {
    const place = await world()
    const old = await place.join('Lena Old', [])
    const secret = await askToMerge(place, place.lena, old)
    for (const stranger of [place.otto, old])
      expect(await problemOf(await confirm(stranger, 'merge', secret))).toEqual([404, 'not-found'])
    expect(await problemOf(await confirm(place.lena, 'merge', 'x'.repeat(43)))).toEqual([404, 'not-found'])
    const answers = await Promise.all([1, 2].map(() => confirm(place.lena, 'merge', secret)))
    const statuses = answers.map(({ status }) => status).sort()
    // Whichever came second finds the link used, or the account gone.
    expect(statuses[0]).toBe(204)
    expect([404, 409]).toContain(statuses[1])
  })

  test('asked with an address that leads nowhere, says the same and sends nothing', async () => {
    const { lena, platform } = await world()
    for (const email of ['nobody.here@lakeside.example', lena.email])
      expect((await lena.post('/api/v1/me/merge', { email })).status).toBe(202)
    await deliverMail(platform)
    expect(platform.mailbox).toEqual([])
  })

  test('an address that both had stays with who showed it', async () => {
    const place = await world()
    const { platform, lena } = place
    const old = await place.join('Lena Old', [])
    await lena.post('/api/v1/me/emails', { email: 'lena@home.example', kind: 'personal' })
    await platform.db.run(sql`insert into person_email values ('lena@home.example', ${old.id}, 'personal', 5, 5)`)
    expect((await mergeInto(place, lena, old)).status).toBe(204)
    const { items } = await bodyOf(await lena.get('/api/v1/me/emails'))
    expect(
      items.map((row: { email: string; verified_at: string | null }) => [row.email, row.verified_at !== null]),
    ).toEqual(
      [
        [lena.email, false],
        ['lena@home.example', true],
        [old.email, true],
      ].sort((a, b) => Number(b[0] === lena.email) - Number(a[0] === lena.email)),
    )
  })

  test('keeps duties apart from then on, and refuses where they were not', async () => {
    const place = await world()
    const twin = await place.join('Ravi Twin', ['learner'])
    const badgeId = await publishBadge(place)
    const waiting = await submitWork(place, { learner: twin, badgeId })
    const approved = await approveWork(place, { learner: twin })
    const awarded = await issueAward(place, { learner: twin })
    const secret = await askToMerge(place, place.ravi, twin)
    expect(await problemOf(await confirm(place.ravi, 'merge', secret))).toEqual([403, 'separation-of-duties'])
    expect(
      (await place.ada.post(`/api/v1/awards/${awarded}/revoke`, { reason: 'Approved by himself' })).status,
    ).toBeLessThan(300)
    expect((await confirm(place.ravi, 'merge', secret)).status).toBe(204)

    expect(await problemOf(await place.ravi.post(`/api/v1/submissions/${waiting}/reviews`, approval))).toEqual([
      403,
      'separation-of-duties',
    ])
    expect((await bodyOf(await place.ravi.get(`/api/v1/submissions/${approved}`))).state).toBe('returned')
    const { items: queue } = await bodyOf(await place.ravi.get('/api/v1/reviews/waiting'))
    expect(JSON.stringify(queue ?? [])).not.toContain(waiting)
    const review = sql`insert into review (id, submission_id, attempt_number, reviewer_id, decision, comment, created_at)
      values ('r-x', ${waiting}, 1, ${place.ravi.id}, 'approved', 'Fine', 1)`
    expect(await refusalOf(place.platform, review)).toContain('review_by_someone_else')
  })

  test('racing with a new role, loses neither', async () => {
    const place = await world()
    const old = await place.join('Lena Old', ['learner'])
    const secret = await askToMerge(place, place.lena, old)
    const [merged, granted] = await Promise.all([
      confirm(place.lena, 'merge', secret),
      place.ada.post(`/api/v1/issuers/${place.lakeside}/people`, { name: 'Lena', email: old.email, role: 'author' }),
    ])
    // Once they are one, the address stands in no list any more: it is invited.
    expect([merged.status, granted.status]).toBeOneOf([
      [204, 201],
      [204, 202],
    ])
    const held = await place.platform.db.all(
      sql`select distinct person_id as id from role where name = 'author' and person_id <> ${place.ada.id}`,
    )
    expect(held).toEqual(granted.status === 201 ? [{ id: place.lena.id }] : [])
  })

  test('by others takes who runs the installation, or who manages all that both have', async () => {
    const place = await world()
    const { ada, ravi, otto, grace, lena, platform } = place
    const [one, two] = [await place.join('Noor One', ['learner']), await place.join('Noor Two', ['learner'])]
    const path = `/api/v1/people/${one.id}/merge`
    const body = { from: two.id, reason: 'entered-twice' }
    for (const stranger of [ravi, otto, lena])
      expect(await problemOf(await stranger.post(path, body))).toEqual([404, 'not-found'])
    expect((await ada.post(path, { ...body, reason: 'because' })).status).toBe(422)
    expect(await problemOf(await ada.post(`/api/v1/people/${ada.id}/merge`, { ...body, from: one.id }))).toEqual([
      403,
      'separation-of-duties',
    ])
    expect(await problemOf(await ada.post(path, { ...body, from: otto.id }))).toEqual([404, 'not-found'])
    await platform.db.run(sql`insert into person_email values ('noor@home.example', ${two.id}, 'personal', 5, 5)`)
    expect(await problemOf(await ada.post(path, body))).toEqual([403, 'forbidden'])
    await platform.db.run(sql`update person_email set kind = 'work' where person_id = ${two.id}`)
    expect((await ada.post(path, body)).status).toBe(204)
    expect(await problemOf(await grace.post(path, body))).toEqual([409, 'state-conflict'])
    expect((await findPerson(platform.db, two.id))?.mergedInto).toBe(one.id)
    expect(await oneValue(platform, sql`select details from audit_entry where action = 'person.merged'`)).toBe(
      JSON.stringify({ from: two.id, reason: 'entered-twice' }),
    )
  })
})

describe('taking one’s data along', () => {
  test('makes one file of everything, for its owner and for seven days', async () => {
    const place = await world()
    const { lena, otto, visitor, platform, clock } = place
    const awardId = await issueAward(place)
    const { id } = await bodyOf(await lena.post('/api/v1/me/exports'))
    expect(await problemOf(await lena.get(`/api/v1/me/exports/${id}`))).toEqual([404, 'not-found'])
    expect(await problemOf(await lena.post('/api/v1/me/exports'))).toEqual([409, 'state-conflict'])
    await deliverMail(platform)
    await deliverMail(platform)
    expect(platform.mailbox.map(({ to, subject }) => [to, subject])).toContainEqual([lena.email, 'Your data is ready'])

    const response = await lena.get(`/api/v1/me/exports/${id}`)
    expect([response.status, response.headers.get('Content-Type'), response.headers.get('Cache-Control')]).toEqual([
      200,
      'application/zip',
      'private, no-store',
    ])
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
    const data = JSON.parse(strFromU8(files['data.json'] ?? new Uint8Array()))
    expect(data).toMatchObject({
      person: { id: lena.id, name: lena.name },
      emails: [{ email: lena.email, is_main: true }],
      roles: [{ role: 'learner', organization: 'Lakeside School District' }],
      submissions: [{ state: 'awarded', evidence: [{ name: 'Reflection' }], feedback: [{ decision: 'approved' }] }],
      awards: [{ id: awardId, state: 'active' }],
    })
    const credential = await (await visitor.get(`/c/${awardId}.json`)).text()
    expect(strFromU8(files[`credentials/${awardId}.json`] ?? new Uint8Array())).toBe(credential)
    const png = files[`credentials/${awardId}.png`] ?? new Uint8Array()
    expect(JSON.stringify(await extractCredential(png))).toContain(awardId)
    expect(strFromU8(files['index.html'] ?? new Uint8Array())).toContain('Lena Lindqvist')

    expect(await problemOf(await otto.get(`/api/v1/me/exports/${id}`))).toEqual([404, 'not-found'])
    expect(await problemOf(await visitor.get(`/api/v1/me/exports/${id}`))).toEqual([401, 'unauthenticated'])
    clock.forward({ days: 7 })
    expect(await problemOf(await lena.get(`/api/v1/me/exports/${id}`))).toEqual([404, 'not-found'])
    await tidyExports(platform)
    const kept = []
    for await (const file of platform.files.list('exports/')) kept.push(file)
    expect(kept).toEqual([])
  })

  test('brings what organizations call them, also under an account that they joined', async () => {
    const place = await world()
    const { ada, grace, lena, lakeside, platform } = place
    const uma = await place.join('Uma Before', [])
    const users = [lena, uma].map(({ email }, n) => `n${n},,true,d1,teacher,Nora,Number${n},${email}`)
    const file = bundle11({ orgs: ['d1,,Lakeside Schools,district,'], users })
    const type = { 'content-type': 'application/zip' }
    const { id: roster } = await bodyOf(await ada.post(`/api/v1/organizations/${lakeside}/rosters`, file, type))
    await deliverMail(platform)
    await ada.post(`/api/v1/rosters/${roster}/apply`)
    await deliverMail(platform)
    const exported = async (person: TestPerson) => {
      const { id } = await bodyOf(await person.post('/api/v1/me/exports'))
      await deliverMail(platform)
      const archive = await (await person.get(`/api/v1/me/exports/${id}`)).arrayBuffer()
      const { 'data.json': data = new Uint8Array(), 'index.html': page = new Uint8Array() } = unzipSync(
        new Uint8Array(archive),
      )
      return { ...JSON.parse(strFromU8(data)), page: strFromU8(page) }
    }
    const organization = 'Lakeside School District'
    const called = (n: number) => ({ organization, name: `Nora Number${n}`, id: `n${n}` })
    expect(await exported(uma)).toMatchObject({
      known_as: [{ organization, name: 'Nora Number1', email: uma.email }],
      called_in_rosters: [called(1)],
      page: expect.stringContaining(`<li>${organization}: Nora Number1, ${uma.email}</li>`),
    })
    const merge = { from: uma.id, reason: 'asked-by-person' }
    expect((await grace.post(`/api/v1/people/${lena.id}/merge`, merge)).status).toBe(204)
    expect(await exported(lena)).toMatchObject({ known_as: [], called_in_rosters: [called(0), called(1)] })
  })

  test('that was being put together while its owner was erased, is not left lying', async () => {
    const place = await world()
    const { lena, platform, clock } = place
    await eraseConfirmed(place, lena)
    clock.forward({ days: 7 })
    await lena.post('/api/v1/me/exports')
    await Promise.all([deliverMail(platform), deliverMail(platform)])
    await deliverMail(platform)
    const kept = []
    for await (const file of platform.files.list('exports/')) kept.push(file)
    expect(kept).toEqual([])
  })

  test('brings the files of evidence as they were sent', async () => {
    const place = await world()
    const { lena, platform } = place
    const submission = await bodyOf(await lena.post('/api/v1/submissions', { badge_id: await publishBadge(place) }))
    const form = new FormData()
    form.set('shows_students', 'no')
    form.set('file', new File(['Everybody speaks <b>.'], 'Plan & <notes>.txt', { type: 'text/plain' }))
    expect((await lena.post(`/api/v1/submissions/${submission.id}/evidence`, form)).status).toBe(201)
    const { id } = await bodyOf(await lena.post('/api/v1/me/exports'))
    await deliverMail(platform)
    const files = unzipSync(new Uint8Array(await (await lena.get(`/api/v1/me/exports/${id}`)).arrayBuffer()))
    const evidence = Object.entries(files).filter(([name]) => name.startsWith('evidence/'))
    expect(evidence.map(([, bytes]) => strFromU8(bytes))).toEqual(['Everybody speaks <b>.'])
    expect(evidence[0]?.[0]).toMatch(/^evidence\/[\w-]+\/1-Plan [^/<>&]*\.txt$/)
  })

  test('that failed is put together when it is tried again', async () => {
    const { lena, platform, clock } = await world()
    await lena.post('/api/v1/me/exports')
    const full = { ...platform.files, put: () => Promise.reject(new Error('The disk is full.')) }
    for (let attempt = 0; attempt < 8; attempt++) {
      await deliverMail({ ...platform, files: full })
      clock.forward({ hours: 1 })
    }
    await tidyExports(platform)
    await deliverMail(platform)
    const { items } = await bodyOf(await lena.get('/api/v1/me/exports'))
    expect(items).toMatchObject([{ state: 'ready' }])
  })
})

describe('erasing an account', () => {
  test('is asked for, confirmed by mail, waits seven days and takes every word', async () => {
    const place = await world()
    const { lena, ada, visitor, platform, clock } = place
    const awardId = await issueAward(place)
    const waiting = await submitWork(place)
    const copy = await (await visitor.get(`/c/${awardId}.json`)).text()
    await eraseConfirmed(place, lena)
    expect((await lena.get('/api/v1/me')).status).toBe(200)
    clock.forward({ days: 6, hours: 23 })
    await deliverMail(platform)
    expect((await lena.get('/api/v1/me')).status).toBe(200)
    clock.forward({ hours: 1 })
    await deliverMail(platform)

    expect((await lena.get('/api/v1/me')).status).toBe(401)
    for (const path of ['', '.json', '.png', '.svg', '.jwt']) {
      const { status } = await visitor.get(`/c/${awardId}${path}`, { accept: '*/*' })
      expect([path, status]).toEqual([path, path === '.jwt' && status === 404 ? 404 : 410])
    }
    const page = await ada.browser.get(`/c/${awardId}`)
    expect(page.status).toBe(410)
    expect(await page.text()).not.toContain('Lena')
    const report = await bodyOf(await visitor.post('/api/v1/verify', copy, { 'content-type': 'application/json' }))
    expect(report.verdict).toBe('valid')
    expect((await bodyOf(await ada.get(`/api/v1/awards/${awardId}`))).recipient.name).toBe('Erased person')
    expect(await oneValue(platform, sql`select state from submission where id = ${waiting}`)).toBe('withdrawn')
    expect(await wordsLeft(platform, ['Lena', 'lena@', 'What I tried', 'Everybody speaks'])).toEqual([])
    expect(await verifyAudit(platform.db)).toMatchObject({ state: 'intact' })
    const certificate = JSON.parse(
      String(await oneValue(platform, sql`select details from audit_entry where action = 'person.erased'`)),
    )
    expect(certificate).toMatchObject({ submissions: 2, evidence: 2, awards: 1, requestedBy: 'person' })
  })

  test('leaves alone what is somebody else’s, of whom they said that the address was theirs', async () => {
    const place = await world()
    const { lena, otto, ada, lakeside, platform, clock } = place
    await markEmailVerified(platform.db, { personId: lena.id, email: lena.email, at: 1 })
    await issueAward(place)
    const invitation = { name: 'Lena', email: lena.email, roles: ['author'] }
    const { id } = await bodyOf(await ada.post(`/api/v1/organizations/${lakeside}/invitations`, invitation))
    await deliverMail(platform)
    const subjects = async () =>
      (await platform.db.select().from(message).where(eq(message.to, lena.email))).map(({ subject }) => subject).sort()
    const before = await subjects()
    await otto.post('/api/v1/me/emails', { email: lena.email, kind: 'personal' })
    expect(await subjects()).toHaveLength(before.length + 1)
    await platform.db.run(sql`delete from role where person_id = ${otto.id}`)
    await eraseConfirmed(place, otto)
    clock.forward({ days: 7 })
    await deliverMail(platform)
    expect((await findPerson(platform.db, otto.id))?.name).toBe('Erased person')
    expect(await subjects()).toEqual(before)
    expect((await lena.post(`/api/v1/me/invitations/${id}/accept`)).status).toBe(200)
  })

  test('takes mail to others that is about this person, and none about somebody whose name begins alike', async () => {
    const place = await world()
    const { ada, lakeside, platform, clock } = place
    await ada.put(`/api/v1/organizations/${lakeside}/settings`, { joining: 'ask' })
    const [jo, joanna] = [await place.join('Jo', []), await place.join('Joanna Smith', [])]
    for (const person of [jo, joanna])
      expect((await person.post(`/api/v1/organizations/${lakeside}/join-requests`)).status).toBe(201)
    await eraseConfirmed(place, jo)
    clock.forward({ days: 7 })
    await deliverMail(platform)
    const requests = await platform.db.select().from(message).where(eq(message.kind, 'join-request'))
    expect(requests.length).toBeGreaterThan(0)
    expect(new Set(requests.map(({ aboutPersonId }) => aboutPersonId))).toEqual(new Set([joanna.id]))
    expect(JSON.stringify(requests)).toContain('Joanna Smith')
  })

  test('takes what others were told of this person under a name that they had before', async () => {
    const place = await world()
    const { ada, lakeside, platform, clock } = place
    await ada.put(`/api/v1/organizations/${lakeside}/settings`, { joining: 'ask' })
    const maya = await place.join('Maya Formerly', [])
    await maya.post(`/api/v1/organizations/${lakeside}/join-requests`)
    for (const email of [ada.email, 'maya@mistaken.example'])
      await maya.post('/api/v1/me/emails', { email, kind: 'personal' })
    await deliverMail(platform)
    await maya.patch('/api/v1/me', { name: 'Maya Ortiz' })
    expect(await wordsLeft(platform, ['Maya Formerly'])).toEqual(['message: Maya Formerly'])
    await eraseConfirmed(place, maya)
    clock.forward({ days: 7 })
    await deliverMail(platform)
    expect(await wordsLeft(platform, ['Formerly', 'Maya Ortiz', 'maya@mistaken.example'])).toEqual([])
  })

  test('can be stopped until it is done, and is only for who asked', async () => {
    const place = await world()
    const { lena, otto, visitor, platform, clock } = place
    const secret = await askToErase(place, lena)
    expect(await problemOf(await confirm(otto, 'erasure', secret))).toEqual([404, 'not-found'])
    expect((await visitor.post('/api/v1/me/erasure')).status).toBe(401)
    expect((await confirm(lena, 'erasure', secret)).status).toBe(200)
    expect(await problemOf(await confirm(lena, 'erasure', secret))).toEqual([404, 'not-found'])
    expect(await problemOf(await lena.post('/api/v1/me/erasure'))).toEqual([409, 'state-conflict'])
    expect((await lena.delete('/api/v1/me/erasure')).status).toBe(204)
    expect(await problemOf(await lena.delete('/api/v1/me/erasure'))).toEqual([409, 'state-conflict'])
    clock.forward({ days: 8 })
    await deliverMail(platform)
    expect((await findPerson(platform.db, lena.id))?.name).toBe('Lena Lindqvist')
  })

  test('is refused to the last owner of an organization', async () => {
    const { ada, otto } = await world()
    for (const owner of [ada, otto])
      expect(await problemOf(await owner.post('/api/v1/me/erasure'))).toEqual([409, 'state-conflict'])
  })

  test('takes the accounts that were joined to it along', async () => {
    const place = await world()
    const { lena, platform, clock, visitor } = place
    const old = await place.join('Lena Old', ['learner'])
    const awardId = await issueAward(place, { learner: old })
    expect((await mergeInto(place, lena, old)).status).toBe(204)
    await eraseConfirmed(place, lena)
    clock.forward({ days: 7 })
    await deliverMail(platform)
    expect((await visitor.get(`/c/${awardId}.json`)).status).toBe(410)
    expect(await wordsLeft(platform, ['Lena', 'lena'])).toEqual([])
  })

  test('racing with an award, leaves nothing of it to read', async () => {
    const place = await world()
    const { lena, ada, platform, clock } = place
    const submissionId = await approveWork(place)
    await eraseConfirmed(place, lena)
    clock.forward({ days: 7 })
    const [answer] = await Promise.all([ada.post(`/api/v1/submissions/${submissionId}/award`), deliverMail(platform)])
    expect([201, 404, 409, 410, 500].includes(answer.status) && answer.status !== 500).toBe(true)
    await deliverMail(platform)
    expect(await wordsLeft(platform, ['Lena', 'lena@'])).toEqual([])
    expect(await verifyAudit(platform.db)).toMatchObject({ state: 'intact' })
  })

  test('stopped in the moment it is due, is done whole or not at all', async () => {
    const place = await world()
    const { lena, platform, clock } = place
    await eraseConfirmed(place, lena)
    clock.forward({ days: 7 })
    const [stopped] = await Promise.all([lena.delete('/api/v1/me/erasure'), deliverMail(platform)])
    const person = await findPerson(platform.db, lena.id)
    const state = await oneValue(platform, sql`select state from erasure where person_id = ${lena.id}`)
    if (stopped.status === 204) expect([state, person?.name]).toEqual(['canceled', 'Lena Lindqvist'])
    else expect([state, person?.name]).toEqual(['done', 'Erased person'])
    expect(await verifyAudit(platform.db)).toMatchObject({ state: 'intact' })
  })

  test.each([
    ['was given up', sql`update outbox set state = 'failed', attempts = 8 where topic = 'person.erase'`],
    ['was lost', sql`delete from outbox where topic = 'person.erase'`],
  ])('that %s is seen, and done when it is tried again', async (_, accident) => {
    const place = await world()
    const { lena, platform, clock } = place
    await eraseConfirmed(place, lena)
    await platform.db.run(accident)
    clock.forward({ days: 7 })
    await deliverMail(platform)
    expect(await erasures(place)).toMatchObject({ state: 'good' })
    clock.forward({ hours: 1 })
    expect(await erasures(place)).toMatchObject({ state: 'broken', finding: 'late', values: { late: 1 } })
    // Two machines may tidy at once.
    await Promise.all([resumeErasures(platform), resumeErasures(platform)])
    await resumeErasures(platform)
    expect(await oneValue(platform, sql`select count(*) from outbox where topic = 'person.erase'`)).toBeOneOf([1, 2])
    await deliverMail(platform)
    expect((await findPerson(platform.db, lena.id))?.name).toBe('Erased person')
    expect(await oneValue(platform, sql`select count(*) from audit_entry where action = 'person.erased'`)).toBe(1)
    expect(await erasures(place)).toMatchObject({ state: 'good' })
  })

  test('whose words may still be in the file of the database is seen, and tried again', async () => {
    const place = await world()
    const { lena, platform, clock } = place
    await eraseConfirmed(place, lena)
    clock.forward({ days: 7 })
    const busy = { ...platform, forgetDeleted: () => Promise.reject(new Error('The database is busy.')) }
    for (let attempt = 0; attempt < 8; attempt++) {
      await deliverMail(busy)
      clock.forward({ hours: 1 })
    }
    expect((await findPerson(platform.db, lena.id))?.name).toBe('Erased person')
    expect(await oneValue(platform, sql`select state from outbox where topic = 'person.erase'`)).toBe('failed')
    expect(await erasures(place)).toMatchObject({ state: 'attention', finding: 'unclean', values: { unclean: 1 } })
    await resumeErasures(platform)
    await deliverMail(platform)
    expect(await erasures(place)).toMatchObject({ state: 'good' })
  })

  test('that was stopped is not taken up', async () => {
    const place = await world()
    const { lena, platform, clock } = place
    await eraseConfirmed(place, lena)
    await lena.delete('/api/v1/me/erasure')
    clock.forward({ days: 9 })
    await resumeErasures(platform)
    await deliverMail(platform)
    expect((await findPerson(platform.db, lena.id))?.name).toBe('Lena Lindqvist')
    expect(await erasures(place)).toMatchObject({ state: 'good' })
  })

  test('leaves no role, as joining and suspending do', async () => {
    const place = await world()
    const { lena, ravi, platform, clock } = place
    const old = await place.join('Lena Old', ['author'])
    const held = async ({ id }: TestPerson) =>
      oneValue(platform, sql`select count(*) from held_role where person_id = ${id}`)
    expect([await held(lena), await held(old), await held(ravi)]).toEqual([1, 1, 1])
    expect((await mergeInto(place, lena, old)).status).toBe(204)
    expect([await held(lena), await held(old)]).toEqual([2, 0])
    await platform.db.run(sql`update person set suspended_at = 1 where id = ${ravi.id}`)
    expect(await held(ravi)).toBe(0)
    await eraseConfirmed(place, lena)
    clock.forward({ days: 7 })
    await deliverMail(platform)
    expect(await held(lena)).toBe(0)
  })

  test('is the only thing that the ledger lets go', async () => {
    const place = await world()
    const { lena, platform, clock } = place
    const awardId = await issueAward(place)
    const erased = sql`update award set credential = '' where id = ${awardId}`
    expect(await refusalOf(platform, erased)).toContain('award_no_update')
    expect(await refusalOf(platform, sql`update person set erased_at = 9 where id = ${lena.id}`)).toContain(
      'person_erased_as_asked',
    )
    await eraseConfirmed(place, lena)
    expect(await refusalOf(platform, sql`update person set erased_at = 9 where id = ${lena.id}`)).toContain(
      'person_erased_as_asked',
    )
    clock.forward({ days: 7 })
    await deliverMail(platform)
    for (const [statement, rule] of [
      [sql`update award set digest = '' where id = ${awardId}`, 'award_no_update'],
      [sql`update award set credential = '{}' where id = ${awardId}`, 'award_no_update'],
      [sql`delete from award where id = ${awardId}`, 'award_no_delete'],
      [sql`update review set decision = 'returned'`, 'review_no_update'],
      [sql`update review set comment = 'Other words'`, 'review_no_update'],
      [sql`update person set name = 'Lena' where id = ${lena.id}`, 'person_stays_erased'],
      [sql`update person set erased_at = null where id = ${lena.id}`, 'person_stays_erased'],
    ] as const)
      expect(await refusalOf(platform, statement)).toContain(rule)
  })
})

const confirm = (person: TestPerson, what: 'merge' | 'erasure', secret: string) =>
  person.post(`/api/v1/me/${what}/confirm`, { secret })

async function askToMerge(place: World, into: TestPerson, from: TestPerson): Promise<string> {
  expect((await into.post('/api/v1/me/merge', { email: from.email })).status).toBe(202)
  return await secretSentTo(place.platform, from.email)
}

const mergeInto = async (place: World, into: TestPerson, from: TestPerson) =>
  confirm(into, 'merge', await askToMerge(place, into, from))

const erasures = async ({ platform }: World) => (await checkHealth(platform)).find(({ name }) => name === 'erasures')

async function askToErase(place: World, person: TestPerson): Promise<string> {
  expect((await person.post('/api/v1/me/erasure')).status).toBe(202)
  return await secretSentTo(place.platform, person.email)
}

async function eraseConfirmed(place: World, person: TestPerson) {
  expect((await confirm(person, 'erasure', await askToErase(place, person))).status).toBe(200)
}

async function secretSentTo(platform: World['platform'], email: string): Promise<string> {
  // One job may write the mail that the next one sends.
  await deliverMail(platform)
  await deliverMail(platform)
  const mails = platform.mailbox.filter(({ to, text }) => to === email && text.includes('secret='))
  return /secret=([\w-]+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? ''
}

/** Which of these words are still in any text of any table. */
async function wordsLeft(platform: World['platform'], words: string[]): Promise<string[]> {
  const tables = await platform.db.values<[string]>(
    sql`select name from sqlite_schema where type = 'table' and name not glob 'sqlite_*' and name not glob '_cf_*'`,
  )
  const left = []
  for (const [table] of tables) {
    const rows = JSON.stringify(await platform.db.values(sql.raw(`select * from "${table}"`)))
    left.push(...words.filter((word) => rows.includes(word)).map((word) => `${table}: ${word}`))
  }
  return left
}
