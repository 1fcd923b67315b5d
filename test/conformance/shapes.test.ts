import { expect, test } from 'vitest'
import {
  achievementCredentialSchema,
  canonicalize,
  contextUrls,
  guardCredential,
  type JsonObject,
  type JsonValue,
  OpenBadgeError,
} from '../../src/openbadges/index.ts'
import { readJson } from './conformance-data.ts'
import { publishedAchievementSchema, schemaCheck, strictAchievementSchema } from './json-schemas.ts'

// The same shapes before four judges: the strict schema of 2024, the published one of 2026, JSON-LD's safe mode, and ours.

const extensions = contextUrls.openBadgesExtensions
const base = (): JsonObject => ({
  '@context': [contextUrls.credentialsV2, contextUrls.openBadges],
  id: 'https://badges.example.org/credentials/1',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: 'N',
  issuer: { id: 'did:web:badges.example.org', type: ['Profile'], name: 'District' },
  validFrom: '2026-05-01T14:03:00Z',
  credentialSubject: {
    id: 'did:example:lena',
    type: ['AchievementSubject'],
    identifier: [identity],
    achievement: {
      id: 'https://badges.example.org/achievements/1',
      type: ['Achievement'],
      name: 'A',
      description: 'd',
      criteria: { narrative: 'n' },
    },
  },
  evidence: [{ type: ['Evidence'], name: 'e' }],
  proof: [
    {
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-rdfc-2022',
      created: '2026-05-01T14:03:00Z',
      verificationMethod: 'did:web:badges.example.org#k1',
      proofPurpose: 'assertionMethod',
      proofValue: 'z1111',
    },
  ],
})
const identity = {
  type: 'IdentityObject',
  hashed: true,
  identityHash: 'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399',
  identityType: 'emailAddress',
  salt: 'Kosher',
}
const status = {
  id: 'https://badges.example.org/status/3#94567',
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '94567',
  statusListCredential: 'https://badges.example.org/status/3',
}
const revocationList = { id: 'https://badges.example.org/revoked', type: '1EdTechRevocationList' }
const schema = { id: 'https://badges.example.org/schema', type: '1EdTechJsonSchemaValidator2019' }
const alignment = { type: ['Alignment'], targetName: 't', targetUrl: 'https://standards.example/6' }
const image = { id: 'https://badges.example.org/a.png', type: 'Image' }
const result = { type: ['Result'], value: '6' }
const related = { id: 'https://badges.example.org/achievements/0', type: ['Related'], version: '1' }
const otherIdentifier = { type: 'IdentifierEntry', identifier: '42', identifierType: 'sourcedId' }

const subject = '/credentialSubject'
const achievement = `${subject}/achievement`
const withExtensions = [contextUrls.credentialsV2, contextUrls.openBadges, extensions]

