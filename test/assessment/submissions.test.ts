import { sql } from 'drizzle-orm'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { sweepEvidenceFiles } from '../../src/assessment/submissions/sweep-evidence-files.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { openBrowser } from '../support/browsing.ts'
import { employ, withSchools } from '../support/organizations.ts'
import {
  approval,
  approveWork,
  publishBadge,
  reflection,
  returning,
  startDraft,
  submitWork,
} from '../support/progress.ts'
import { type World, world } from '../support/world.ts'

const pdf = new TextEncoder().encode('%PDF-1.7\nA lesson plan.')
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])

describe('starting', () => {
  test('opens a draft of the newest version, which only its learner sees', async () => {
    const place = await world()
    const { lena, ravi, ada, otto, visitor, join } = place
    const badgeId = await publishBadge(place)
    const response = await lena.post('/api/v1/submissions', { badge_id: badgeId })
    const draft = await bodyOf(response)
    expect([response.status, draft.state, draft.attempt_number, draft.evidence]).toEqual([201, 'draft', 1, []])
    const path = `/api/v1/submissions/${draft.id}`
    expect(response.headers.get('Location')).toBe(path)
    expect(await bodyOf(await lena.get(path))).toEqual(draft)
    for (const other of [ravi, ada, otto, await join('Maya Ortiz', ['learner'])]) {
      expect(await problemOf(await other.get(path))).toEqual([404, 'not-found'])
    }
    expect(await problemOf(await visitor.get(path))).toEqual([401, 'unauthenticated'])
  })

  test('is for people with a role at the issuer, and for badges that are published', async () => {
    const place = await world()
    const { lena, otto, ada, visitor, lakeside } = place
    const badgeId = await publishBadge(place)
    expect(await problemOf(await otto.post('/api/v1/submissions', { badge_id: badgeId }))).toEqual([404, 'not-found'])
    expect(await problemOf(await visitor.post('/api/v1/submissions', { badge_id: badgeId }))).toEqual([
      401,
      'unauthenticated',
    ])
    const draft = await bodyOf(await ada.post(`/api/v1/issuers/${lakeside}/badges`, await definitionOf(place, badgeId)))
    expect(await problemOf(await lena.post('/api/v1/submissions', { badge_id: draft.id }))).toEqual([404, 'not-found'])
    await ada.post(`/api/v1/badges/${badgeId}/retire`)
    expect(await problemOf(await lena.post('/api/v1/submissions', { badge_id: badgeId }))).toEqual([404, 'not-found'])
  })

  test('is for staff of the schools below as well, until an author keeps it to the district', async () => {
    const place = await withSchools(await world())
    const { ada, lena, ravi, otto, oak } = place
    const badgeId = await publishBadge(place)
    const tess = await employ(place, 'Tess Teacher', oak)
    const path = `/api/v1/badges/${badgeId}/settings`
    expect(await problemOf(await ravi.put(path, { starters: 'issuer', issuing: 'approver' }))).toEqual([
      403,
      'forbidden',
    ])
    expect(await problemOf(await otto.put(path, { starters: 'issuer', issuing: 'approver' }))).toEqual([
      404,
      'not-found',
    ])
    expect(await problemOf(await ada.put(path, { starters: 'everybody', issuing: 'approver' }))).toEqual([
      422,
      'validation',
    ])
    const draft = await bodyOf(await tess.post('/api/v1/submissions', { badge_id: badgeId }))
    expect(draft.state).toBe('draft')
    // It widens starting alone: nothing else of the district can be read from a school.
    expect((await tess.get(`/api/v1/issuers/${place.lakeside}/badges`)).status).toBe(404)
    expect((await tess.browser.get(`/badges/${badgeId}`)).status).toBe(404)
    expect((await bodyOf(await ada.put(path, { starters: 'issuer', issuing: 'approver' }))).starters).toBe('issuer')
    const tim = await employ(place, 'Tim Teacher', oak)
    expect(await problemOf(await tim.post('/api/v1/submissions', { badge_id: badgeId }))).toEqual([404, 'not-found'])
    expect((await bodyOf(await lena.post('/api/v1/submissions', { badge_id: badgeId }))).state).toBe('draft')
    // What was begun may be finished.
    const added = await tess.post(`/api/v1/submissions/${draft.id}/evidence`, reflection)
    expect(added.status).toBe(201)
  })

  test('is offered on the page of a badge to whom it works for, and to strangers once they sign in', async () => {
    const place = await withSchools(await world())
    const badgeId = await publishBadge(place)
    const { published } = await bodyOf(await place.visitor.get(`/api/v1/badges/${badgeId}`))
    const path = new URL(published.achievement_url).pathname
    const tess = await employ(place, 'Tess Teacher', place.oak)
    const read = async (who: { get(path: string): Promise<Response> }) => await (await who.get(path)).text()
    expect(await read(tess.browser)).toContain('action="/work"')
    expect(await read(place.otto.browser)).not.toContain('action="/work"')
    expect(await read(place.otto.browser)).toContain('This one is for staff of Lakeside')
    const visitor = openBrowser(place.app, place.platform)
    expect(await read(visitor)).toContain(`/signin?next=${path}`)
  })

  test('asked many times at once, opens one', async () => {
    const place = await world()
    const badgeId = await publishBadge(place)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => place.lena.post('/api/v1/submissions', { badge_id: badgeId })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)])
    expect((await bodyOf(await place.lena.get('/api/v1/submissions'))).items).toHaveLength(1)
  })

  test('is possible again after a withdrawal', async () => {
    const place = await world()
    const badgeId = await publishBadge(place)
    const id = await startDraft(place, { badgeId })
    expect((await place.lena.post(`/api/v1/submissions/${id}/withdraw`)).status).toBe(200)
    expect((await place.lena.post('/api/v1/submissions', { badge_id: badgeId })).status).toBe(201)
  })
})

