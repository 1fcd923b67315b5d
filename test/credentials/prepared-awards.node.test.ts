import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jobHandlers } from '../../src/app/job-handlers.ts'
import { type AwardFacts, toAchievementCredential } from '../../src/credentials/awards/award.ts'
import { getPublicAward } from '../../src/credentials/awards/read-awards.ts'
import { distrustPrepared, signCredentialOf } from '../../src/credentials/awards/sign-credential.ts'
import { badgeDefinition } from '../../src/definitions/badges/badge.ts'
import type { Proofs } from '../../src/openbadges/index.ts'
import { runDueJobs } from '../../src/platform/jobs/run-due-jobs.ts'
import { newIssuer } from '../openbadges/lakeside.ts'
import { proofs, testPlatform } from '../support/platform.ts'
import { issueAward, publishBadge } from '../support/progress.ts'
import { verifyElsewhere } from '../support/verifier.ts'
import { nodeWorld } from '../support/world.ts'

/** Counts the credentials that were written from what was prepared. */
function countingProofs() {
  const counts = { prepared: 0, whole: 0 }
  const counted: Proofs = {
    ...proofs,
    async signPrepared(...details) {
      const signed = await proofs.signPrepared(...details)
      if (signed) counts.prepared++
      return signed
    },
    async signAsText(...details) {
      counts.whole++
      return await proofs.signAsText(...details)
    },
  }
  return { counts, proofs: counted }
}

/** Names and titles that somebody has, and some that nobody should. */
const words = fc.oneof(
  { weight: 3, arbitrary: fc.string({ minLength: 1, maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'Zoë "Zed" O’Brien',
      'a\\b',
      'line\nbreak\t',
      '\u0000\u007f',
      '😀～',
      '\ud800',
      '<b>',
      '@id',
    ),
  },
)
const moment = (from: string, to: string) =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((date) => new Date(date.setUTCMilliseconds(0)))

const level = (id: string) => ({ id, name: id, description: `It is ${id}.` })
const row = (id: string) => ({ id, name: id, requiredLevelId: 'shown', levels: [level('emerging'), level('shown')] })
const definition = badgeDefinition.parse({
  name: 'Reading aloud',
  description: 'Reads aloud so that a class listens.',
  criteria: 'Plan, record and reflect on one session.',
  rubric: [row('practice'), row('reflection')],
  artwork: { template: 'hexagon' },
})
const whatDiffers = fc.record({
  awardId: fc.uuid({ version: 4 }),
  name: words,
  email: fc.emailAddress(),
  did: fc.option(
    fc.constantFrom(
      'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp',
      'did:example:a',
      'did:web:badges.lakeside.example:issuers:lakeside',
    ),
    { nil: null },
  ),
  salt: fc.stringMatching(/^[\w-]{22}$/),
  levels: fc.array(fc.nat(1), { minLength: 2, maxLength: 2 }),
  evidence: fc.array(
    fc.record({
      kind: fc.constant('text' as const),
      name: words,
      description: fc.oneof(fc.constant(''), words),
      visibility: fc.constantFrom('private' as const, 'shared' as const),
    }),
    { maxLength: 2 },
  ),
  issuedAt: moment('2024-01-01', '2030-01-01'),
  submittedAt: moment('2024-01-01', '2030-01-01'),
  years: fc.option(fc.integer({ min: 1, max: 9 })),
  position: fc.nat(131_071),
})

test('what is written from what was prepared is what is written without it, byte for byte', async () => {
  const { key } = await newIssuer()
  const { counts, proofs: counted } = countingProofs()
  const platform = testPlatform({ proofs: counted })
  await fc.assert(
    fc.asyncProperty(whatDiffers, async ({ name, email, did, levels, years, position, ...facts }) => {
      const award: AwardFacts = {
        ...facts,
        origin: platform.config.origin,
        issuer: {
          did: key.controller,
          name: 'Lakeside',
          url: 'https://lakeside.example',
          email: 'a@lakeside.example',
          description: '',
        },
        version: { id: 'version-1', number: 1, definition },
        recipient: { name, email, did },
        scores: definition.rubric.map(({ id, levels: ofRow }, at) => ({
          criterionId: id,
          levelId: ofRow[levels[at] ?? 0]?.id ?? '',
        })),
        validUntil: years === null ? undefined : new Date(Date.UTC(2030 + years, 0)),
        status: { listUrl: `${platform.config.origin}/status/list-1`, position },
      }
      const outcome = (text: Promise<string>) => text.catch((error: Error) => `${error.name}: ${error.message}`)
      const fast = await outcome(signCredentialOf(platform, award, key).then(({ text }) => text))
      const whole = await outcome(
        toAchievementCredential(award, platform).then(async (credential) =>
          JSON.stringify(await proofs.sign(credential, key, { created: award.issuedAt })),
        ),
      )
      expect(fast).toBe(whole)
    }),
    { numRuns: 300, seed: 20261121 },
  )
  expect(counts.prepared).toBeGreaterThan(60)
  await platform.close()
})

test('the third award of a badge is written from what the second prepared, and others make the same of it', async () => {
  const { counts, proofs: counted } = countingProofs()
  const place = await nodeWorld({ proofs: counted, settings: { REFERENCE_CHECK_EVERY: '1' } })
  const badgeId = await publishBadge(place)
  const issueTo = async (name: string) => {
    const learner = await place.join(name, ['learner'])
    const id = await issueAward(place, { learner, badgeId })
    return (await getPublicAward(place.platform, id)).award
  }
  await issueTo('Amy Ahn')
  expect(counts).toEqual({ prepared: 0, whole: 1 })
  const second = await issueTo('Ben "Benny" Bär')
  const third = await issueTo('Cleo\\Cruz')
  expect(counts).toEqual({ prepared: 2, whole: 1 })
  for (const { credential, digest } of [second, third]) {
    expect(await verifyElsewhere(place, JSON.parse(credential))).toBe(true)
    expect(place.platform.sha256(credential)).toBe(digest)
  }
  expect(second.credential).toContain('Ben \\"Benny\\" Bär')
  expect(await runDueJobs(place.platform, jobHandlers, { limit: 100 })).toBeGreaterThan(2)
  expect(place.platform.logged.filter(({ level }) => level === 'error')).toEqual([])

  distrustPrepared(place.platform.db)
  await issueTo('Dee Diaz')
  expect(counts).toEqual({ prepared: 2, whole: 2 })
})
