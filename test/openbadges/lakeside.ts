import {
  type CredentialDocument,
  type DidDocument,
  generateKeyPair,
  importSigningKey,
  issuerDidDocument,
  type SigningAlgorithm,
  type SigningKey,
  signCredential,
} from '../../src/openbadges/index.ts'
import { guardCredential } from '../../src/openbadges/model/shape-guard.ts'
import type { JsonObject, JsonValue } from '../../src/openbadges/text/strict-json.ts'

export const lakesideDid = 'did:web:badges.lakeside.example:issuers:lakeside'
export const now = '2026-06-01T12:00:00Z'

export interface Issuer {
  key: SigningKey
  publicJwk: JsonObject
  document: DidDocument
}

/** An issuer with one fresh key, and the document that publishes it. */
export async function newIssuer(algorithm: SigningAlgorithm = 'Ed25519', did = lakesideDid): Promise<Issuer> {
  const { publicKey, publicJwk, privateKey } = await generateKeyPair(algorithm)
  const id = `${did}#key-1`
  return {
    key: await importSigningKey({ id, controller: did, algorithm, privateKey }),
    publicJwk,
    document: issuerDidDocument(did, [{ id, algorithm, publicKey }]),
  }
}

/** One of everything that our credentials carry, so that changing each leaf in turn tries everything. */
export function typicalCredential(issuerId = lakesideDid) {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
    ],
    id: 'https://badges.lakeside.example/credentials/0198a1',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Formative Assessment “in practice”',
    description: 'Uses evidence of learning to adapt teaching.',
    image: { id: 'https://badges.lakeside.example/baked/1.png', type: 'Image', caption: 'A lake' },
    awardedDate: '2026-05-01T00:00:00Z',
    issuer: {
      id: issuerId,
      type: ['Profile'],
      name: 'Lakeside District',
      url: 'https://lakeside.example',
      image: { id: 'https://lakeside.example/logo.png', type: 'Image' },
    },
    validFrom: '2026-05-01T14:03:00Z',
    validUntil: '2031-05-01T14:03:00Z',
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          hashed: true,
          identityHash: 'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399',
          identityType: 'emailAddress',
          salt: 'Kosher',
        },
        { type: 'IdentityObject', hashed: false, identityHash: 'Lena Ortiz', identityType: 'name' },
      ],
      activityEndDate: '2026-04-30T00:00:00Z',
      creditsEarned: 6.5,
      achievement: {
        id: 'https://badges.lakeside.example/achievements/1',
        type: ['Achievement'],
        achievementType: 'MicroCredential',
        name: 'Formative Assessment',
        description: 'Plans and uses formative assessment.',
        criteria: { id: 'https://badges.lakeside.example/achievements/1#criteria', narrative: 'Three artifacts.' },
        image: { id: 'https://badges.lakeside.example/1.png', type: 'Image' },
        creator: { id: issuerId, type: ['Profile'] },
        alignment: [
          {
            type: ['Alignment'],
            targetName: 'Standard 6',
            targetUrl: 'https://standards.example/6',
            targetCode: '6(a)',
            targetFramework: 'InTASC',
            targetType: 'CFItem',
          },
        ],
        tag: ['assessment', 'grades 3–5'],
        version: '2',
        creditsAvailable: 6,
        inLanguage: 'en',
        resultDescription: [
          {
            id: 'urn:uuid:7e8e6e3c-8a0f-4f0e-9a52-3f6d2f1d0001',
            type: ['ResultDescription'],
            name: 'Feedback',
            resultType: 'RubricCriterionLevel',
            requiredLevel: 'urn:uuid:7e8e6e3c-8a0f-4f0e-9a52-3f6d2f1d0002',
            rubricCriterionLevel: [
              {
                id: 'urn:uuid:7e8e6e3c-8a0f-4f0e-9a52-3f6d2f1d0002',
                type: ['RubricCriterionLevel'],
                name: 'Proficient',
                description: 'Feedback moves learning on.',
                level: '3',
                points: '3',
              },
            ],
          },
        ],
      },
      result: [
        {
          type: ['Result'],
          resultDescription: 'urn:uuid:7e8e6e3c-8a0f-4f0e-9a52-3f6d2f1d0001',
          achievedLevel: 'urn:uuid:7e8e6e3c-8a0f-4f0e-9a52-3f6d2f1d0002',
        },
        { type: ['Result'], status: 'Completed' },
      ],
    },
    evidence: [
      {
        id: 'https://lena.example/portfolio',
        type: ['Evidence'],
        name: 'Portfolio',
        narrative: 'Three lessons, with what changed after each.',
        genre: 'Portfolio',
      },
    ],
    credentialSchema: [
      {
        id: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json',
        type: '1EdTechJsonSchemaValidator2019',
      },
    ],
    credentialStatus: {
      id: 'https://badges.lakeside.example/status/3#94567',
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '94567',
      statusListCredential: 'https://badges.lakeside.example/status/3',
    },
  }
}

/** As it is after signing, sending and reading. */
export async function signedCredential(
  issuer: Issuer,
  credential: object = typicalCredential(),
): Promise<CredentialDocument> {
  const signed = await signCredential(credential, issuer.key, { created: new Date('2026-05-01T14:03:00Z') })
  return guardCredential(JSON.parse(JSON.stringify(signed)))
}

/** Every copy of a document in which one leaf differs, with the pointer of that leaf. */
export function tamperedCopies<T extends JsonObject>(document: T): { pointer: string; copy: T }[] {
  return leavesOf(document).map((path) => ({
    pointer: `/${path.join('/')}`,
    // Only a leaf is replaced, by a leaf of its own type.
    copy: replaceLeaf(document, path) as T,
  }))
}

function leavesOf(value: JsonValue, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return entries.flatMap(([key, member]) => leavesOf(member, [...path, key]))
}

function replaceLeaf(value: JsonValue, [key, ...rest]: (string | number)[]): JsonValue {
  if (key === undefined) return changed(value)
  if (Array.isArray(value)) return value.map((member, index) => (index === key ? replaceLeaf(member, rest) : member))
  if (typeof value !== 'object' || value === null) throw new Error('The path leads on from a leaf.')
  return { ...value, [key]: replaceLeaf(value[key] ?? null, rest) }
}

function changed(leaf: JsonValue): JsonValue {
  if (typeof leaf === 'boolean') return !leaf
  if (typeof leaf === 'number') return leaf + 1
  if (typeof leaf !== 'string') return 'null no more'
  // A date stays a date and a name a name: what must notice the change is the signature, not a shape.
  if (/^\d{4}-/.test(leaf)) return leaf.replace(/^\d{4}/, (year) => String(Number(year) + 1))
  return leaf.replace(/.$/u, (last) => (last === '1' ? '2' : '1'))
}