describe('evidence', () => {
  test('can be a file, a link or a text, and is private and assumed to show students', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    const file = await bodyOf(await upload(place, path, 'Lesson plan.pdf', 'application/pdf', pdf))
    const link = await bodyOf(
      await place.lena.post(path, { kind: 'link', name: 'Recording', url: 'https://video.example/1' }),
    )
    const text = await bodyOf(await place.lena.post(path, reflection))
    const asAssumed = { shows_students: true, visibility: 'private', description: '', attempt_number: 1 }
    expect(file).toMatchObject({
      kind: 'file',
      name: 'Lesson plan.pdf',
      media_type: 'application/pdf',
      size: pdf.length,
      ...asAssumed,
    })
    expect(link).toMatchObject({ kind: 'link', name: 'Recording', url: 'https://video.example/1', ...asAssumed })
    expect(text).toMatchObject({ ...reflection, ...asAssumed })
    const { evidence } = await bodyOf(await place.lena.get(path.replace('/evidence', '')))
    expect(evidence).toEqual([file, link, text])
  })

  test('comes by form as well, several files at once', async () => {
    const place = await world()
    const id = await startDraft(place)
    const form = new FormData()
    form.append('file', new File([pdf], 'plan.pdf', { type: 'application/pdf' }))
    form.append('shows_students', 'no')
    form.append('file', new File([png], 'board.png', { type: 'image/png' }))
    form.append('description', 'From the first week.')
    const response = await place.lena.post(`/api/v1/submissions/${id}/evidence`, form)
    const { items } = await bodyOf(response)
    const said = { shows_students: false, description: 'From the first week.' }
    expect([response.status, items]).toMatchObject([
      201,
      [
        { name: 'plan.pdf', ...said },
        { name: 'board.png', ...said },
      ],
    ])
  })

  test('of a form is taken whole or not at all, and leaves no file behind', async () => {
    const place = await world()
    const id = await startDraft(place)
    const form = new FormData()
    form.append('file', new File([pdf], 'plan.pdf', { type: 'application/pdf' }))
    form.append('file', new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'art.svg', { type: 'image/svg+xml' }))
    expect(await problemOf(await place.lena.post(`/api/v1/submissions/${id}/evidence`, form))).toEqual([
      415,
      'unsupported-media',
    ])
    expect((await bodyOf(await place.lena.get(`/api/v1/submissions/${id}`))).evidence).toEqual([])
    expect(await filesOf(place)).toEqual([])
  })

  test.each([
    ['an SVG', 'a.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['an SVG called text', 'a.txt', 'text/plain', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['HTML called PNG', 'a.png', 'image/png', '<html><script>alert(1)</script>'],
    ['HTML called text', 'a.txt', 'text/plain', ' <!doctype html>'],
    ['a program', 'a.exe', 'application/octet-stream', 'MZ\u0000\u0000'],
    ['a program called PDF', 'a.pdf', 'application/pdf', 'MZ\u0000\u0000'],
    ['a shell script called text', 'a.txt', 'text/plain', '#!/bin/sh'],
    ['bytes called text', 'a.txt', 'text/plain', 'a\u0000b'],
    ['a GIF', 'a.gif', 'image/gif', 'GIF89a'],
    ['a PDF called PNG', 'a.png', 'image/png', '%PDF-1.7'],
    ['a PDF declared as PNG', 'a.pdf', 'image/png', '%PDF-1.7'],
    ['a macro document', 'a.docm', 'application/vnd.ms-word.document.macroEnabled.12', 'PK\u0003\u0004'],
    ['an archive called Word', 'a.docx', '', 'PK\u0003\u0004'],
    ['the EICAR test called PDF', 'a.pdf', 'application/pdf', 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR'],
  ])('refuses %s', async (_, name, type, content) => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    const response = await upload(place, path, name, type, new TextEncoder().encode(content))
    expect(await problemOf(response)).toEqual([415, 'unsupported-media'])
    expect(await filesOf(place)).toEqual([])
  })

  test('takes text and CSV, also when the sender names no type', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    const csv = await bodyOf(
      await upload(place, path, 'tally.csv', 'application/vnd.ms-excel', new TextEncoder().encode('a,b\n1,2')),
    )
    const text = await bodyOf(
      await upload(place, path, 'notes.txt', 'application/octet-stream', new TextEncoder().encode('Notes: ñ')),
    )
    expect([csv.media_type, text.media_type]).toEqual(['text/csv', 'text/plain'])
  })

  test('takes Word files whichever program wrote them, and no other archive under that name', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    const types = `<Types><Override PartName="/word/document.xml" ContentType="${word}.main+xml"/></Types>`
    const byMicrosoft = zipEntry('[Content_Types].xml', types)
    const byOthers = zipEntry('_rels/.rels', 'x'.repeat(5_000))
    for (const archive of [byMicrosoft, byOthers]) {
      const piece = await bodyOf(await upload(place, path, 'plan.docx', word, archive))
      expect(piece.media_type).toBe(word)
    }
    for (const archive of [zipEntry('evil.html', '<script>'), byMicrosoft.slice(0, 20)]) {
      expect(await problemOf(await upload(place, path, 'plan.docx', word, archive))).toEqual([415, 'unsupported-media'])
    }
    expect(await problemOf(await upload(place, path, 'plan.pptx', '', byMicrosoft))).toEqual([415, 'unsupported-media'])
  })

  test('refuses an office file that inflates more than two hundred times, and keeps nothing of it', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    const document = (content: Uint8Array) =>
      Uint8Array.from(zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': content }))
    const bomb = document(new Uint8Array(4 * 1024 ** 2))
    expect(await problemOf(await upload(place, path, 'plan.docx', word, bomb))).toEqual([413, 'payload-too-large'])
    expect(await filesOf(place)).toEqual([])
    const long = document(strToU8(Array.from({ length: 100_000 }, (_, line) => `<p>Line ${line}</p>`).join('')))
    expect((await upload(place, path, 'plan.docx', word, long)).status).toBe(201)
  })

  test('keeps only a clean name of a file', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    const nameOf = async (name: string) => (await bodyOf(await upload(place, path, name, 'application/pdf', pdf))).name
    expect(await nameOf('../../etc/passwd')).toBe('passwd.pdf')
    expect(await nameOf('C:\\Users\\lena\\plan.pdf')).toBe('plan.pdf')
    expect(await nameOf('plan\u202efdp.pdf')).toBe('planfdp.pdf')
    expect(await nameOf(`${'x'.repeat(400)}.pdf`)).toBe(`${'x'.repeat(112)}.pdf`)
    for (const key of await filesOf(place)) expect(key).toMatch(/^evidence\/[\w-]+\/[0-9a-f]{32}$/)
  })

  test('refuses an empty file, one over the limit, and one without a name', async () => {
    const place = await world({ settings: { MAX_EVIDENCE_FILE_MB: '1' } })
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    expect(await problemOf(await upload(place, path, 'a.pdf', 'application/pdf', new Uint8Array()))).toEqual([
      422,
      'validation',
    ])
    const large = new Uint8Array(1024 * 1024 + 1)
    large.set(pdf)
    expect(await problemOf(await upload(place, path, 'a.pdf', 'application/pdf', large))).toEqual([
      413,
      'payload-too-large',
    ])
    const nameless = await place.lena.post(path, pdf, { 'content-type': 'application/pdf' })
    expect(await problemOf(nameless)).toEqual([422, 'validation'])
    expect(await filesOf(place)).toEqual([])
  })

  test('may be large and carry an Idempotency-Key all the same', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    const large = new Uint8Array(300_000)
    large.set(pdf)
    const headers = { 'content-type': 'application/pdf', 'idempotency-key': 'k-1' }
    expect((await place.lena.post(`${path}?name=a.pdf`, large, headers)).status).toBe(201)
  })

  test('an upload that breaks off leaves nothing', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    const brokenOff = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(pdf)
        controller.enqueue(new Uint8Array(10_000))
      },
      pull: (controller) => controller.error(new Error('The line is cut.')),
    })
    const upload = place.lena.post(`${path}?name=a.pdf`, brokenOff, { 'content-type': 'application/pdf' })
    // Over a network there is nobody left to answer to.
    expect(await upload.then(({ status }) => status >= 400).catch(() => true)).toBe(true)
    expect(await filesOf(place)).toEqual([])
    expect((await bodyOf(await place.lena.get(path.replace('/evidence', '')))).evidence).toEqual([])
  })

  test('a file that a crash left without its row goes after a day, and evidence stays', async () => {
    const place = await world()
    const draft = await draftWithFile(place)
    await place.platform.files.put('evidence/of-nobody', pdf, { maxBytes: 1_000 })
    // Storage keeps its own time, which is later than the clock of the tests.
    expect(await sweepEvidenceFiles(place.platform)).toBe(0)
    place.platform.clock.forward({ days: 40_000 })
    expect(await sweepEvidenceFiles(place.platform)).toBe(1)
    expect(await filesOf(place)).not.toContain('evidence/of-nobody')
    place.platform.clock.forward({ days: -40_000 })
    expect((await place.lena.get(draft.url)).status).toBe(200)
  })

  test.each([
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,hi'],
    ['another protocol', 'ftp://files.example/a'],
    ['a password', 'https://lena:secret@files.example/a'],
    ['no address', 'not a link'],
    ['2,000 letters', `https://files.example/${'a'.repeat(2000)}`],
  ])('refuses a link with %s', async (_, url) => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    const response = await place.lena.post(path, { kind: 'link', name: 'A link', url })
    expect([response.status, (await bodyOf(response)).errors[0].pointer]).toEqual([422, '/url'])
  })

  test('takes 50,000 characters of text and no more', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    expect((await place.lena.post(path, { ...reflection, words: 'ñ'.repeat(50_000) })).status).toBe(201)
    expect(await problemOf(await place.lena.post(path, { ...reflection, words: 'ñ'.repeat(50_001) }))).toEqual([
      422,
      'validation',
    ])
  })

  test('in which students can be recognized is never shared', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    expect(await problemOf(await place.lena.post(path, { ...reflection, visibility: 'shared' }))).toEqual([
      422,
      'validation',
    ])
    const piece = await bodyOf(
      await place.lena.post(path, { ...reflection, shows_students: false, visibility: 'shared' }),
    )
    expect(piece.visibility).toBe('shared')
    expect(await problemOf(await place.lena.patch(`${path}/${piece.id}`, { shows_students: true }))).toEqual([
      422,
      'validation',
    ])
  })

  test('can be changed and removed while the draft is open, with its file', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    const file = await bodyOf(await upload(place, path, 'plan.pdf', 'application/pdf', pdf))
    const renamed = await bodyOf(await place.lena.patch(`${path}/${file.id}`, { name: 'Plan, week 2' }))
    expect(renamed).toEqual({ ...file, name: 'Plan, week 2' })
    expect(await problemOf(await place.lena.patch(`${path}/${file.id}`, { words: 'x' }))).toEqual([422, 'validation'])
    expect((await place.lena.delete(`${path}/${file.id}`)).status).toBe(204)
    expect(await filesOf(place)).toEqual([])
    expect(await problemOf(await place.lena.delete(`${path}/${file.id}`))).toEqual([404, 'not-found'])
  })

  test('is added, changed and removed by its learner alone', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    const piece = await bodyOf(await place.lena.post(path, reflection))
    for (const other of [place.ravi, place.ada, place.otto]) {
      expect(await problemOf(await other.post(path, reflection))).toEqual([404, 'not-found'])
      const raw = await other.post(`${path}?name=a.pdf`, pdf, { 'content-type': 'application/pdf' })
      expect(await problemOf(raw)).toEqual([404, 'not-found'])
      expect(await problemOf(await other.patch(`${path}/${piece.id}`, { name: 'Mine' }))).toEqual([404, 'not-found'])
      expect(await problemOf(await other.delete(`${path}/${piece.id}`))).toEqual([404, 'not-found'])
    }
    expect(await problemOf(await place.visitor.post(path, reflection))).toEqual([401, 'unauthenticated'])
    expect(await filesOf(place)).toEqual([])
  })

  test('is at most fifty pieces', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}/evidence`
    for (let i = 0; i < 49; i++) await place.lena.post(path, reflection)
    const [one, other] = await Promise.all([place.lena.post(path, reflection), place.lena.post(path, reflection)])
    expect([one.status, other.status].sort()).toEqual([201, 409])
  })
})

describe('submitting', () => {
  test('needs evidence, and freezes it', async () => {
    const place = await world()
    const { lena } = place
    const path = `/api/v1/submissions/${await startDraft(place)}`
    expect(await problemOf(await lena.post(`${path}/submit`))).toEqual([422, 'validation'])
    const piece = await bodyOf(await lena.post(`${path}/evidence`, reflection))
    const sent = await bodyOf(await lena.post(`${path}/submit`))
    expect([sent.state, sent.attempts]).toMatchObject(['submitted', [{ number: 1 }]])
    expect(await problemOf(await lena.post(`${path}/evidence`, reflection))).toEqual([409, 'state-conflict'])
    expect(await problemOf(await lena.patch(`${path}/evidence/${piece.id}`, { words: 'Other.' }))).toEqual([
      409,
      'state-conflict',
    ])
    expect(await problemOf(await lena.delete(`${path}/evidence/${piece.id}`))).toEqual([409, 'state-conflict'])
    expect(await problemOf(await lena.post(`${path}/submit`))).toEqual([409, 'state-conflict'])
  })

  test('twice at once makes one attempt', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await startDraft(place)}`
    await place.lena.post(`${path}/evidence`, reflection)
    const answers = await Promise.all([place.lena.post(`${path}/submit`), place.lena.post(`${path}/submit`)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await bodyOf(await place.lena.get(path))).attempts).toHaveLength(1)
  })

  test('after a return keeps what was sent and takes changes for the next attempt only', async () => {
    const place = await world()
    const { lena, ravi } = place
    const id = await submitWork(place)
    const path = `/api/v1/submissions/${id}`
    await ravi.post(`${path}/reviews`, returning)
    const returned = await bodyOf(await lena.get(path))
    expect([returned.state, returned.attempt_number]).toEqual(['returned', 2])
    const [first] = returned.evidence
    expect(await problemOf(await lena.patch(`${path}/evidence/${first.id}`, { words: 'Other.' }))).toEqual([
      409,
      'state-conflict',
    ])
    expect((await lena.delete(`${path}/evidence/${first.id}`)).status).toBe(204)
    await lena.post(`${path}/evidence`, { ...reflection, name: 'Next step', words: 'In May I try fishbowls.' })
    expect((await bodyOf(await ravi.get(`${path}/review`))).evidence.map(nameOf)).toEqual(['Reflection'])
    expect((await bodyOf(await lena.post(`${path}/submit`))).attempts).toHaveLength(2)
    expect((await bodyOf(await ravi.get(`${path}/review`))).evidence.map(nameOf)).toEqual(['Next step'])
  })

  test('who may see a piece can be changed after it was sent', async () => {
    const place = await world()
    const id = await submitWork(place)
    const { evidence } = await bodyOf(await place.lena.get(`/api/v1/submissions/${id}`))
    const change = { shows_students: false, visibility: 'shared' }
    const response = await place.lena.patch(`/api/v1/submissions/${id}/evidence/${evidence[0].id}`, change)
    expect([response.status, await bodyOf(response)]).toMatchObject([200, change])
  })
})

