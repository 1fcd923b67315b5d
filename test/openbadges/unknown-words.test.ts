import { beforeAll, describe, expect, test } from 'vitest'
import {
  generateKeyPair,
  importSigningKey,
  pinnedDocumentLoader,
  type SigningKey,
  signVcJwt,
  type VerificationReport,
  verifyCredential,
} from '../../src/openbadges/index.ts'
import { contextUrls } from '../../src/openbadges/model/contexts.ts'
import { signCredentialWith } from '../../src/openbadges/proofs/data-integrity.ts'
import { createStranger, portsWith, type Stranger, strangersBadge } from '../support/strangers.ts'

let district: Stranger
let tokenKey: SigningKey
let didDocument: object
beforeAll(async () => {
  district = await createStranger()
  const { privateKey, publicJwk } = await generateKeyPair('P-256')
  const id = `${district.did}#jwt`
  tokenKey = await importSigningKey({ id, controller: district.did, algorithm: 'P-256', privateKey })
  didDocument = {
    ...district.didDocument,
    verificationMethod: [
      ...district.didDocument.verificationMethod,
      { id, type: 'JsonWebKey', controller: district.did, publicKeyJwk: publicJwk },
    ],
    assertionMethod: [...district.didDocument.assertionMethod, id],
  }
})

const unknown = 'https://words.example.net/v1'
function badgeWith(...contexts: unknown[]): Record<string, unknown> {
  const { credentialStatus: _, ...badge } = strangersBadge(district.did)
  return { ...badge, '@context': [...(badge['@context'] as string[]), ...contexts] }
}
const ports = (others: Record<string, object> = {}) => portsWith({ [district.didUrl]: didDocument, ...others })
const check = (report: VerificationReport, id: string) => report.checks.find((entry) => entry.id === id)

describe('words of an unknown context', () => {
  test('leave a signature over what they mean unchecked, and the context is named', async () => {
    const loader = pinnedDocumentLoader(
      new Map([[unknown, { '@context': { note: 'https://words.example.net/note' } }]]),
    )
    const created = new Date('2026-05-01T14:03:00Z')
    const signed = await signCredentialWith(loader, { ...badgeWith(unknown), note: 'x' }, district.key, { created })
    const asked = ports()
    const report = await verifyCredential(JSON.stringify(signed), asked)
    expect([report.verdict, report.finding, check(report, 'proof'), asked.asked]).toEqual([
      'indeterminate',
      'unfinished',
      { id: 'proof', state: 'not_checked', code: 'unknown-context', detail: { context: unknown } },
      [],
    ])
  })

  test('leave the signature of a token as it is: the words are what is unknown', async () => {
    const { credentialSubject, ...badge } = badgeWith(unknown)
    const subject = { ...(credentialSubject as object), id: 'did:example:learner' }
    const token = await signVcJwt({ ...badge, credentialSubject: subject, note: 'x' }, tokenKey, 'vc-jose-cose')
    const report = await verifyCredential(token, ports())
    expect([
      report.finding,
      check(report, 'proof')?.state,
      check(report, 'issuer')?.state,
      check(report, 'schema'),
    ]).toEqual([
      'unfinished',
      'passed',
      'passed',
      { id: 'schema', state: 'not_checked', code: 'unknown-context', detail: { context: unknown } },
    ])
    const [header, , signature] = token.split('.')
    const changed = Buffer.from(JSON.stringify({ ...badge, name: 'Another' })).toString('base64url')
    expect((await verifyCredential(`${header}.${changed}.${signature}`, ports())).finding).toBe('altered')
  })

  test('do not keep other tricks from being refused', async () => {
    for (const trick of [{ '@graph': [] }, { 'https://a.example/x': 1 }, { id: '_:b0' }])
      await expect(verifyCredential(JSON.stringify({ ...badgeWith(unknown), ...trick }), ports())).rejects.toThrow()
  })
})

