import { beforeAll, describe, expect, test } from 'vitest'
import {
  contextUrls,
  extractCredential,
  generateKeyPair,
  importSigningKey,
  issuerDidDocument,
  OpenBadgeError,
  type SigningKey,
  signVcJwt,
  verifyCredential,
} from '../../src/openbadges/index.ts'
import { portsWith } from '../support/strangers.ts'

const did = 'did:web:college.example'
let key: SigningKey
let documents: Record<string, object>

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('P-256')
  key = await importSigningKey({ id: `${did}#k`, controller: did, algorithm: 'P-256', privateKey })
  const didDocument = issuerDidDocument(did, [{ id: `${did}#k`, algorithm: 'P-256', publicKey }])
  documents = { 'https://college.example/.well-known/did.json': didDocument, [statusUrl]: { revokedCredential: [] } }
})

const credential = {
  '@context': [contextUrls.credentialsV2, contextUrls.examplesV2],
  id: 'https://college.example/1',
  type: ['VerifiableCredential'],
  issuer: did,
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: { id: 'did:example:rosa', name: 'Rosa' },
}

/** A token signs the JSON as it stands, so that nothing but the shape can be at fault. */
async function tell(changes: object): Promise<string> {
  const changed = JSON.parse(JSON.stringify({ ...credential, ...changes }))
  const token = await signVcJwt(changed, key, 'vc-jose-cose')
  try {
    return (await verifyCredential(await extractCredential(Buffer.from(token)), portsWith(documents))).finding
  } catch (error) {
    if (error instanceof OpenBadgeError) return 'refused'
    throw error
  }
}

