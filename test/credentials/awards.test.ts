import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { addMonths } from '../../src/credentials/awards/award.ts'
import { issueAward as issue } from '../../src/credentials/awards/issue-award.ts'
import { getPublicAward } from '../../src/credentials/awards/read-awards.ts'
import { achievementCredentialSchema, decodeStatusList, identityMatches, readBit } from '../../src/openbadges/index.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { oneValue } from '../support/database.ts'
import { approval, approveWork, issueAward, publishBadge, reflection, submitWork } from '../support/progress.ts'
import { verifyAsStranger, verifyElsewhere } from '../support/verifier.ts'
import { type World, world } from '../support/world.ts'

describe('issuing', () => {
  test('makes a signed credential that says what was judged', async () => {
    const place = await world()
    const submissionId = await approveWork(place)
    const response = await place.ada.post(`/api/v1/submissions/${submissionId}/award`)
    const award = await bodyOf(response)
    expect([response.status, response.headers.get('Location')]).toEqual([201, `/api/v1/awards/${award.id}`])
    expect(award).toMatchObject({
      state: 'active',
      submission_id: submissionId,
      recipient: { name: place.lena.name },
      valid_until: null,
    })
    expect((await bodyOf(await place.lena.get(`/api/v1/submissions/${submissionId}`))).state).toBe('awarded')

    const text = await credentialText(place, award.id)
    expect(createHash('sha256').update(text).digest('hex')).toBe(award.sha256)
    const credential = JSON.parse(text)
    achievementCredentialSchema.parse(credential)
    const { achievement } = credential.credentialSubject
    expect(credential).toMatchObject({
      id: `https://badges.lakeside.example/c/${award.id}`,
      name: 'Facilitates discussions',
      validFrom: '2026-05-14T14:59:00Z',
      issuer: { id: `did:web:badges.lakeside.example:issuers:${place.lakeside}`, name: 'Lakeside School District' },
      credentialSubject: {
        creditsEarned: 6,
        activityEndDate: '2026-05-14T15:00:00Z',
        result: [
          { resultDescription: `${achievement.id}#voices`, achievedLevel: `${achievement.id}#voices/yes` },
          { resultDescription: `${achievement.id}#next-step`, achievedLevel: `${achievement.id}#next-step/named` },
        ],
      },
      credentialStatus: { statusPurpose: 'revocation' },
    })
    const described = achievement.resultDescription.flatMap(
      (row: { id: string; rubricCriterionLevel: { id: string }[] }) => [
        row.id,
        ...row.rubricCriterionLevel.map(({ id }) => id),
      ],
    )
    for (const { resultDescription, achievedLevel } of credential.credentialSubject.result) {
      expect(described).toEqual(expect.arrayContaining([resultDescription, achievedLevel]))
    }
  })

  test('verifies for strangers: by our verifier, by another implementation, and not once anything is changed', async () => {
    const place = await world()
    const text = await credentialText(place, await issueAward(place))
    const report = await verifyAsStranger(place, text)
    expect(Object.fromEntries(report.checks.map(({ id, state }) => [id, state]))).toMatchObject({
      format: 'passed',
      proof: 'passed',
      issuer: 'passed',
      status: 'passed',
      validity: 'passed',
      schema: 'passed',
    })
    expect(report.finding).toBe('valid-domain')
    expect(await verifyElsewhere(place, JSON.parse(text))).toBe(true)
    const changed = text.replace('"creditsEarned":6', '"creditsEarned":60')
    expect(changed).not.toBe(text)
    expect((await verifyAsStranger(place, changed)).verdict).toBe('invalid')
    expect(await verifyElsewhere(place, JSON.parse(changed))).toBe(false)
  })

  test('names the recipient by a hash of their own, their name, and their wallet if they gave one', async () => {
    const place = await world()
    const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
    await place.platform.db.run(sql`update person set did = ${did} where id = ${place.lena.id}`)
    const subjects = []
    for (let i = 0; i < 2; i++) {
      subjects.push(JSON.parse(await credentialText(place, await issueAward(place))).credentialSubject)
    }
    for (const { id, identifier } of subjects) {
      const [email, name] = identifier
      expect([id, email.identityType, email.hashed, name]).toEqual([
        did,
        'emailAddress',
        true,
        { type: 'IdentityObject', hashed: false, identityHash: place.lena.name, identityType: 'name' },
      ])
      expect(email.salt).toMatch(/^[\w-]{22}$/)
      expect([await identityMatches(email, place.lena.email), await identityMatches(email, place.ada.email)]).toEqual([
        true,
        false,
      ])
    }
    expect(subjects[0].identifier[0].salt).not.toBe(subjects[1].identifier[0].salt)
  })

  test('leaves an unknown wallet out instead of making one up', async () => {
    const place = await world()
    expect(JSON.parse(await credentialText(place, await issueAward(place))).credentialSubject).not.toHaveProperty('id')
  })

  test('says nothing of private evidence but how much there was, and never links a file', async () => {
    const place = await world()
    const id = await draftWith(place, [
      { ...reflection, name: 'About Sam Smith', words: 'Sam struggles.' },
      { kind: 'link', name: 'Recording of class 4b', url: 'https://video.example/private' },
      {
        ...reflection,
        name: 'Lesson plan',
        description: 'For a fishbowl.',
        shows_students: false,
        visibility: 'shared',
      },
    ])
    await place.ravi.post(`/api/v1/submissions/${id}/reviews`, approval)
    const award = await bodyOf(await place.ada.post(`/api/v1/submissions/${id}/award`))
    const text = await credentialText(place, award.id)
    expect(JSON.parse(text).evidence).toEqual([
      { type: ['Evidence'], name: 'Lesson plan', narrative: 'For a fishbowl.' },
      { type: ['Evidence'], narrative: '2 pieces of work were scored against the rubric and are kept private.' },
    ])
    for (const secret of ['Sam', 'class 4b', 'video.example', '/evidence/', place.lena.email])
      expect(text).not.toContain(secret)
  })

  test('ends when the badge says it does', async () => {
    const place = await world()
    const id = await issueAward(place, { badgeId: await publishBadge(place, { valid_months: 1 }) })
    const text = await credentialText(place, id)
    expect(JSON.parse(text).validUntil).toBe('2026-06-14T15:00:00Z')
    place.clock.forward({ days: 31 })
    expect((await bodyOf(await place.ada.get(`/api/v1/awards/${id}`))).state).toBe('expired')
    expect((await verifyAsStranger(place, text)).verdict).toBe('expired')
  })

  test.each([
    ['2026-01-31T10:00:00Z', 1, '2026-02-28T10:00:00Z'],
    ['2028-01-31T10:00:00Z', 1, '2028-02-29T10:00:00Z'],
    ['2028-02-29T23:59:59Z', 12, '2029-02-28T23:59:59Z'],
    ['2026-05-14T15:00:00Z', 36, '2029-05-14T15:00:00Z'],
    ['2026-12-31T00:00:00Z', 2, '2027-02-28T00:00:00Z'],
  ])('from %s, %i months on is %s', (from, months, until) => {
    expect(addMonths(new Date(from), months)).toEqual(new Date(until))
  })

  test('asked again, answers the same award', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await approveWork(place)}/award`
    const first = await bodyOf(await place.ada.post(path))
    const second = await place.ada.post(path)
    expect([second.status, await bodyOf(second)]).toEqual([201, first])
  })

  test('asked fifty times at once, makes one award', async () => {
    const place = await world()
    const bela = await place.join('Bela Bauer', ['awarder'])
    const path = `/api/v1/submissions/${await approveWork(place)}/award`
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 ? bela : place.ada).post(path)))
    const ids = await Promise.all(answers.map(async (answer) => (await bodyOf(answer)).id))
    expect([new Set(ids).size, new Set(answers.map(({ status }) => status))]).toEqual([1, new Set([201])])
    expect(await countOf(place, 'award')).toBe(1)
    expect(await countOf(place, "outbox where topic = 'award.issued'")).toBe(1)
    expect(await countOf(place, "audit_entry where action = 'award.issued'")).toBe(1)
    expect(await verifyAudit(place.platform.db)).toMatchObject({ state: 'intact' })
  })

  test('gives awards that chose the same position at once each their own', async () => {
    const place = await world()
    const { platform, ada } = place
    const submissions = [await approveWork(place), await approveWork(place)]
    const draws = [7, 7, 8]
    const randomBytes = (length: number) =>
      length === 4 ? new Uint8Array([0, 0, 0, draws.shift() ?? 9]) : platform.randomBytes(length)
    const awards = await Promise.all(submissions.map((id) => issue({ ...platform, randomBytes }, ada.actor, id)))
    expect(awards.map(({ award }) => award.statusPosition).sort()).toEqual([7, 8])
    for (const { award } of awards) {
      const { award: kept } = await getPublicAward(platform, award.id)
      expect(kept.credential).toContain(`"statusListIndex":"${award.statusPosition}"`)
    }
    expect(await countOf(place, 'status_position')).toBe(2)
    expect(await oneValue(platform, sql`select taken from status_list where issuer_id = ${place.lakeside}`)).toBe(2)
  })

  test('is for owners and awarders of the issuer', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await approveWork(place)}/award`
    const maya = await place.join('Maya Ortiz', ['learner', 'author', 'reviewer'])
    for (const other of [place.ravi, place.otto, maya])
      expect(await problemOf(await other.post(path))).toEqual([404, 'not-found'])
    expect(await problemOf(await place.visitor.post(path))).toEqual([401, 'unauthenticated'])
    expect(await countOf(place, 'award')).toBe(0)
  })

  test('needs an approval', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await submitWork(place)}/award`
    expect(await problemOf(await place.ada.post(path))).toEqual([409, 'state-conflict'])
    expect(await problemOf(await place.ada.post('/api/v1/submissions/none/award'))).toEqual([404, 'not-found'])
    expect(await countOf(place, 'status_position')).toBe(0)
  })

  test('halts when our own signature does not verify, and writes nothing', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await approveWork(place)}/award`
    const { db } = place.platform
    const keyOf = (issuerId: string) => sql`issuer_id = ${issuerId} and algorithm = 'Ed25519'`
    const publicKeyOf = (issuerId: string) =>
      oneValue(place.platform, sql`select public_key from signing_key where ${keyOf(issuerId)}`)
    const publish = (publicKey: unknown) =>
      db.run(sql`update signing_key set public_key = ${publicKey} where ${keyOf(place.lakeside)}`)
    // The key that is published is not the one that signs.
    const own = await publicKeyOf(place.lakeside)
    await publish(await publicKeyOf(place.hillview))
    expect(await problemOf(await place.ada.post(path))).toEqual([503, 'issuance-halted'])
    expect([await countOf(place, 'award'), await countOf(place, "submission where state = 'approved'")]).toEqual([0, 1])
    expect(place.platform.logged.map(({ event }) => event)).toContain('issuance-halted')
    await publish(own)
    expect((await place.ada.post(path)).status).toBe(201)
  })

  test('does not happen with a key that is withdrawn at the last moment', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await approveWork(place)}/award`
    await place.platform.db.run(
      sql.raw(`create trigger withdraw after insert on audit_entry when new.action = 'award.issued'
       begin update signing_key set state = 'compromised' where issuer_id = '${place.lakeside}'; end`),
    )
    expect(await problemOf(await place.ada.post(path))).toEqual([409, 'state-conflict'])
    expect(await countOf(place, 'award')).toBe(0)
  })

  test('writes all or nothing, whichever write fails', async () => {
    const place = await world()
    const path = `/api/v1/submissions/${await approveWork(place)}/award`
    const before = await snapshot(place)
    let failures = 0
    for (let isIssued = false; !isIssued; ) {
      await failWrite(place, failures + 1)
      isIssued = (await place.ada.post(path)).status === 201
      if (isIssued) break
      failures++
      expect(await snapshot(place)).toEqual(before)
    }
    // Audit, position and count of the list, award, submission, outbox.
    expect(failures).toBe(6)
    await stopFailing(place)
    expect([await countOf(place, 'award'), await countOf(place, "submission where state = 'awarded'")]).toEqual([1, 1])
    expect(await verifyAudit(place.platform.db)).toMatchObject({ state: 'intact' })
  })
})

describe('revoking', () => {
  test('flips the bit of this award alone, for good', async () => {
    const place = await world()
    const [kept, revoked] = [await issueAward(place), await issueAward(place)]
    const before = await statusOf(place, revoked)
    const response = await place.ada.post(`/api/v1/awards/${revoked}/revoke`, { reason: 'Issued to the wrong person.' })
    expect([response.status, await bodyOf(response)]).toMatchObject([
      200,
      { state: 'revoked', revocation: { reason: 'Issued to the wrong person.', is_reason_public: false } },
    ])
    expect([before, await statusOf(place, revoked), await statusOf(place, kept)]).toEqual([false, true, false])
    expect((await verifyAsStranger(place, await credentialText(place, revoked))).verdict).toBe('revoked')
    expect((await verifyAsStranger(place, await credentialText(place, kept))).verdict).toBe('valid')
    const again = await place.ada.post(`/api/v1/awards/${revoked}/revoke`, { reason: 'Again.' })
    expect(await problemOf(again)).toEqual([409, 'state-conflict'])
  })

  test('is for owners and awarders of the issuer, with a reason', async () => {
    const place = await world()
    const id = await issueAward(place)
    const path = `/api/v1/awards/${id}/revoke`
    for (const other of [place.lena, place.ravi, place.otto]) {
      expect(await problemOf(await other.post(path, { reason: 'No.' }))).toEqual([404, 'not-found'])
    }
    expect(await problemOf(await place.visitor.post(path, { reason: 'No.' }))).toEqual([401, 'unauthenticated'])
    expect(await problemOf(await place.ada.post(path, { reason: ' ' }))).toEqual([422, 'validation'])
    expect(await statusOf(place, id)).toBe(false)
  })

  test('twice at once happens once', async () => {
    const place = await world()
    const path = `/api/v1/awards/${await issueAward(place)}/revoke`
    const answers = await Promise.all([1, 2, 3].map(() => place.ada.post(path, { reason: 'A mistake.' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(await countOf(place, "audit_entry where action = 'award.revoked'")).toBe(1)
  })

  test('keeps the reason from the public', async () => {
    const place = await world()
    const id = await issueAward(place)
    await place.ada.post(`/api/v1/awards/${id}/revoke`, { reason: 'Plagiarism' })
    const { credentialStatus } = JSON.parse(await credentialText(place, id))
    const list = await (await place.visitor.get(new URL(credentialStatus.statusListCredential).pathname)).text()
    expect(list).not.toContain('Plagiarism')
  })
})

describe('lists', () => {
  test('show an issuer’s awards to its owners and awarders, filtered and page by page', async () => {
    const place = await world()
    const badgeId = await publishBadge(place)
    const maya = await place.join('Maya Ortiz', ['learner'])
    const ofMaya = await issueAward(place, { badgeId, learner: maya })
    place.clock.forward({ minutes: 1 })
    const revoked = await issueAward(place, { badgeId })
    place.clock.forward({ minutes: 1 })
    const other = await issueAward(place)
    await place.ada.post(`/api/v1/awards/${revoked}/revoke`, { reason: 'A mistake.' })
    const idsOf = async (query: string, who = place.ada) =>
      (await bodyOf(await who.get(`/api/v1/awards${query}`))).items.map((award: { id: string }) => award.id)
    expect(await idsOf('')).toEqual([other, revoked, ofMaya])
    expect(await idsOf(`?badge=${badgeId}`)).toEqual([revoked, ofMaya])
    expect(await idsOf('?state=revoked')).toEqual([revoked])
    expect(await idsOf('?state=active')).toEqual([other, ofMaya])
    expect(await idsOf('?state=expired')).toEqual([])
    expect(await idsOf(`?recipient=${maya.id}`)).toEqual([ofMaya])
    expect(await idsOf(`?issuer=${place.hillview}`)).toEqual([])
    expect(await idsOf('', place.otto)).toEqual([])
    expect(await idsOf('', place.lena)).toEqual([])
    expect(await idsOf('?recipient=me', place.lena)).toEqual([other, revoked])
    const first = await bodyOf(await place.ada.get('/api/v1/awards?limit=2'))
    const second = await bodyOf(await place.ada.get(first.next))
    expect([second.items[0].id, second.next]).toEqual([ofMaya, null])
    expect(await problemOf(await place.ada.get('/api/v1/awards?state=other'))).toEqual([422, 'validation'])
    expect(await problemOf(await place.visitor.get('/api/v1/awards'))).toEqual([401, 'unauthenticated'])
  })

  test('an award is shown to its recipient and to who keeps the issuer’s awards, without its status position', async () => {
    const place = await world()
    const path = `/api/v1/awards/${await issueAward(place)}`
    const award = await bodyOf(await place.lena.get(path))
    expect(await bodyOf(await place.ada.get(path))).toEqual(award)
    expect(JSON.stringify(award)).not.toContain('position')
    for (const other of [place.ravi, place.otto])
      expect(await problemOf(await other.get(path))).toEqual([404, 'not-found'])
  })

  test('what waits to be issued is shown to who may issue it', async () => {
    const place = await world()
    const id = await approveWork(place)
    expect((await bodyOf(await place.ada.get('/api/v1/awards/to-issue'))).items).toMatchObject([
      { submission_id: id, recipient: { name: place.lena.name } },
    ])
    for (const other of [place.ravi, place.lena, place.otto]) {
      expect((await bodyOf(await other.get('/api/v1/awards/to-issue'))).items).toEqual([])
    }
    await place.ada.post(`/api/v1/submissions/${id}/award`)
    expect((await bodyOf(await place.ada.get('/api/v1/awards/to-issue'))).items).toEqual([])
  })
})

async function credentialText(place: World, awardId: string): Promise<string> {
  const response = await place.visitor.get(`/c/${awardId}.json`)
  expect(response.status).toBe(200)
  return response.text()
}

async function statusOf(place: World, awardId: string): Promise<boolean> {
  const { credentialStatus } = JSON.parse(await credentialText(place, awardId))
  const list = await bodyOf(await place.visitor.get(new URL(credentialStatus.statusListCredential).pathname))
  return readBit(await decodeStatusList(list.credentialSubject.encodedList), Number(credentialStatus.statusListIndex))
}

async function draftWith(place: World, pieces: object[]): Promise<string> {
  const badgeId = await publishBadge(place)
  const { id } = await bodyOf(await place.lena.post('/api/v1/submissions', { badge_id: badgeId }))
  for (const piece of pieces) {
    expect((await place.lena.post(`/api/v1/submissions/${id}/evidence`, piece)).status).toBe(201)
  }
  expect((await place.lena.post(`/api/v1/submissions/${id}/submit`)).status).toBe(200)
  return id
}

const countOf = (place: World, what: string) => oneValue(place.platform, sql.raw(`select count(*) from ${what}`))

const tables = [
  'award',
  'award_token',
  'revocation',
  'submission',
  'attempt',
  'review',
  'outbox',
  'audit_entry',
  'status_list',
  'status_position',
]
const snapshot = ({ platform }: World) =>
  Promise.all(tables.map((table) => platform.db.all(sql.raw(`select * from ${table}`))))

/** Makes the database refuse the k-th row that is written from now on. */
async function failWrite({ platform }: World, k: number) {
  const run = (text: string) => platform.db.run(sql.raw(text))
  await platform.db.batch([
    run('drop table if exists writes'),
    run('create table writes as select 0 as count'),
    ...written.flatMap(([table, verb]) => [
      run(`drop trigger if exists fail_${table}_${verb}`),
      run(`create trigger fail_${table}_${verb} before ${verb} on ${table} begin
        update writes set count = count + 1;
        select raise(fail, 'this write fails') where (select count from writes) = ${k};
      end`),
    ]),
  ])
}

async function stopFailing({ platform }: World) {
  for (const [table, verb] of written) await platform.db.run(sql.raw(`drop trigger fail_${table}_${verb}`))
}

const written = [
  'award',
  'submission',
  'outbox',
  'audit_entry',
  'status_list',
  'status_position',
  'award_token',
].flatMap((table) => ['insert', 'update'].map((verb) => [table, verb] as const))
