import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Achievement,
  type AchievementCredentialFacts,
  achievementCredentialSchema,
  buildAchievementCredential,
  canonicalize,
  endorsementCredentialSchema,
  guardCredential,
  hashedEmailIdentity,
  OpenBadgeError,
  parseCredential,
  plainNameIdentity,
} from '../../src/openbadges/index.ts'
import { jsonFilesIn, readBytes, readJson } from './conformance-data.ts'
import {
  publishedAchievementSchema,
  publishedEndorsementSchema,
  schemaCheck,
  strictAchievementSchema,
  strictEndorsementSchema,
} from './json-schemas.ts'

const strict = schemaCheck(strictAchievementSchema)
const published = schemaCheck(publishedAchievementSchema)
const emptyProof = { type: 'DataIntegrityProof', proofValue: 'z1' }

test('the profile this project was designed to emit passes all judges', async () => {
  const profile = readJson('spec-examples/our-emission-profile-unsigned.json')
  expect(achievementCredentialSchema.safeParse(profile).error).toBeUndefined()
  expect([strict(profile), published(profile)]).toEqual([undefined, undefined])
  await expect(canonicalize(profile)).resolves.toContain('AchievementSubject')
})

test('whatever is built passes both schemas, safe mode and the guard', async () => {
  const salted = await hashedEmailIdentity('lena@lakeside.example', 'c2FsdA')
  await fc.assert(
    fc.asyncProperty(factsWith([salted, plainNameIdentity('Lena Ortiz')]), async (facts) => {
      const credential = JSON.parse(JSON.stringify({ ...buildAchievementCredential(facts), proof: [emptyProof] }))
      expect([strict(credential), published(credential)]).toEqual([undefined, undefined])
      expect(guardCredential(credential)).toBe(credential)
      await canonicalize(credential)
    }),
    { numRuns: 100, seed: 20_260_514 },
  )
})

test('an endorsement that passes ours passes both schemas', async () => {
  const example = readJson('spec-examples/ob3-endorsement.json')
  const endorsement = endorsementCredentialSchema.parse({ ...example, proof: [emptyProof] })
  expect(schemaCheck(strictEndorsementSchema)(endorsement)).toBeUndefined()
  expect(schemaCheck(publishedEndorsementSchema)(endorsement)).toBeUndefined()
  await expect(canonicalize(endorsement)).resolves.toContain('endorsementComment')
})

/** Uses a vocabulary of its own, of which nothing is known here. */
const unknownVocabulary = ['spec-examples/digitalbazaar-obv3-test-suite-example.json', 'clr20/simple-noproof.json']

test.each(['ob3/valid', 'ob3/status', 'ob3/sd', 'spec-examples', 'clr20'].flatMap(jsonFilesIn))(
  'the guard lets %s pass as far as its vocabulary is known',
  (file) => {
    expect(guardVerdict(file)).toBe(unknownVocabulary.includes(file) ? 'unknown-context' : 'accepted')
  },
)

test.each(['ob3/valid', 'ob3/status'].flatMap(jsonFilesIn))('%s says nothing that is lost', async (file) => {
  const { proof: _, ...credential } = readJson(file)
  await expect(canonicalize(credential)).resolves.toContain('VerifiableCredential')
})

function guardVerdict(file: string): string {
  try {
    parseCredential(readBytes(file))
    return 'accepted'
  } catch (error) {
    if (error instanceof OpenBadgeError) return error.code
    throw error
  }
}

/** Facts with every member there and not there. */
function factsWith(identifiers: AchievementCredentialFacts['subject']['identifiers']) {
  const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  const image = fc.record(
    { id: fc.webUrl(), type: fc.constant('Image' as const), caption: text },
    { requiredKeys: ['id', 'type'] },
  )
  const level = fc.record(
    {
      id: uuidUrn,
      type: fc.constant(['RubricCriterionLevel']),
      name: text,
      description: text,
      level: text,
      points: text,
    },
    { requiredKeys: ['id', 'type', 'name'] },
  )
  const alignment = fc.record(
    {
      type: fc.constant(['Alignment']),
      targetName: text,
      targetUrl: fc.webUrl(),
      targetType: fc.constantFrom('CFItem', 'CTDL', 'ext:Standard'),
      targetCode: text,
      targetFramework: text,
      targetDescription: text,
    },
    { requiredKeys: ['type', 'targetName', 'targetUrl'] },
  )
  const resultDescription = fc.record(
    {
      id: uuidUrn,
      type: fc.constant(['ResultDescription']),
      name: text,
      resultType: fc.constantFrom('RubricCriterionLevel', 'Percent', 'ext:ContactHours'),
      rubricCriterionLevel: fc.array(level, { maxLength: 3 }),
      allowedValue: fc.array(text, { maxLength: 3 }),
      alignment: fc.array(alignment, { maxLength: 2 }),
      requiredValue: text,
    },
    { requiredKeys: ['id', 'type', 'name', 'resultType'] },
  )
  const profile = fc.record(
    { id: uuidUrn, type: fc.constant(['Profile']), name: text, url: fc.webUrl(), description: text, image },
    { requiredKeys: ['id', 'type'] },
  )
  const achievement = fc.record(
    {
      id: uuidUrn,
      type: fc.constant(['Achievement']),
      achievementType: fc.constantFrom('MicroCredential', 'Badge', 'ext:Workshop'),
      name: text,
      description: text,
      criteria: fc.record({ id: fc.webUrl(), narrative: text }, { requiredKeys: ['narrative'] }),
      image,
      creator: profile,
      alignment: fc.array(alignment, { maxLength: 2 }),
      tag: fc.array(text, { maxLength: 3 }),
      version: text,
      creditsAvailable: fc.double({ min: 0, max: 500, noNaN: true }),
      inLanguage: fc.constantFrom('en', 'es-MX', 'zh-Hant'),
      resultDescription: fc.array(resultDescription, { maxLength: 3 }),
    },
    { requiredKeys: ['id', 'type', 'name', 'description', 'criteria'] },
  ) as fc.Arbitrary<Achievement>
  return fc
    .record(
      {
        id: uuidUrn,
        issuer: profile,
        validFrom: moment,
        validUntil: fc.constant(new Date('2030-01-01')),
        awardedDate: moment,
        name: text,
        description: text,
        image,
        subject: fc.record(
          {
            id: uuidUrn,
            identifiers: fc.subarray([...identifiers], { minLength: 1 }),
            activityEndDate: moment,
            creditsEarned: fc.double({ min: 0, max: 500, noNaN: true }),
            narrative: text,
            image,
          },
          { requiredKeys: ['identifiers'] },
        ),
        achievement,
        evidence: fc.array(
          fc.record(
            { id: fc.webUrl(), type: fc.constant(['Evidence']), name: text, narrative: text, genre: text },
            { requiredKeys: ['type'] },
          ),
          { maxLength: 2 },
        ),
        status: fc.record({
          listUrl: fc.webUrl(),
          position: fc.nat(131_071),
          purpose: fc.constantFrom('revocation' as const, 'suspension' as const),
        }),
      },
      { requiredKeys: ['id', 'issuer', 'validFrom', 'name', 'subject', 'achievement'] },
    )
    .map((facts) => {
      const [described] = facts.achievement.resultDescription ?? []
      if (!described) return facts
      const results = [{ type: ['Result'], resultDescription: described.id, value: '6' }]
      return { ...facts, subject: { ...facts.subject, results } }
    })
}

const uuidUrn = fc.uuid().map((uuid) => `urn:uuid:${uuid}`)