const url = 'https://college.example/about'
const statusUrl = 'https://college.example/taken-back'
const schema = { id: url, type: 'JsonSchema' }
const file = { id: url, digestSRI: 'sha384-abc' }
/** VC Data Model 2.0: what must be, what breaks it, and what keeps it. */
const musts: [must: string, broken: Record<string, object>, kept: Record<string, object>][] = [
  [
    'contexts are a list that the data model leads',
    {
      'there is none': { '@context': undefined },
      'it is empty': { '@context': [] },
      'another leads': { '@context': [contextUrls.examplesV2, contextUrls.credentialsV2] },
      'one is a number': { '@context': [contextUrls.credentialsV2, 5] },
      'one is null': { '@context': [contextUrls.credentialsV2, null] },
    },
    { 'the data model alone': { '@context': [contextUrls.credentialsV2] } },
  ],
  [
    'an id is one URL',
    {
      'it is a word': { id: 'one' },
      'there are two': { id: [url, did] },
      'it is null': { id: null },
      'it is a number': { id: 1 },
    },
    { 'there is none': { id: undefined }, 'it is a urn': { id: 'urn:uuid:6f2a1b1e-0000-4000-8000-000000000001' } },
  ],
  [
    'the types include VerifiableCredential',
    {
      'there is none': { type: undefined },
      'it is another': { type: ['Diploma'] },
      'one is an object': { type: ['VerifiableCredential', {}] },
      'one is empty': { type: ['VerifiableCredential', ''] },
    },
    {
      'it is written as no list': { type: 'VerifiableCredential' },
      'there are more': { type: ['ExampleDegreeCredential', 'VerifiableCredential'] },
    },
  ],
  [
    'a name is text, or text with its language',
    {
      'it is a number': { name: 5 },
      'it has no text': { name: { '@language': 'en' } },
      'its language is none': { name: { '@value': 'Art', '@language': 'English (US)' } },
      'its direction is none': { name: { '@value': 'Art', '@direction': 'up' } },
      'it has something else': { name: { '@value': 'Art', lang: 'en' } },
    },
    {
      'it is text': { name: 'Art', description: 'A course' },
      'it has a language and a direction': { name: { '@value': 'فن', '@language': 'ar', '@direction': 'rtl' } },
      'it has several languages': {
        description: [
          { '@value': 'Art', '@language': 'en' },
          { '@value': 'Arte', '@language': 'es' },
        ],
      },
    },
  ],
  [
    'the issuer is a URL, or an object with one as its id',
    {
      'there is none': { issuer: undefined },
      'it is a word': { issuer: 'College' },
      'it has no id': { issuer: { name: 'College' } },
      'there are two': { issuer: [did, did] },
      'its name is a number': { issuer: { id: did, name: 5 } },
    },
    { 'it is an object': { issuer: { id: did, name: 'College' } } },
  ],
  [
    'a subject is an object that is said something of',
    {
      'there is none': { credentialSubject: undefined },
      'it is empty': { credentialSubject: {} },
      'one of them is empty': { credentialSubject: [{ name: 'Rosa' }, {}] },
      'there is an empty list': { credentialSubject: [] },
      'it is text': { credentialSubject: 'Rosa' },
      'its id is no URL': { credentialSubject: { id: 'rosa' } },
    },
    {
      'it has no id': { credentialSubject: { name: 'Rosa' } },
      'there are two': { credentialSubject: [{ name: 'Rosa' }, { name: 'Ana' }] },
    },
  ],
  [
    'it begins and ends at moments with their zone, in that order',
    {
      'the start is a day': { validFrom: '2026-01-01' },
      'the start has no zone': { validFrom: '2026-01-01T00:00:00' },
      'the end is a number': { validUntil: 1900000000 },
      'the end is before the start': { validFrom: '2027-01-02T00:00:00Z', validUntil: '2027-01-01T00:00:00Z' },
    },
    {
      'both are one moment in two zones': {
        validFrom: '2027-01-01T00:00:00Z',
        validUntil: '2027-01-01T01:00:00+01:00',
      },
      'there is no start': { validFrom: undefined },
    },
  ],
  [
    'a status has a type, and a URL where it has an id',
    {
      'it has no type': { credentialStatus: { id: url } },
      'its id is no URL': { credentialStatus: { id: 'list', type: 'OtherStatus' } },
      'it is text': { credentialStatus: url },
      'there is an empty list': { credentialStatus: [] },
    },
    {
      'it has both': { credentialStatus: { id: statusUrl, type: '1EdTechRevocationList' } },
      'there is a list of one': { credentialStatus: [{ id: statusUrl, type: '1EdTechRevocationList' }] },
    },
  ],
  [
    'a schema has a type and a URL as its id',
    {
      'it has no type': { credentialSchema: { id: url } },
      'it has no id': { credentialSchema: { type: 'JsonSchema' } },
      'its id is no URL': { credentialSchema: { ...schema, id: 'schema.json' } },
      'one of them is text': { credentialSchema: [schema, url] },
      'there is an empty list': { credentialSchema: [] },
    },
    {
      'there is one': { credentialSchema: schema },
      'there are two': { credentialSchema: [schema, { ...schema, id: `${url}/2` }] },
    },
  ],
  ...(['refreshService', 'termsOfUse', 'evidence'] as const).map((member): (typeof musts)[number] => [
    `${member} has a type, and a URL where it has an id`,
    {
      'it has no type': { [member]: { id: url } },
      'one of them has no type': { [member]: [{ type: 'Example' }, { id: url }] },
      'its type is a number': { [member]: { type: 5 } },
      'its id is no URL': { [member]: { id: 'here', type: 'Example' } },
      'it is text': { [member]: url },
      'there is an empty list': { [member]: [] },
    },
    {
      'it has both': { [member]: { id: url, type: 'Example' } },
      'it has a type alone': { [member]: [{ type: ['Example'] }] },
    },
  ]),
  [
    'a related resource is named once, with its digest',
    {
      'it has no id': { relatedResource: { digestSRI: 'sha384-abc' } },
      'it has no digest': { relatedResource: { id: url } },
      'it is named twice': { relatedResource: [file, file] },
      'it is text': { relatedResource: [url] },
    },
    {
      'it has a digest': { relatedResource: file },
      'it has one of the other kind': { relatedResource: [{ id: url, digestMultibase: 'uEiB' }] },
    },
  ],
]

describe.each(musts)('%s', (_, broken, kept) => {
  test.each(Object.entries(broken))('broken: %s', async (__, changes) => {
    expect(await tell(changes)).toMatch(/^(?:malformed|refused)$/)
  })
  test.each(Object.entries(kept))('kept: %s', async (__, changes) => {
    expect(await tell(changes)).toMatch(/^(?:valid-domain|not-yet-valid)$/)
  })
})

test('what none of this changes is read', async () => {
  expect(await tell({})).toBe('valid-domain')
})
