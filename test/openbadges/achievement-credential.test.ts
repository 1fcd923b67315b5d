import { expect, test } from 'vitest'
import {
  type Achievement,
  type AchievementCredentialFacts,
  buildAchievementCredential,
  canonicalize,
  guardCredential,
  hashedEmailIdentity,
  plainNameIdentity,
} from '../../src/openbadges/index.ts'

const achievement: Achievement = {
  id: 'https://badges.lakeside.example/achievements/1',
  type: ['Achievement'],
  achievementType: 'MicroCredential',
  name: 'Formative Assessment',
  description: 'Plans and uses formative assessment.',
  criteria: { narrative: 'Three artifacts.' },
  resultDescription: [
    {
      id: 'https://badges.lakeside.example/achievements/1#feedback',
      type: ['ResultDescription'],
      name: 'Feedback',
      resultType: 'RubricCriterionLevel',
    },
  ],
}

async function facts(changes: Partial<AchievementCredentialFacts> = {}): Promise<AchievementCredentialFacts> {
  return {
    id: 'https://badges.lakeside.example/credentials/0198a1',
    issuer: { id: 'did:web:badges.lakeside.example:issuers:lakeside', type: ['Profile'], name: 'Lakeside District' },
    validFrom: new Date('2026-05-01T14:03:00.987Z'),
    validUntil: new Date('2031-05-01T14:03:00Z'),
    awardedDate: new Date('2026-05-01T00:00:00Z'),
    name: 'Formative Assessment',
    description: 'Uses evidence of learning.',
    image: { id: 'https://badges.lakeside.example/1.png', type: 'Image' },
    subject: {
      id: 'did:example:lena',
      identifiers: [await hashedEmailIdentity('lena@lakeside.example', 'c2FsdA'), plainNameIdentity('Lena Ortiz')],
      activityEndDate: new Date('2026-04-30T00:00:00Z'),
      creditsEarned: 6.5,
      narrative: 'Taught three lessons.',
      results: [
        { type: ['Result'], resultDescription: 'https://badges.lakeside.example/achievements/1#feedback', value: '3' },
      ],
      image: { id: 'https://badges.lakeside.example/baked/1.png', type: 'Image' },
    },
    achievement,
    evidence: [{ id: 'https://lena.example/portfolio', type: ['Evidence'], name: 'Portfolio' }],
    status: { listUrl: 'https://badges.lakeside.example/status/3', position: 94_567, purpose: 'revocation' },
    ...changes,
  }
}

test('members stand in the order of the profile', async () => {
  const credential = buildAchievementCredential(await facts())
  expect(Object.keys(credential)).toEqual([
    '@context',
    'id',
    'type',
    'name',
    'description',
    'image',
    'awardedDate',
    'issuer',
    'validFrom',
    'validUntil',
    'credentialSubject',
    'evidence',
    'credentialSchema',
    'credentialStatus',
  ])
  expect(Object.keys(credential.credentialSubject)).toEqual([
    'id',
    'type',
    'identifier',
    'activityEndDate',
    'creditsEarned',
    'narrative',
    'image',
    'achievement',
    'result',
  ])
})

test('dates are in whole seconds of UTC', async () => {
  expect(buildAchievementCredential(await facts())).toMatchObject({
    validFrom: '2026-05-01T14:03:00Z',
    validUntil: '2031-05-01T14:03:00Z',
    awardedDate: '2026-05-01T00:00:00Z',
    credentialSubject: { activityEndDate: '2026-04-30T00:00:00Z' },
  })
})

test('the status is one entry, with its position as text', async () => {
  expect(buildAchievementCredential(await facts()).credentialStatus).toEqual({
    id: 'https://badges.lakeside.example/status/3#94567',
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '94567',
    statusListCredential: 'https://badges.lakeside.example/status/3',
  })
})

test('nothing empty is written, at any depth', async () => {
  const { id, issuer, name, validFrom, subject } = await facts()
  const credential = buildAchievementCredential({
    id,
    issuer: { ...issuer, url: undefined },
    name,
    validFrom,
    description: undefined,
    subject: { identifiers: subject.identifiers, results: [] },
    achievement: { ...achievement, tag: [], resultDescription: [] },
    evidence: [],
  })
  expect(Object.keys(credential)).toEqual([
    '@context',
    'id',
    'type',
    'name',
    'issuer',
    'validFrom',
    'credentialSubject',
    'credentialSchema',
  ])
  expect(Object.keys(credential.issuer)).toEqual(['id', 'type', 'name'])
  expect(Object.keys(credential.credentialSubject)).toEqual(['type', 'identifier', 'achievement'])
  expect(Object.keys(credential.credentialSubject.achievement)).not.toContain('tag')
})

test('it passes the guard and means what it says', async () => {
  const credential = JSON.parse(JSON.stringify(buildAchievementCredential(await facts())))
  expect(guardCredential(credential)).toBe(credential)
  await expect(canonicalize(credential)).resolves.toContain('"6.5E0"^^<https://www.w3.org/2001/XMLSchema#float>')
})

test('the facts stay as they were', async () => {
  const given = Object.freeze(await facts())
  Object.freeze(given.achievement)
  const before = structuredClone(given)
  buildAchievementCredential(given)
  expect(given).toEqual(before)
})

test.each<[string, string, Partial<AchievementCredentialFacts>]>([
  ['no one', '/credentialSubject', { subject: { identifiers: [] } }],
  ['an id that is no URI', '/id', { id: 'credentials/1' }],
  ['no name', '/name', { name: '' }],
  ['an end before the start', '/validUntil', { validUntil: new Date('2026-04-30T00:00:00Z') }],
  ['no criteria', '/credentialSubject/achievement/criteria', { achievement: { ...achievement, criteria: {} } }],
  [
    'a result the achievement does not describe',
    '/credentialSubject/result/0',
    {
      subject: {
        id: 'did:example:lena',
        identifiers: [],
        results: [{ type: ['Result'], resultDescription: 'urn:uuid:7e8e6e3c-8a0f-4f0e-9a52-3f6d2f1d0009' }],
      },
    },
  ],
  ['evidence without its type', '/evidence/0/type', { evidence: [{ id: 'https://lena.example', type: ['Link'] }] }],
])('%s is refused', async (_, pointer, changes) => {
  const changed = await facts(changes)
  expect(() => buildAchievementCredential(changed)).toThrow(expect.objectContaining({ code: 'schema', pointer }))
})

test('members that no context defines are refused', async () => {
  const extended = { ...achievement, tags: ['assessment'] }
  const changed = await facts({ achievement: extended })
  expect(() => buildAchievementCredential(changed)).toThrow(
    expect.objectContaining({ code: 'schema', pointer: '/credentialSubject/achievement' }),
  )
})
