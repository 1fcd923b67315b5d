import { hash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { jobHandlers } from '../../src/app/job-handlers.ts'
import { issueAward as issue } from '../../src/credentials/awards/issue-award.ts'
import { getPublishedStatusList } from '../../src/credentials/awards/publish-status-list.ts'
import { getPublicAward } from '../../src/credentials/awards/read-awards.ts'
import { revokeAward } from '../../src/credentials/awards/revoke-award.ts'
import { startBulkAward } from '../../src/credentials/awards/start-bulk-award.ts'
import { resumeIssuing } from '../../src/identity/issuers/issuing-halt.ts'
import { getDidDocument } from '../../src/identity/issuers/signing-keys.ts'
import { createNodeCryptography } from '../../src/node/proof-cryptography.ts'
import { createProofs, type JsonObject, parseCredential, verifyProof } from '../../src/openbadges/index.ts'
import { checkHealth } from '../../src/operations/installation/health.ts'
import { commit, verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { runDueJobs } from '../../src/platform/jobs/run-due-jobs.ts'
import type { Platform } from '../../src/platform/platform.ts'
import { problemOf } from '../support/answers.ts'
import { oneValue } from '../support/database.ts'
import { newFolder } from '../support/folder.ts'
import { proofs, testPlatform } from '../support/platform.ts'
import { approveWork, issueAward } from '../support/progress.ts'
import { nodeWorld } from '../support/world.ts'

/** Signs something else than what is there, and is content with it: what an error in canonicalization would do. */
const brokenAt = (words: string) =>
  createProofs({ ...createNodeCryptography(), hashText: (text) => hash('sha256', text.replace(words, '')) })

const everyOne = { REFERENCE_CHECK_EVERY: '1' }
const runJobs = (platform: Platform) => runDueJobs(platform, jobHandlers, { limit: 100 })
const eventsOf = ({ logged }: { logged: { level: string; event: string }[] }) =>
  logged.filter(({ level }) => level === 'error').map(({ event }) => event)

test('a signature that the reference libraries would not make halts all issuing, until an operator resumes it', async () => {
  const dataDir = newFolder()
  const place = await nodeWorld({ settings: everyOne, dataDir, proofs: brokenAt('Facilitates discussions') })
  const waiting = await approveWork(place)
  await issueAward(place)
  expect(eventsOf(place.platform)).toEqual([])
  await runJobs(place.platform)
  expect(eventsOf(place.platform)).toEqual(['issuance-halted'])
  expect(await problemOf(await place.ada.post(`/api/v1/submissions/${waiting}/award`))).toEqual([
    503,
    'issuance-halted',
  ])
  expect(Number(await oneValue(place.platform, sql`select count(*) from award`))).toBe(1)

  const restarted = testPlatform({ settings: everyOne, dataDir })
  const ada = { kind: 'person', personId: place.ada.id } as const
  await expect(issue(restarted, ada, waiting)).rejects.toMatchObject({ code: 'issuance-halted' })
  expect(await resumeIssuing(restarted)).toMatchObject({ reason: 'reference-differs' })
  expect(await resumeIssuing(restarted)).toBeUndefined()
  expect((await issue(restarted, ada, waiting)).award.submissionId).toBe(waiting)
  await runJobs(restarted)
  expect(eventsOf(restarted)).toEqual([])
  expect(await verifyAudit(restarted.db)).toMatchObject({ state: 'intact' })
  await restarted.close()
})

test('a status list shows it as well, and is told by the reference libraries while issuing is halted', async () => {
  const place = await nodeWorld({ settings: everyOne, proofs: brokenAt('encodedList') })
  const { platform } = place
  const awardId = await issueAward(place)
  await runJobs(platform)
  expect(eventsOf(platform)).toContain('issuance-halted')

  const { award, issuer } = await getPublicAward(platform, awardId)
  const controllerDocument = await getDidDocument(platform, issuer)
  const verifyList = async () => {
    const document = parseCredential((await getPublishedStatusList(platform, award.statusListId)).credential)
    const [proof] = [document.proof].flat()
    // A list of ours has one proof.
    return verifyProof({ document, proof: proof as JsonObject, controllerDocument, now: platform.now().toISOString() })
  }
  expect(await verifyList()).toMatchObject({ state: 'failed' })
  expect((await place.ada.post(`/api/v1/awards/${awardId}/revoke`, { reason: 'Wrong.' })).status).toBeLessThan(300)
  expect(await verifyList()).toMatchObject({ state: 'passed' })
})

test('awards of sound signatures are compared and nothing is halted', async () => {
  const place = await nodeWorld({ settings: everyOne })
  await issueAward(place)
  await runJobs(place.platform)
  await issueAward(place)
  expect(eventsOf(place.platform)).toEqual([])
})

test('an award whose canonical form is not what was signed halts issuing, sampled or not', async () => {
  const place = await nodeWorld({
    settings: { REFERENCE_CHECK_EVERY: '1000000' },
    proofs: { ...proofs, canonicalDigest: async () => '0'.repeat(64) },
  })
  await issueAward(place)
  await runJobs(place.platform)
  expect(eventsOf(place.platform)).toContain('issuance-halted')
})

test('under another address than the issuers’ nothing is signed, and the health page says which it was', async () => {
  const dataDir = newFolder()
  const place = await nodeWorld({ dataDir })
  const waiting = await approveWork(place)
  const ada = { kind: 'person', personId: place.ada.id } as const
  const issuers = async (platform: Platform) => (await checkHealth(platform)).find(({ name }) => name === 'issuers')
  expect(await issuers(place.platform)).toMatchObject({ state: 'good' })

  const moved = testPlatform({ dataDir, settings: { PUBLIC_ORIGIN: 'https://learning.lakeside.example' } })
  await expect(issue(moved, ada, waiting)).rejects.toMatchObject({ code: 'issuance-halted' })
  await expect(startBulkAward(moved, ada, { submissionIds: [waiting] })).rejects.toMatchObject({
    code: 'issuance-halted',
  })
  expect(
    Number(await oneValue(moved, sql`select (select count(*) from award) + (select count(*) from bulk_award)`)),
  ).toBe(0)
  expect(await issuers(moved)).toMatchObject({
    state: 'broken',
    finding: 'moved',
    values: { count: 2, former: 'https://badges.lakeside.example', address: 'https://learning.lakeside.example' },
  })
  await moved.close()
  expect((await issue(place.platform, ada, waiting)).award.submissionId).toBe(waiting)
})

test('under another address than the issuers’ no status list is signed, and what was revoked there is told at the right one', async () => {
  const dataDir = newFolder()
  const place = await nodeWorld({ dataDir })
  const { award } = await getPublicAward(place.platform, await issueAward(place))
  const before = await getPublishedStatusList(place.platform, award.statusListId)
  const ada = { kind: 'person', personId: place.ada.id } as const

  const moved = testPlatform({ dataDir, settings: { PUBLIC_ORIGIN: 'https://learning.lakeside.example' } })
  expect(await getPublishedStatusList(moved, award.statusListId)).toEqual(before)
  await revokeAward(moved, ada, award.id, { reason: 'Wrong person.', isReasonPublic: false })
  await expect(getPublishedStatusList(moved, award.statusListId)).rejects.toMatchObject({ code: 'issuance-halted' })
  await moved.close()

  const after = parseCredential((await getPublishedStatusList(place.platform, award.statusListId)).credential)
  expect(after.id).toBe(`https://badges.lakeside.example/status/${award.statusListId}`)
  const { encodedList } = after.credentialSubject as JsonObject
  expect(encodedList).not.toBe((parseCredential(before.credential).credentialSubject as JsonObject).encodedList)
})

test('a clock that was set back a day halts issuing, whatever was done since, until somebody says that it is right', async () => {
  const place = await nodeWorld()
  const waiting = await approveWork(place)
  const award = () => place.ada.post(`/api/v1/submissions/${waiting}/award`)
  place.clock.forward({ days: -1 })
  for (let entry = 0; entry < 120; entry++)
    await commit(place.platform, { actor: 'system', action: 'person.signed-in', subject: 'somebody' }, [])
  expect(await problemOf(await award())).toEqual([503, 'issuance-halted'])
  place.clock.forward({ days: 1 })
  expect(await problemOf(await award())).toEqual([503, 'issuance-halted'])
  const issuing = (await checkHealth(place.platform)).find(({ name }) => name === 'issuing')
  expect(issuing).toMatchObject({ state: 'broken', finding: 'clock' })
  place.clock.forward({ days: -1 })
  expect(await resumeIssuing(place.platform)).toMatchObject({ reason: 'clock-behind' })
  expect((await award()).status).toBe(201)
})
