import { describe, expect, test } from 'vitest'
import { extractCredential, type Finding, verifyCredential } from '../../src/openbadges/index.ts'
import { readBytes } from './conformance-data.ts'
import { keyDocuments, offline, readText } from './offline.ts'

const verifyFile = async (name: string, documents: Record<string, Uint8Array | object>) =>
  verifyCredential(await extractCredential(readBytes(name)), offline(documents))

describe('with the key document that the issuer would serve', () => {
  test.each<[string, Finding]>([
    ['ob3/valid/simple.json', 'valid-domain'],
    ['ob3/valid/simple_v1.json', 'valid-domain'],
    ['ob3/valid/simple-eddsa-2022.json', 'valid-domain'],
    ['ob3/valid/simple-multiple-proofs.json', 'valid-domain'],
    ['ob3/valid/simple-did-web-method.json', 'valid-domain'],
    ['ob3/valid/endorsement-valid.json', 'valid-domain'],
    ['ob3/sd/derivedcredential.json', 'valid-domain'],
    ['ob3/baked/simple-json.png', 'valid-domain'],
    ['ob3/invalid/simple-err-expired.json', 'expired'],
    ['ob3/invalid/simple-err-proof-value.json', 'altered'],
    ['ob3/invalid/simple-err-proof-method-no-scheme.json', 'malformed'],
    ['ob3/invalid/simple-err-proof-method-unknown-scheme.json', 'malformed'],
    ['ob3/invalid/endorsement-err-schema-status-refresh.json', 'altered'],
  ])('%s is %s', async (name, finding) => {
    const { text } = await extractCredential(readBytes(name))
    expect((await verifyFile(name, keyDocuments(text))).finding).toBe(finding)
  })

  test.each([
    ['ob3/invalid/simple-err-issuer-type.json', 'schema', '/issuer/type'],
    ['ob3/invalid/simple-err-issuer-otheridentifier-type.json', 'schema', '/issuer'],
    ['ob3/invalid/simple-err-credential-subject-type.json', 'subject', '/credentialSubject/type'],
    ['ob3/invalid/simple-err-credential-subject-profile-type.json', 'schema', '/credentialSubject/source/type'],
    [
      'ob3/invalid/simple-err-credential-subject-achievement-result-description-type.json',
      'schema',
      '/credentialSubject/achievement/resultDescription/2/type',
    ],
  ])('%s is invalid, its %s wrong at %s', async (name, id, pointer) => {
    const report = await verifyFile(name, keyDocuments(readText(name)))
    expect(report.verdict).toBe('invalid')
    expect(report.checks).toContainEqual(expect.objectContaining({ id, state: 'failed', detail: { pointer } }))
  })
})

describe('with no server answering, as none of theirs is in the data', () => {
  test.each([
    'ob3/valid/simple.json',
    'ob3/valid/simple_v1.json',
    'ob3/valid/simple-eddsa-2022.json',
    'ob3/valid/simple-multiple-proofs.json',
    'ob3/valid/simple-did-web-method.json',
    'ob3/valid/endorsement-valid.json',
    'ob3/sd/derivedcredential.json',
    'ob3/status/credential-status-revoked-1edtechrevocationlist.json',
  ])('%s is indeterminate', async (name) => {
    const report = await verifyFile(name, {})
    expect([report.verdict, report.finding]).toEqual(['indeterminate', 'unfinished'])
  })
})

test('a badge of a person who is named by a urn is real, by somebody unknown', async () => {
  const report = await verifyFile('ob3/valid/simple-did-key-method.json', {})
  expect([report.verdict, report.proofs[0]?.outcome.state]).toEqual(['unknown-issuer', 'passed'])
})

test('a badge without a proof is unsigned', async () => {
  expect((await verifyFile('ob3/valid/simple-noproof.json', {})).finding).toBe('unsigned')
})

describe('the revoked samples', () => {
  const listUrl =
    'https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main/inspector-vc/src/test/resources/ob30/bit-string-list/testlist'
  test.each(['ob3/status/credential-status-revoked.json', 'ob3/status/credential-status-revoked-blank-nodes.json'])(
    'of %s are indeterminate, because the sample list calls itself by another address than its own',
    async (name) => {
      const keys = keyDocuments(readText(name), readText('ob3/status/testlist'))
      const report = await verifyFile(name, { ...keys, [listUrl]: readBytes('ob3/status/testlist') })
      expect(report.checks).toContainEqual({
        id: 'status',
        state: 'not_checked',
        code: 'https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR',
      })
      expect(report.verdict).toBe('indeterminate')
    },
  )

  test('in the older list of 1EdTech are revoked once issuer and list answer', async () => {
    const name = 'ob3/status/credential-status-revoked-1edtechrevocationlist.json'
    const credential = JSON.parse(readText(name))
    const method: string = credential.proof[0]?.verificationMethod ?? credential.proof.verificationMethod
    const [did = '', publicKeyMultibase] = method.split('#')
    const didUrl = `https://${did.slice('did:web:'.length).replaceAll(':', '/')}/did.json`
    const report = await verifyFile(name, {
      [didUrl]: {
        id: did,
        verificationMethod: [{ id: method, type: 'Multikey', controller: did, publicKeyMultibase }],
        assertionMethod: [method],
      },
      [credential.credentialStatus.id]: {
        id: credential.credentialStatus.id,
        issuer: did,
        revokedCredential: [{ id: credential.id, revoked: true, revocationReason: 'test' }],
      },
    })
    expect([report.verdict, report.standard]).toEqual(['revoked', 'open-badges-3.0-vc-1.1'])
  })
})

describe('tokens', () => {
  test.each(['ob3/baked/simple-jwt.svg', 'ob3/baked/simple-jwt_v1.png'])(
    '%s is real and by somebody unknown, because its key is only in its own header',
    async (name) => {
      const report = await verifyFile(name, {})
      expect([report.verdict, report.finding]).toEqual(['unknown-issuer', 'unknown-issuer'])
    },
  )

  test('ob3/jwt/simple.jwt names no key, so nobody can tell whose it is', async () => {
    const report = await verifyFile('ob3/jwt/simple.jwt', {})
    expect([report.verdict, report.proofs[0]?.outcome]).toEqual([
      'indeterminate',
      { state: 'not_checked', reason: 'key-not-named' },
    ])
  })
})

test('the signed vector of the specification is valid', async () => {
  const { credential, proofOptions, proofValue } = JSON.parse(
    readText('ob3-spec-vector/ob3-eddsa-rdfc-2022-vector.json'),
  )
  const { '@context': _, ...proof } = proofOptions
  const signed = JSON.stringify({ ...credential, proof: [{ ...proof, proofValue }] })
  expect((await verifyCredential(signed, offline(keyDocuments(signed)))).finding).toBe('valid-domain')
})
