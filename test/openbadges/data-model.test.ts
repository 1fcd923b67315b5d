import { expect, test } from 'vitest'
import type * as z from 'zod'
import {
  achievementCredentialSchema,
  achievementSchema,
  achievementSubjectSchema,
  addressSchema,
  alignmentSchema,
  criteriaSchema,
  endorsementCredentialSchema,
  evidenceSchema,
  identifierEntrySchema,
  identityObjectSchema,
  imageSchema,
  profileSchema,
  relatedSchema,
  resultDescriptionSchema,
  resultSchema,
} from '../../src/openbadges/index.ts'
import { typicalCredential } from './lakeside.ts'

const [v2, openBadges, extensions] = typicalCredential()['@context'] as [string, string, string]
const profile = { id: 'did:web:state.example', type: ['Profile'] }
const image = { id: 'https://lakeside.example/logo.png', type: 'Image' }
const alignment = { type: ['Alignment'], targetName: 'Standard 6', targetUrl: 'https://standards.example/6' }
const description = { id: 'urn:x:1', type: ['ResultDescription'], name: 'Score', resultType: 'Percent' }
const identity = { type: 'IdentityObject', hashed: false, identityHash: 'Lena', identityType: 'name' }
const achievement = {
  id: 'urn:x:2',
  type: ['Achievement'],
  name: 'A',
  description: 'd',
  criteria: { narrative: 'n' },
  resultDescription: [description, { ...description, id: 'urn:x:3', resultType: 'Status' }],
}
const subject = { type: ['AchievementSubject'], identifier: [identity], achievement }
const endorsement = {
  '@context': [v2, openBadges],
  type: ['VerifiableCredential', 'EndorsementCredential'],
  id: 'urn:x:4',
  name: 'Endorsed',
  credentialSubject: { id: 'urn:x:2', type: ['EndorsementSubject'], endorsementComment: 'Good.' },
  issuer: profile,
  validFrom: '2026-05-01T14:03:00Z',
  proof: [{ type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', proofValue: 'z1' }],
}

test.each<[string, z.ZodType, unknown]>([
  ['a typical credential', achievementCredentialSchema, typicalCredential()],
  [
    'an issuer that is only an id',
    achievementCredentialSchema,
    { ...typicalCredential(), issuer: 'did:web:a.example' },
  ],
  [
    'a credential by its other name',
    achievementCredentialSchema,
    { ...typicalCredential(), type: ['AchievementCredential', 'VerifiableCredential'] },
  ],
  [
    'an endorsed credential',
    achievementCredentialSchema,
    { ...typicalCredential(), endorsement: [endorsement], endorsementJwt: ['a.b.c'] },
  ],
  ['an endorsement', endorsementCredentialSchema, endorsement],
  [
    'an endorsed profile with a parent',
    profileSchema,
    { ...profile, endorsement: [endorsement], parentOrg: { ...profile, parentOrg: profile } },
  ],
  [
    'a person',
    profileSchema,
    {
      ...profile,
      givenName: 'Ada',
      familyName: 'Fox',
      email: 'ada@lakeside.example',
      dateOfBirth: '1980-02-29',
      image,
    },
  ],
  [
    'an address',
    addressSchema,
    { type: ['Address'], postalCode: '55555', geo: { type: 'GeoCoordinates', latitude: 45, longitude: -93 } },
  ],
  ['an achievement', achievementSchema, achievement],
  ["an achievement type of one's own", achievementSchema, { ...achievement, achievementType: 'ext:ContactHours' }],
  ['a language with script and region', achievementSchema, { ...achievement, inLanguage: 'zh-Hant-TW' }],
  [
    'an achievement with relations',
    achievementSchema,
    {
      ...achievement,
      alignment: [alignment],
      tag: ['x'],
      related: [
        { id: 'urn:x:9', type: ['Related', 'https://w3id.org/openbadges#BadgeClass'], version: 'Open Badges v2p0' },
      ],
    },
  ],
  ['a subject known by id', achievementSubjectSchema, { ...subject, identifier: undefined, id: 'did:example:lena' }],
  [
    'a status with its value',
    achievementSubjectSchema,
    { ...subject, result: [{ type: ['Result'], resultDescription: 'urn:x:3', status: 'Completed' }] },
  ],
  ['criteria on a page', criteriaSchema, { id: 'https://lakeside.example/criteria' }],
  ['evidence without a page', evidenceSchema, { type: ['Evidence'], narrative: 'Seen in class.' }],
  ['an alignment', alignmentSchema, { ...alignment, targetType: 'CFItem', targetCode: '6(a)' }],
  ['an image as data', imageSchema, { ...image, id: 'data:image/png;base64,iVBORw0KGgo=' }],
  [
    'an identifier elsewhere',
    identifierEntrySchema,
    { type: 'IdentifierEntry', identifier: '42', identifierType: 'sourcedId' },
  ],
])('%s passes', (_, schema, value) => {
  expect(schema.safeParse(value).error?.issues ?? []).toEqual([])
})

test.each<[string, z.ZodType, unknown]>([
  ['a date without zone', achievementCredentialSchema, { ...typicalCredential(), validFrom: '2026-05-01T14:03:00' }],
  ['a credential of no kind', achievementCredentialSchema, { ...typicalCredential(), type: ['VerifiableCredential'] }],
  ['a type that is no list', achievementCredentialSchema, { ...typicalCredential(), type: 'OpenBadgeCredential' }],
  [
    'contexts the other way round',
    achievementCredentialSchema,
    { ...typicalCredential(), '@context': [openBadges, v2, extensions] },
  ],
  [
    'extensions without their context',
    achievementCredentialSchema,
    { ...typicalCredential(), '@context': [v2, openBadges] },
  ],
  ['two subjects', achievementCredentialSchema, { ...typicalCredential(), credentialSubject: [subject] }],
  [
    'two status entries',
    achievementCredentialSchema,
    { ...typicalCredential(), credentialStatus: [typicalCredential().credentialStatus] },
  ],
  ['an empty list', achievementCredentialSchema, { ...typicalCredential(), evidence: [] }],
  ['null', achievementCredentialSchema, { ...typicalCredential(), description: null }],
  ['an unknown member', achievementCredentialSchema, { ...typicalCredential(), courseHours: 6 }],
  ['an issuance date', achievementCredentialSchema, { ...typicalCredential(), issuanceDate: '2026-05-01T14:03:00Z' }],
  ['an end before the start', endorsementCredentialSchema, { ...endorsement, validUntil: '2026-04-01T00:00:00Z' }],
  ['an endorsement without name', endorsementCredentialSchema, { ...endorsement, name: undefined }],
  ['a parent that is no profile', profileSchema, { ...profile, parentOrg: { id: 'did:web:a.example' } }],
  [
    'an endorsement in a profile that is none',
    profileSchema,
    { ...profile, endorsement: [{ ...endorsement, issuer: 7 }] },
  ],
  ['a relative id', profileSchema, { ...profile, id: '/issuers/1' }],
  ['a blank node', profileSchema, { ...profile, id: '_:b0' }],
  ['a day no calendar has', profileSchema, { ...profile, dateOfBirth: '1981-02-29' }],
  [
    'a pole beyond the pole',
    addressSchema,
    { type: ['Address'], geo: { type: 'GeoCoordinates', latitude: 91, longitude: 0 } },
  ],
  ['an achievement without criteria', achievementSchema, { ...achievement, criteria: {} }],
  ['criteria as text', achievementSchema, { ...achievement, criteria: 'https://lakeside.example/criteria' }],
  ['an unknown achievement type', achievementSchema, { ...achievement, achievementType: 'Diplom' }],
  ['a language in capitals', achievementSchema, { ...achievement, inLanguage: 'EN' }],
  ['tags of Open Badges 2', achievementSchema, { ...achievement, tags: ['x'] }],
  ['an image as text', achievementSchema, { ...achievement, image: image.id }],
  ['credits that are no number', achievementSchema, { ...achievement, creditsAvailable: Number.NaN }],
  ['no one', achievementSubjectSchema, { ...subject, identifier: undefined }],
  ['credits as text', achievementSubjectSchema, { ...subject, creditsEarned: '6' }],
  [
    'a result of something else',
    achievementSubjectSchema,
    { ...subject, result: [{ type: ['Result'], resultDescription: 'urn:x:7' }] },
  ],
  [
    'a status without value',
    achievementSubjectSchema,
    { ...subject, result: [{ type: ['Result'], resultDescription: 'urn:x:3' }] },
  ],
  ['an image with a list of types', imageSchema, { ...image, type: ['Image'] }],
  ['an image with more members', imageSchema, { ...image, name: 'x' }],
  ['an identity of type email', identityObjectSchema, { ...identity, identityType: 'email' }],
  ['an identity with more members', identityObjectSchema, { ...identity, name: 'x' }],
  [
    'an identifier with a list of types',
    identifierEntrySchema,
    { type: ['IdentifierEntry'], identifier: '42', identifierType: 'sourcedId' },
  ],
  ['evidence without type', evidenceSchema, { id: 'https://lena.example' }],
  ['an alignment without type', alignmentSchema, { ...alignment, type: undefined }],
  ['an alignment to an unknown kind', alignmentSchema, { ...alignment, targetType: 'Standard' }],
  ['a result that is a number', resultSchema, { type: ['Result'], value: 6 }],
  ['a result of no known status', resultSchema, { type: ['Result'], status: 'Done' }],
  [
    "a result type of one's own without prefix",
    resultDescriptionSchema,
    { ...description, resultType: 'ContactHours' },
  ],
  ['a relation without id', relatedSchema, { type: ['Related'] }],
])('%s is refused', (_, schema, value) => {
  expect(schema.safeParse(value).success).toBe(false)
})