describe('what was typed and not added yet', () => {
  const form = (fields: Record<string, string>) => new URLSearchParams(fields)

  test('goes with the work when it is sent', async () => {
    const place = await world()
    const id = await startDraft(place)
    const typed = {
      link_url: 'https://lesson.example/plan',
      link_name: 'The plan',
      text_name: 'Note',
      text_words: 'All.',
    }
    const sent = await place.lena.browser.post(`/work/${id}/submit`, form(typed))
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/work/${id}`])
    const { state, evidence } = await bodyOf(await place.lena.get(`/api/v1/submissions/${id}`))
    expect([state, evidence.map(({ name }: { name: string }) => name).sort()]).toEqual([
      'submitted',
      ['Note', 'The plan'],
    ])
  })

  test('stops the page where it can’t be taken, which shows it again and sends nothing', async () => {
    const place = await world()
    const id = await startDraft(place)
    const typed = { link_url: 'https://lesson.example/plan', link_name: 'The plan', text_words: 'Words of an evening.' }
    const stopped = await place.lena.browser.post(`/work/${id}/submit`, form(typed))
    const page = await stopped.text()
    expect([stopped.status, page.includes('Words of an evening.'), page.includes('Give it a name.')]).toEqual([
      422,
      true,
      true,
    ])
    const { state, evidence } = await bodyOf(await place.lena.get(`/api/v1/submissions/${id}`))
    expect([state, evidence.length]).toEqual(['draft', 1])
    const sent = await place.lena.browser.post(`/work/${id}/submit`, form({ text_name: 'Note', text_words: 'Words.' }))
    expect(sent.status).toBe(303)
  })
})

describe('taking back', () => {
  test('makes what nobody has begun to review a draft again, which can be changed and sent', async () => {
    const place = await world()
    const { lena, ravi } = place
    const id = await submitWork(place)
    const path = `/api/v1/submissions/${id}`
    expect(await (await lena.browser.get(`/work/${id}`)).text()).toContain('Take it back to change it')
    expect(await problemOf(await ravi.post(`${path}/take-back`))).toEqual([404, 'not-found'])
    const back = await lena.browser.post(`/work/${id}/take-back`)
    expect([back.status, back.headers.get('location')]).toEqual([303, `/work/${id}`])
    const draft = await bodyOf(await lena.get(path))
    expect([draft.state, draft.attempt_number, draft.evidence.length]).toEqual(['draft', 1, 1])
    const piece = `${path}/evidence/${draft.evidence[0].id}`
    expect((await lena.patch(piece, { words: 'Said in other words.' })).status).toBe(200)
    expect((await bodyOf(await lena.post(`${path}/submit`))).state).toBe('submitted')
    expect((await ravi.post(`${path}/reviews`, approval)).status).toBe(201)
  })

  test('after a return leads back to what was returned', async () => {
    const place = await world()
    const id = await submitWork(place)
    const path = `/api/v1/submissions/${id}`
    await place.ravi.post(`${path}/reviews`, returning)
    await place.lena.post(`${path}/submit`)
    const back = await bodyOf(await place.lena.post(`${path}/take-back`))
    expect([back.state, back.attempt_number]).toEqual(['returned', 2])
  })

  test('comes too late once a reviewer has opened it, and of both at the same moment one happens', async () => {
    const place = await world()
    const badgeId = await publishBadge(place)
    const id = await submitWork(place, { badgeId })
    const path = `/api/v1/submissions/${id}`
    await place.ravi.get(`${path}/review`)
    expect(await problemOf(await place.lena.post(`${path}/take-back`))).toEqual([409, 'state-conflict'])
    expect(await (await place.lena.browser.get(`/work/${id}`)).text()).not.toContain('Take it back to change it')
    const maya = await place.join('Maya Ortiz', ['learner'])
    const second = `/api/v1/submissions/${await submitWork(place, { badgeId, learner: maya })}`
    const [back, decided] = await Promise.all([
      maya.post(`${second}/take-back`),
      place.ravi.post(`${second}/reviews`, approval),
    ])
    expect([back.status === 200, decided.status === 201].filter(Boolean)).toHaveLength(1)
  })
})

describe('withdrawing', () => {
  test('is possible until somebody decided, and final', async () => {
    const place = await world()
    const id = await submitWork(place)
    const path = `/api/v1/submissions/${id}`
    expect(await problemOf(await place.ravi.post(`${path}/withdraw`))).toEqual([404, 'not-found'])
    expect((await bodyOf(await place.lena.post(`${path}/withdraw`))).state).toBe('withdrawn')
    expect(await problemOf(await place.lena.post(`${path}/withdraw`))).toEqual([409, 'state-conflict'])
    expect(await problemOf(await place.lena.post(`${path}/submit`))).toEqual([409, 'state-conflict'])
    expect(await problemOf(await place.ravi.get(`${path}/review`))).toEqual([404, 'not-found'])
  })

  test('comes too late after an approval', async () => {
    const place = await world()
    const id = await approveWork(place)
    expect(await problemOf(await place.lena.post(`/api/v1/submissions/${id}/withdraw`))).toEqual([
      409,
      'state-conflict',
    ])
  })

  test('and deciding at the same moment: one of them happens', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await submitWork(place)}`
    const [withdrawn, decided] = await Promise.all([
      place.lena.post(`${path}/withdraw`),
      place.ravi.post(`${path}/reviews`, approval),
    ])
    const { state } = await bodyOf(await place.lena.get(path))
    const outcomes = [
      [200, 409, 'withdrawn'],
      [200, 404, 'withdrawn'],
      [409, 201, 'approved'],
    ]
    expect(outcomes).toContainEqual([withdrawn.status, decided.status, state])
  })
})