/** Each case of the matrix: what is put where. */
const shapes: Record<string, Record<string, JsonValue>> = {
  base: {},
  'type as array w/ OB first': { '/type': ['OpenBadgeCredential', 'VerifiableCredential'] },
  'proof single object': { '/proof': (base().proof as JsonValue[])[0] ?? null },
  'credentialSubject array': { [subject]: [base().credentialSubject ?? null] },
  'identifier single object': { [`${subject}/identifier`]: identity },
  'subject.type string': { [`${subject}/type`]: 'AchievementSubject' },
  'achievement.type string': { [`${achievement}/type`]: 'Achievement' },
  'evidence single object': { '/evidence': { type: ['Evidence'], name: 'e' } },
  'evidence type string': { '/evidence/0/type': 'Evidence' },
  'evidence without type': { '/evidence': [{ name: 'e' }] },
  'evidence inside credentialSubject': { [`${subject}/evidence`]: [{ type: ['Evidence'], name: 'e' }] },
  'image string': { [`${achievement}/image`]: image.id },
  'image type array': { [`${achievement}/image`]: { ...image, type: ['Image'] } },
  'image extra prop': { [`${achievement}/image`]: { ...image, foo: 'x' } },
  'criteria string': { [`${achievement}/criteria`]: 'https://badges.example.org/criteria' },
  'criteria with type Criteria': { [`${achievement}/criteria`]: { type: 'Criteria', narrative: 'n' } },
  'criteria empty': { [`${achievement}/criteria`]: {} },
  'IdentityObject type array': { [`${subject}/identifier`]: [{ ...identity, type: ['IdentityObject'] }] },
  'IdentityObject identityType email': { [`${subject}/identifier`]: [{ ...identity, identityType: 'email' }] },
  'IdentityObject extra prop': { [`${subject}/identifier`]: [{ ...identity, x: 'x' }] },
  'issuer string': { '/issuer': 'did:web:badges.example.org' },
  'issuer type string': { '/issuer/type': 'Profile' },
  'validFrom no tz': { '/validFrom': '2026-05-01T14:03:00' },
  'validFrom ms': { '/validFrom': '2026-05-01T14:03:00.123Z' },
  'validFrom offset': { '/validFrom': '2026-05-01T14:03:00+02:00' },
  'validFrom date only': { '/validFrom': '2026-05-01' },
  'issuanceDate with v2 ctx': { '/issuanceDate': '2026-05-01T14:03:00Z' },
  'name language map': { '/name': { en: 'N' } },
  'name lang value object': { '/name': { '@value': 'N', '@language': 'en' } },
  'credentialStatus single bitstring': { '/credentialStatus': status },
  'credentialStatus no id': { '/credentialStatus': without(status, 'id') },
  'credentialStatus index number': { '/credentialStatus': { ...status, statusListIndex: 94_567 } },
  'credentialStatus array of 2': {
    '/credentialStatus': [status, { ...status, id: `${status.id}s`, statusPurpose: 'suspension' }],
  },
  '1EdTechRevocationList w/o ext ctx': { '/credentialStatus': revocationList },
  '1EdTechRevocationList w ext ctx': { '/@context': withExtensions, '/credentialStatus': revocationList },
  'credentialSchema w/o ext ctx': { '/credentialSchema': [schema] },
  'credentialSchema w ext ctx': { '/@context': withExtensions, '/credentialSchema': [schema] },
  'credentialSchema JsonSchema (W3C)': { '/credentialSchema': [{ ...schema, type: 'JsonSchema' }] },
  'refreshService w/o ext': {
    '/refreshService': { id: 'https://badges.example.org/refresh', type: '1EdTechCredentialRefresh' },
  },
  'context reversed': { '/@context': [contextUrls.openBadges, contextUrls.credentialsV2] },
  'context.json alias': { '/@context': [contextUrls.credentialsV2, contextUrls.openBadges300] },
  'achievementType ext:': { [`${achievement}/achievementType`]: 'ext:ContactHours' },
  'achievementType unknown': { [`${achievement}/achievementType`]: 'ContactHours' },
  'tags (OB2 plural)': { [`${achievement}/tags`]: ['x'] },
  'tag string': { [`${achievement}/tag`]: 'x' },
  'alignment no type': { [`${achievement}/alignment`]: [without(alignment, 'type')] },
  'alignment ok': { [`${achievement}/alignment`]: [alignment] },
  'alignment educationalFramework (OB2)': {
    [`${achievement}/alignment`]: [{ ...alignment, educationalFramework: 'F' }],
  },
  'alignment targetType URL-ish ceasn': {
    [`${achievement}/alignment`]: [{ ...alignment, targetType: 'ceasn:Competency' }],
  },
  'custom top-level prop': { '/courseHours': 6 },
  'creditsEarned number': { [`${subject}/creditsEarned`]: 6 },
  'creditsEarned string': { [`${subject}/creditsEarned`]: '6' },
  'subject name prop (DCC)': { [`${subject}/name`]: 'Lena' },
  'subject id mailto': { [`${subject}/id`]: 'mailto:lena@lakeside.example' },
  'subject id plain string': { [`${subject}/id`]: 'lena' },
  'id not URL': { '/id': 'credential-1' },
  'null prop': { '/description': null },
  'empty evidence': { '/evidence': [] },
  'issuer.address': { '/issuer/address': { type: ['Address'], addressCountry: 'US' } },
  result: { [`${subject}/result`]: [result] },
  'result value number': { [`${subject}/result`]: [{ ...result, value: 6 }] },
  related: { [`${achievement}/related`]: [related] },
  'related w OB2 BadgeClass IRI': {
    [`${achievement}/related`]: [{ ...related, type: ['Related', 'https://w3id.org/openbadges#BadgeClass'] }],
  },
  endorsementJwt: { '/endorsementJwt': ['eyJhbGciOiJub25lIn0.e30.c2ln'] },
  'profile otherIdentifier': { '/issuer/otherIdentifier': [otherIdentifier] },
  'profile otherIdentifier bad type array': {
    '/issuer/otherIdentifier': [{ ...otherIdentifier, type: ['IdentifierEntry'] }],
  },
  termsOfUse: { '/termsOfUse': [{ id: 'https://badges.example.org/terms', type: 'https://terms.example/Policy' }] },
  'inLanguage en-US': { [`${achievement}/inLanguage`]: 'en-US' },
  'inLanguage EN': { [`${achievement}/inLanguage`]: 'EN' },
}

