import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bodyOf, problemOf } from '../support/answers.ts'
import { issueAward, publishBadge } from '../support/progress.ts'
import { type World, world } from '../support/world.ts'

const path = '/api/v1/verify'

/** Two awards, each verified before by its address and by its file: whatever may be remembered is. */
async function verifiedBefore() {
  const here = await world()
  const id = await issueAward(here)
  const credential = await bodyOf(await here.visitor.get(`/c/${id}.json`))
  const ask = askIn(here)
  for (let round = 0; round < 2; round++) {
    expect([await ask({ url: urlOf(here, id) }), await ask(credential)]).toEqual(['valid-known', 'valid-known'])
  }
  return { here, id, credential, ask }
}

const urlOf = ({ platform }: World, id: string) => `${platform.config.origin}/c/${id}`
const askIn =
  ({ visitor }: World) =>
  async (body: object): Promise<string> =>
    (await bodyOf(await visitor.post(path, body))).finding
const alarmsIn = ({ platform }: World) =>
  platform.logged.filter(({ event }) => event === 'ledger.entry-changed').map(({ level, award }) => [level, award])

test('what is remembered of a badge never hides that it was taken back', async () => {
  const { here, id, credential, ask } = await verifiedBefore()
  await here.ada.post(`/api/v1/awards/${id}/revoke`, { reason: 'Issued twice' })
  expect([await ask({ url: urlOf(here, id) }), await ask(credential)]).toEqual(['revoked', 'revoked'])
  const page = await (await here.visitor.get(`/c/${id}`, { accept: 'text/html' })).text()
  expect(page).toContain('Taken back by the issuer')
})

test('nor that it has ended', async () => {
  const here = await world()
  const id = await issueAward(here, { badgeId: await publishBadge(here, { valid_months: 12 }) })
  const credential = await bodyOf(await here.visitor.get(`/c/${id}.json`))
  const ask = askIn(here)
  const askBoth = async () => [await ask({ url: urlOf(here, id) }), await ask(credential)]
  expect(await askBoth()).toEqual(['valid-known', 'valid-known'])
  here.clock.forward({ days: 400 })
  expect(await askBoth()).toEqual(['expired', 'expired'])
})

test('nor that the key it was signed with was withdrawn', async () => {
  const { here, id, credential, ask } = await verifiedBefore()
  const [{ verificationMethod: key_id }] = credential.proof
  const response = await here.ada.post(`/api/v1/issuers/${here.lakeside}/keys/withdraw`, { key_id })
  expect(response.status).toBe(204)
  expect([await ask({ url: urlOf(here, id) }), await ask(credential)]).toEqual(['foreign-key', 'foreign-key'])
})

test('a copy that was changed is never taken for the one that is remembered', async () => {
  const { credential, ask } = await verifiedBefore()
  expect(await ask({ ...credential, name: 'Better badge' })).toBe('altered')
  const [proof] = credential.proof
  const proofValue = `${proof.proofValue.slice(0, -1)}${proof.proofValue.endsWith('2') ? '3' : '2'}`
  expect(await ask({ ...credential, proof: [{ ...proof, proofValue }] })).toBe('altered')
  expect(await ask(credential)).toBe('valid-known')
})

test('many at once get the answer of their own badge', async () => {
  const { here, id, credential, ask } = await verifiedBefore()
  const answers = await Promise.all([
    ask({ url: urlOf(here, id) }),
    ask({ ...credential, name: 'Better badge' }),
    ask(credential),
    ask({ ...credential, name: 'Better badge' }),
    ask({ url: urlOf(here, id) }),
  ])
  expect(answers).toEqual(['valid-known', 'altered', 'valid-known', 'altered', 'valid-known'])
})

const tamper = async ({ platform }: World, id: string, change: string) => {
  await platform.db.run(sql.raw('drop trigger award_no_update'))
  await platform.db.run(sql.raw(`update award set ${change} where id = '${id}'`))
}

test.each([
  ['a digest', "digest = 'ffff' || substr(digest, 5)"],
  ['a canonical digest', "canonical_digest = 'ffff' || substr(canonical_digest, 5)"],
  ['a seal', "seal = 'AAAA' || substr(seal, 5)"],
  ['the seal, by taking it away', 'seal = null'],
])('somebody who changes %s in the database is found, and the badge is as good as its own proof', async (_, change) => {
  const { here, id, credential, ask } = await verifiedBefore()
  await tamper(here, id, change)
  expect(await ask({ url: urlOf(here, id) })).toBe('valid-known')
  expect(alarmsIn(here)).toEqual([['error', id]])
  expect(await ask(credential)).toBe('valid-known')
})

test('somebody who changes a document in the database and leaves its digest is found, and it is not shown as good', async () => {
  const { here, id } = await verifiedBefore()
  await tamper(here, id, "credential = substr(credential, 1, 20) || 'zzzz' || substr(credential, 25)")
  const response = await here.visitor.post(path, { url: urlOf(here, id) })
  expect(await problemOf(response)).toEqual([400, 'malformed-json'])
  expect(alarmsIn(here)).toEqual([['error', id]])
})

test('a document that was written anew with a digest to match is not believed without the seal', async () => {
  const { here, id, credential } = await verifiedBefore()
  const forged = JSON.stringify({ ...credential, name: 'Better badge' })
  const digest = here.platform.sha256(forged)
  const written = forged.replaceAll("'", "''")
  await tamper(here, id, `credential = '${written}', dictionary_id = null, digest = '${digest}'`)
  const body = await bodyOf(await here.visitor.post(path, { url: urlOf(here, id) }))
  expect([body.finding, alarmsIn(here)]).toEqual(['altered', [['error', id]]])
})