describe('downloading evidence', () => {
  test('is an attachment that no browser runs and no cache keeps, whole or in part', async () => {
    const place = await world()
    const { url } = await sendFile(place)
    const whole = await place.lena.get(url)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Plan ano.pdf"; filename*=UTF-8''Plan%20a%C3%B1o.pdf`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-length': String(pdf.length),
      'accept-ranges': 'bytes',
    })
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(pdf)
    const etag = whole.headers.get('ETag') ?? ''
    const part = async (range: string, headers = {}) => await place.lena.get(url, { range, ...headers })
    const middle = await part('bytes=1-3')
    expect([middle.status, middle.headers.get('Content-Range'), await middle.text()]).toEqual([
      206,
      `bytes 1-3/${pdf.length}`,
      'PDF',
    ])
    expect(await (await part('bytes=-5')).text()).toBe('plan.')
    expect(await (await part('bytes=0-', { 'if-range': etag })).text()).toHaveLength(pdf.length)
    expect((await part('bytes=0-3', { 'if-range': '"other"' })).status).toBe(200)
    expect((await part('bytes=0-1,3-4')).status).toBe(200)
    const beyond = await part('bytes=999-')
    expect([beyond.status, beyond.headers.get('Content-Range')]).toEqual([416, `bytes */${pdf.length}`])
    expect((await place.lena.get(url, { 'if-none-match': etag })).status).toBe(304)
    const head = await place.app.request(`${place.platform.config.origin}${url}`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${place.lena.token}` },
    })
    expect([head.status, head.headers.get('Content-Length'), await head.text()]).toEqual([200, String(pdf.length), ''])
  })

  test('is for the learner, and for reviewers of the issuer once it was sent', async () => {
    const place = await world()
    const { ravi, ada, otto, visitor, join } = place
    const { url, path } = await draftWithFile(place)
    const peer = await join('Maya Ortiz', ['learner'])
    expect(await problemOf(await ravi.get(url))).toEqual([404, 'not-found'])
    await place.lena.post(`${path}/submit`)
    expect((await ravi.get(url)).status).toBe(200)
    for (const other of [ada, otto, peer]) expect(await problemOf(await other.get(url))).toEqual([404, 'not-found'])
    expect(await problemOf(await visitor.get(url))).toEqual([401, 'unauthenticated'])
    await place.lena.post(`${path}/withdraw`)
    expect(await problemOf(await ravi.get(url))).toEqual([404, 'not-found'])
    expect((await place.lena.get(url)).status).toBe(200)
  })

  test('the same answer for what is not yours and what is not there', async () => {
    const place = await world()
    const { url } = await sendFile(place)
    const { instance: _, request_id: __, ...foreign } = await bodyOf(await place.otto.get(url))
    const {
      instance: ___,
      request_id: ____,
      ...absent
    } = await bodyOf(await place.otto.get('/api/v1/evidence/none/content'))
    expect(foreign).toEqual(absent)
  })

  test('is noted each time', async () => {
    const place = await world()
    const { url, id } = await sendFile(place)
    await place.ravi.get(url)
    await place.lena.get(url, { range: 'bytes=0-1' })
    await place.otto.get(url)
    const views = await place.platform.db.all(
      sql`select actor, details from audit_entry where action = 'evidence.viewed' order by seq`,
    )
    expect(views).toEqual(
      [place.ravi, place.lena].map((who) => ({ actor: who.id, details: JSON.stringify({ evidence: id }) })),
    )
  })
})

test('a learner lists their own submissions, page by page', async () => {
  const place = await world()
  const other = await place.join('Maya Ortiz', ['learner'])
  await startDraft(place, { learner: other })
  const ids: string[] = []
  for (let i = 0; i < 5; i++) ids.unshift(await startDraft(place))
  const seen: string[] = []
  for (let url = '/api/v1/submissions?limit=2'; url; ) {
    const page = await bodyOf(await place.lena.get(url))
    seen.push(...page.items.map((item: { id: string }) => item.id))
    url = page.next
  }
  expect(seen).toEqual(ids)
  expect((await bodyOf(await place.lena.get('/api/v1/submissions?state=submitted'))).items).toEqual([])
})

/** A local file header of a ZIP archive (APPNOTE 4.3.7) and what it holds, stored. */
function zipEntry(name: string, content: string): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt32LE(content.length, 18)
  header.writeUInt32LE(content.length, 22)
  header.writeUInt16LE(name.length, 26)
  return Uint8Array.from(Buffer.concat([header, Buffer.from(name + content)]))
}

const nameOf = ({ name }: { name: string }) => name

const upload = (place: World, path: string, name: string, type: string, bytes: Uint8Array<ArrayBuffer>) =>
  place.lena.post(`${path}?name=${encodeURIComponent(name)}`, bytes, { 'content-type': type })

async function draftWithFile(place: World) {
  const path = `/api/v1/submissions/${await startDraft(place)}`
  const { id, content_url: url } = await bodyOf(
    await upload(place, `${path}/evidence`, 'Plan año.pdf', 'application/pdf', pdf),
  )
  return { path, id, url }
}

async function sendFile(place: World) {
  const draft = await draftWithFile(place)
  expect((await place.lena.post(`${draft.path}/submit`)).status).toBe(200)
  return draft
}

async function filesOf(place: World): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of place.platform.files.list('evidence')) keys.push(key)
  return keys
}

async function definitionOf(place: World, badgeId: string) {
  return (await bodyOf(await place.ada.get(`/api/v1/badges/${badgeId}`))).draft
}