describe('a context that is written out', () => {
  const sign = (contexts: unknown[], members: object = {}) => district.sign({ ...badgeWith(...contexts), ...members })

  test('may add words of its own', async () => {
    const words = {
      '@protected': true,
      note: 'https://words.example.net/note',
      page: { '@id': 'https://words.example.net/page', '@type': '@id' },
      pages: {
        '@id': 'https://words.example.net/pages',
        '@type': 'http://www.w3.org/2001/XMLSchema#integer',
        '@container': '@set',
      },
    }
    const badge = await sign([words], { note: 'x', page: 'https://words.example.net/1', pages: ['3'] })
    expect((await verifyCredential(JSON.stringify(badge), ports())).finding).toBe('valid-domain')
    expect((await verifyCredential(JSON.stringify({ ...badge, note: 'y' }), ports())).finding).toBe('altered')
  })

  test.each<[string, object]>([
    ['another name for what has one', { until: 'https://www.w3.org/2018/credentials#validUntil' }],
    ['another name in the same vocabulary', { until: 'https://www.w3.org/2018/credentials#x' }],
    ['another meaning for a word that readers know', { validUntil: 'https://words.example.net/until' }],
    ['another meaning for a word of the other version', { expirationDate: 'https://words.example.net/until' }],
    ['a word for a keyword', { name2: '@id' }],
    ['a prefix', { words: 'https://words.example.net/', 'words:x': 'https://words.example.net/x' }],
    ['a word that is a prefix of addresses', { words: 'https://issuer.org/' }],
    ['a word that is a prefix of names', { words: 'urn:uuid:' }],
    ['a word that is a prefix of fragments', { words: 'https://issuer.org/words#' }],
    ['a word by a prefix', { note: 'cred:validUntil' }],
    ['a word turned around', { note: { '@reverse': 'https://words.example.net/note' } }],
    ['a word with words inside', { note: { '@id': 'https://words.example.net/note', '@context': { a: 'b' } } }],
    ['a word that opens a graph', { note: { '@id': 'https://words.example.net/note', '@container': '@graph' } }],
    ['a language', { '@language': 'en' }],
    ['a meaning for every word', { '@vocab': 'https://www.w3.org/2018/credentials#' }],
    ['another context', { '@import': contextUrls.credentialsV1 }],
    ['nothing for a word', { name: null }],
  ])('with %s is refused', async (_, words) => {
    const [proof] = (await sign([])).proof as object[]
    const text = JSON.stringify({ ...badgeWith(words), proof: [proof] })
    await expect(verifyCredential(text, ports())).rejects.toMatchObject({ code: 'unknown-context' })
  })

  test('cannot spell the id of a badge so that no list of badges taken back has it', async () => {
    const credentialStatus = { id: 'https://issuer.org/revoked', type: '1EdTechRevocationList' }
    const revoked = await sign([], { credentialStatus })
    const list = { id: credentialStatus.id, revokedCredential: [{ id: revoked.id, revoked: true }] }
    const listed = ports({ [credentialStatus.id]: list })
    expect((await verifyCredential(JSON.stringify(revoked), listed)).finding).toBe('revoked')
    const [core, ...others] = revoked['@context'] as string[]
    const respelled = {
      ...revoked,
      '@context': [core, ...others, { here: 'https://issuer.org/' }],
      id: String(revoked.id).replace('https://issuer.org/', 'here:'),
    }
    await expect(verifyCredential(JSON.stringify(respelled), listed)).rejects.toMatchObject({ code: 'unknown-context' })
  })

  test('cannot hide an end date that was signed', async () => {
    const { validUntil, ...ended } = await sign([], { validUntil: '2026-05-02T00:00:00Z' })
    const [core, ...others] = ended['@context'] as string[]
    const words = {
      ends: {
        '@id': 'https://www.w3.org/2018/credentials#validUntil',
        '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
      },
    }
    const hidden = { ...ended, '@context': [core, ...others, words], ends: validUntil }
    await expect(verifyCredential(JSON.stringify(hidden), ports())).rejects.toMatchObject({ code: 'unknown-context' })
  })
})

test.each([
  [contextUrls.dcc, contextUrls.credentialsV1],
  [contextUrls.plugfest, contextUrls.credentialsV1],
  [contextUrls.openBadgesDraft, contextUrls.credentialsV1],
  [contextUrls.bitstringStatusList, contextUrls.credentialsV2],
  [contextUrls.statusList2021, contextUrls.credentialsV1],
  [contextUrls.examplesV2, contextUrls.credentialsV2],
  [contextUrls.undefinedTermsV2, contextUrls.credentialsV2],
])('issuers may use %s beside %s', async (url, core) => {
  const isOld = core === contextUrls.credentialsV1
  const plain = {
    '@context': [core, url, ...(isOld ? [contextUrls.dataIntegrityV2] : [])],
    id: 'https://issuer.org/credentials/1',
    type: ['VerifiableCredential'],
    issuer: district.did,
    [isOld ? 'issuanceDate' : 'validFrom']: '2026-05-01T14:03:00Z',
    credentialSubject: { id: 'did:example:learner' },
  }
  const report = await verifyCredential(JSON.stringify(await district.sign(plain)), ports())
  expect(check(report, 'proof')?.state).toBe('passed')
})

test('the draft of Open Badges 3.0 stands for itself, and not beside today’s', async () => {
  const text = JSON.stringify(badgeWith(contextUrls.plugfest))
  await expect(verifyCredential(text, ports())).rejects.toMatchObject({ code: 'unknown-context' })
})