/** What the text of the standard refuses though no schema does, and members that it does not list. */
const refusedByOursAlone = [
  'criteria with type Criteria',
  'criteria empty',
  'subject name prop (DCC)',
  'empty evidence',
]

const matrix = readJson('ob3-shape-matrix.json') as unknown as Record<'case' | 'gh2024' | 'jun2026' | 'safe', string>[]
const strict = schemaCheck(strictAchievementSchema)
const published = schemaCheck(publishedAchievementSchema)

test('every case of the matrix is here', () => {
  expect(Object.keys(shapes)).toEqual(matrix.map((row) => row.case))
})

test.each(matrix)('$case: strict schema $gh2024, published schema $jun2026, safe mode $safe', async (row) => {
  const credential = shaped(shapes[row.case] ?? {})
  expect({
    strict: strict(credential) === undefined,
    published: published(credential) === undefined,
    safe: await isSafe(credential),
  }).toEqual({ strict: row.gh2024 === 'ok', published: row.jun2026 === 'ok', safe: row.safe === 'ok' })
})

test.each(matrix)('$case: ours accepts nothing that another judge refuses', (row) => {
  const isAcceptedByAll = row.gh2024 === 'ok' && row.jun2026 === 'ok' && row.safe === 'ok'
  const isOurs = achievementCredentialSchema.safeParse(shaped(shapes[row.case] ?? {})).success
  expect(isOurs).toBe(isAcceptedByAll && !refusedByOursAlone.includes(row.case))
})

test.each(matrix)('$case: the guard leaves to the other judges what is theirs to judge', (row) => {
  expect(guardVerdict(shaped(shapes[row.case] ?? {}))).toBe(refusedByGuard[row.case] ?? 'accepted')
})

const refusedByGuard: Record<string, string> = {
  'context reversed': 'unknown-context',
  'evidence inside credentialSubject': 'schema',
  'validFrom no tz': 'schema',
  'validFrom date only': 'schema',
}

function guardVerdict(credential: JsonObject): string {
  try {
    guardCredential(credential)
    return 'accepted'
  } catch (error) {
    if (error instanceof OpenBadgeError) return error.code
    throw error
  }
}

async function isSafe(credential: JsonObject): Promise<boolean> {
  try {
    await canonicalize(credential)
    return true
  } catch (error) {
    if (error instanceof OpenBadgeError) return false
    throw error
  }
}

function shaped(changes: Record<string, JsonValue>): JsonObject {
  const credential = base()
  for (const [pointer, value] of Object.entries(changes)) {
    const path = pointer.split('/').slice(1)
    const member = path.pop() ?? ''
    const parent = path.reduce((node, step) => node[step] as JsonObject, credential)
    parent[member] = value
  }
  return credential
}

function without(object: JsonObject, member: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== member))
}
