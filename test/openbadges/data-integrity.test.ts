import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { createDiscloseCryptosuite, createSignCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { derive, issue, verifyCredential } from '@digitalbazaar/vc'
import { decode, encode } from 'cborg'
import { expect, test } from 'vitest'
import {
  type CredentialDocument,
  type DidDocument,
  didKeyDocument,
  generateKeyPair,
  importSigningKey,
  type JsonObject,
  pinnedDocumentLoader,
  signCredential,
  verifyProof,
} from '../../src/openbadges/index.ts'
import { signBytes } from '../../src/openbadges/keys/keys.ts'
import { canonicalize } from '../../src/openbadges/model/canonicalize.ts'
import { guardCredential } from '../../src/openbadges/model/shape-guard.ts'
import { decodeBase58, encodeBase58 } from '../../src/openbadges/text/base58.ts'
import { encodeBase64url, parseBase64url } from '../../src/openbadges/text/base64url.ts'
import { listOf } from '../../src/openbadges/text/json-reading.ts'
import {
  type Issuer,
  lakesideDid,
  newIssuer,
  now,
  signedCredential,
  tamperedCopies,
  typicalCredential,
} from './lakeside.ts'

const verificationError = { state: 'failed', reason: 'https://w3id.org/security#PROOF_VERIFICATION_ERROR' }
const malformedProof = { ...verificationError, isUncompared: true }
const transformationError = {
  state: 'failed',
  reason: 'https://w3id.org/security#PROOF_TRANSFORMATION_ERROR',
  isUncompared: true,
}

test('what we sign, we verify, with one proof in an array', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  expect(signed.proof).toEqual([
    {
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-rdfc-2022',
      created: '2026-05-01T14:03:00Z',
      verificationMethod: issuer.key.id,
      proofPurpose: 'assertionMethod',
      proofValue: expect.stringMatching(/^z[1-9A-HJ-NP-Za-km-z]{80,90}$/),
    },
  ])
  expect(await verify(signed, issuer.document)).toEqual({ state: 'passed', verificationMethod: issuer.key.id })
})

test('signing changes nothing of the credential, and twice gives the same bytes', async () => {
  const issuer = await newIssuer()
  const credential = typicalCredential()
  const options = { created: new Date('2026-05-01T14:03:00.999Z') }
  const first = await signCredential(credential, issuer.key, options)
  expect(credential).toEqual(typicalCredential())
  expect(JSON.stringify(await signCredential(credential, issuer.key, options))).toBe(JSON.stringify(first))
})

test('a credential with data that JSON-LD would lose, or with a proof already, is not signed', async () => {
  const { key } = await newIssuer()
  const created = new Date(now)
  await expect(signCredential({ ...typicalCredential(), undefinedTerm: 1 }, key, { created })).rejects.toThrow()
  const signed = await signCredential(typicalCredential(), key, { created })
  await expect(signCredential(signed, key, { created })).rejects.toThrow(expect.objectContaining({ code: 'schema' }))
})

test('a plain @digitalbazaar verifier accepts our credential, and refuses it tampered', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  expect((await verifyPlainly(signed, issuer.document)).verified).toBe(true)
  expect((await verifyPlainly({ ...signed, name: 'Something else' }, issuer.document)).verified).toBe(false)
})

test('a copy changed in any single place fails', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const copies = tamperedCopies(signed)
  expect(copies.length).toBeGreaterThan(80)
  const accepted: string[] = []
  for (const { pointer, copy } of copies) {
    const outcome = await verify(copy, issuer.document)
    if (outcome.state === 'passed') accepted.push(pointer)
  }
  expect(accepted).toEqual([])
})

test('a copy from which any member was taken fails', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const accepted: string[] = []
  for (const member of Object.keys(signed).filter((key) => key !== 'proof')) {
    const { [member]: _, ...copy } = signed
    const outcome = await verifyProof({ ...input(signed, issuer.document), document: copy as CredentialDocument })
    if (outcome.state === 'passed') accepted.push(member)
  }
  expect(accepted).toEqual([])
})

test('text that says its language and direction is signed like any other', async () => {
  const issuer = await newIssuer()
  const name = { '@value': 'التقييم', '@language': 'ar', '@direction': 'rtl' }
  const signed = await signedCredential(issuer, { ...typicalCredential(), name })
  expect(await verify(signed, issuer.document)).toMatchObject({ state: 'passed' })
  expect((await verifyPlainly(signed, issuer.document)).verified).toBe(true)
  const changed = { ...signed, name: { ...name, '@direction': 'ltr' } }
  expect(await verify(changed, issuer.document)).toEqual(verificationError)
})

test('a term without a meaning fails as lost data, before any signature is looked at', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  expect(await verify({ ...signed, undefinedTerm: 1 }, issuer.document)).toEqual(transformationError)
  const proof = { ...proofOf(signed), undefinedTerm: 'x' }
  expect(await verify({ ...signed, proof: [proof] }, issuer.document)).toEqual(transformationError)
})

test('an expired credential keeps its proof: dates are another check', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const late = { ...input(signed, issuer.document), now: '2040-01-01T00:00:00Z' }
  expect(await verifyProof(late)).toMatchObject({ state: 'passed' })
})

test("a status list's proof verifies like a credential's", async () => {
  const issuer = await newIssuer()
  const list = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: 'https://badges.lakeside.example/status/3',
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: lakesideDid,
    validFrom: '2026-05-01T00:00:00Z',
    credentialSubject: {
      id: 'https://badges.lakeside.example/status/3#list',
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA',
    },
  }
  const signed = await signedCredential(issuer, list)
  expect(await verify(signed, issuer.document)).toMatchObject({ state: 'passed' })
  const subject = { ...list.credentialSubject, statusPurpose: 'suspension' }
  expect(await verify({ ...signed, credentialSubject: subject }, issuer.document)).toEqual(verificationError)
})

test("old keys verify old badges for as long as the issuer's document lists them", async () => {
  const old = await newIssuer()
  const other = await newIssuer()
  const signed = await signedCredential(old)
  const rotated = {
    ...old.document,
    verificationMethod: [...named(other, `${lakesideDid}#key-2`), ...old.document.verificationMethod],
    assertionMethod: [`${lakesideDid}#key-2`, ...old.document.assertionMethod],
  }
  expect(await verify(signed, rotated)).toMatchObject({ state: 'passed' })
  const onlyOther = { ...rotated, verificationMethod: named(other, `${lakesideDid}#key-2`) }
  const removed = { ...onlyOther, assertionMethod: [`${lakesideDid}#key-2`] }
  expect(await verify(signed, removed)).toEqual(failedFor('https://w3id.org/security#INVALID_VERIFICATION_METHOD'))
  // Still named for credentials, it is no key that the document does not list.
  expect(await verify(signed, onlyOther)).toEqual({ state: 'not_checked', reason: 'key-unreadable' })
})

test('a key that is in the document but not for credentials is refused', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const reason = 'https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD'
  expect(await verify(signed, { ...issuer.document, assertionMethod: [] })).toEqual(failedFor(reason))
  expect(await verify(signed, { ...issuer.document, assertionMethod: ['#key-2'] })).toEqual(failedFor(reason))
})

test('a key may be named relative to its document, or stand where it is used', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const [method] = issuer.document.verificationMethod
  const passed = { state: 'passed', verificationMethod: issuer.key.id }
  for (const document of [
    { id: lakesideDid, verificationMethod: [{ ...method, id: '#key-1' }], assertionMethod: ['#key-1'] },
    { id: lakesideDid, assertionMethod: [method] },
    { id: lakesideDid, verificationMethod: [], assertionMethod: { ...method, id: '#key-1' } },
    { id: lakesideDid, verificationMethod: method, assertionMethod: '#key-1' },
    { id: lakesideDid, authentication: [method], assertionMethod: [issuer.key.id] },
    { ...issuer.document, verificationMethod: [method, method] },
  ])
    expect(await verify(signed, document as unknown as JsonObject)).toEqual(passed)
})

test('a key that may sign in is none that may sign credentials', async () => {
  const issuer = await newIssuer()
  const [method] = issuer.document.verificationMethod
  const document = { id: lakesideDid, authentication: [method], assertionMethod: [] }
  expect(await verify(await signedCredential(issuer), document as unknown as JsonObject)).toEqual(
    failedFor('https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD'),
  )
})

test("a key whose controller is another, or which is in another's document, is refused", async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const [method] = issuer.document.verificationMethod
  const elsewhere = { ...issuer.document, verificationMethod: [{ ...method, controller: 'did:web:evil.example' }] }
  expect(await verify(signed, elsewhere as DidDocument)).toEqual(failedFor('controller-mismatch'))
  const evil = { ...issuer.document, id: 'did:web:evil.example' }
  expect(await verify(signed, evil)).toEqual(failedFor('controller-mismatch'))
})

test.each([
  ['revoked', '2026-06-01T11:59:59Z', failedFor('key-revoked')],
  ['expires', '2026-06-01T12:00:00Z', failedFor('key-expired')],
  ['expires', 'some day', failedFor('key-expired')],
  ['expires', '2026-06-01T12:00:01Z', { state: 'passed' }],
  ['revoked', '2026-06-01T12:00:01Z', { state: 'passed' }],
])('a key with %s %s', async (member, time, outcome) => {
  const issuer = await newIssuer()
  const [method] = issuer.document.verificationMethod
  const document = { ...issuer.document, verificationMethod: [{ ...method, [member]: time }] }
  expect(await verify(await signedCredential(issuer), document as DidDocument)).toMatchObject(outcome)
})

test('a document that is not one, or offers two keys under one name, says neither yes nor no', async () => {
  const issuer = await newIssuer()
  const other = await newIssuer()
  const signed = await signedCredential(issuer)
  const [method] = issuer.document.verificationMethod
  const notChecked = (reason: string) => ({ state: 'not_checked', reason })
  const [otherMethod] = named(other, issuer.key.id)
  const twoKeys = { ...issuer.document, verificationMethod: [method, otherMethod] }
  expect(await verify(signed, twoKeys as DidDocument)).toEqual(notChecked('key-ambiguous'))
  const twofold = { ...issuer.document, verificationMethod: [{ ...method, publicKeyJwk: other.publicJwk }] }
  expect(await verify(signed, twofold as DidDocument)).toEqual(notChecked('key-ambiguous'))
  expect(await verify(signed, {})).toEqual(
    notChecked('https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT'),
  )
})

test('one key that is given in two forms is one key', async () => {
  const issuer = await newIssuer()
  const [method] = issuer.document.verificationMethod
  const document = { ...issuer.document, verificationMethod: [{ ...method, publicKeyJwk: issuer.publicJwk }] }
  expect(await verify(await signedCredential(issuer), document as DidDocument)).toMatchObject({ state: 'passed' })
})

test('a key that cannot be read says neither yes nor no, and leaves the one beside it good', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const [method] = issuer.document.verificationMethod
  const { controller: _, ...ownerless } = { ...method }
  const unread = [
    { ...ownerless, id: `${lakesideDid}#ownerless` },
    {
      ...method,
      id: `${lakesideDid}#secp256k1`,
      publicKeyMultibase: 'zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme',
    },
    { ...method, id: `${lakesideDid}#broken`, publicKeyMultibase: 'z6Mk' },
    { ...method, id: `${lakesideDid}#pem`, publicKeyMultibase: null, publicKeyPem: '-----BEGIN PUBLIC KEY-----' },
    { type: 'Multikey' },
    'text',
  ]
  const document = { ...issuer.document, verificationMethod: [...unread, method] } as unknown as JsonObject
  expect(await verify(signed, document)).toMatchObject({ state: 'passed' })
  const asked = (name: string) => {
    const id = `${lakesideDid}#${name}`
    const changed = { ...signed, proof: [{ ...proofOf(signed), verificationMethod: id }] }
    return verify(changed, { ...document, assertionMethod: [id] })
  }
  expect(await asked('ownerless')).toEqual({ state: 'not_checked', reason: 'key-unreadable' })
  expect(await asked('secp256k1')).toEqual({ state: 'not_checked', reason: 'unsupported-key-type' })
  expect(await asked('broken')).toEqual({ state: 'not_checked', reason: 'key-unreadable' })
  expect(await asked('pem')).toEqual({ state: 'not_checked', reason: 'unsupported-key-type' })
  // It could have been the one without a name.
  expect(await asked('missing')).toEqual({ state: 'not_checked', reason: 'key-unreadable' })
})

test('keys of the older types are read', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const [method] = issuer.document.verificationMethod
  const raw = decodeBase58(method?.publicKeyMultibase?.slice(1) ?? '')?.subarray(2) ?? new Uint8Array()
  for (const key of [
    { type: 'Ed25519VerificationKey2020', publicKeyMultibase: method?.publicKeyMultibase },
    { type: 'Ed25519VerificationKey2018', publicKeyBase58: encodeBase58(raw) },
    { type: 'JsonWebKey2020', publicKeyJwk: { ...issuer.publicJwk, alg: 'EdDSA' } },
    { type: 'JsonWebKey', publicKeyJwk: { ...issuer.publicJwk, alg: 'Ed25519', use: 'sig' } },
  ]) {
    const { id, controller } = { ...method }
    const document = { ...issuer.document, verificationMethod: [{ id, controller, ...key }] }
    expect(await verify(signed, document as unknown as JsonObject)).toMatchObject({ state: 'passed' })
  }
})

test('a key may be published as a JWK, but not with its private half', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const method = { id: issuer.key.id, type: 'JsonWebKey', controller: lakesideDid }
  const withJwk = (publicKeyJwk: JsonObject) => ({
    ...issuer.document,
    verificationMethod: [{ ...method, publicKeyJwk }],
  })
  expect(await verify(signed, withJwk(issuer.publicJwk))).toMatchObject({ state: 'passed' })
  expect(await verify(signed, withJwk({ ...issuer.publicJwk, d: 'AAAA' }))).toEqual(failedFor('key-compromised'))
})

test("a key published alone must name the credential's issuer", async () => {
  const issuer = await newIssuer('Ed25519', 'https://lakeside.example/issuers/1')
  const [method] = issuer.document.verificationMethod
  const signed = await signedCredential(issuer, typicalCredential('https://lakeside.example/issuers/1'))
  expect(await verify(signed, { ...method } as JsonObject)).toMatchObject({ state: 'passed' })
  const revoked = { ...method, revoked: '2026-05-02T00:00:00Z' } as JsonObject
  expect(await verify(signed, revoked)).toEqual(failedFor('key-revoked'))
  const foreign = { ...method, controller: 'https://evil.example/' } as JsonObject
  expect(await verify(signed, foreign)).toEqual(failedFor('controller-mismatch'))
  const another = { ...method, id: `${issuer.key.id}0` } as JsonObject
  expect(await verify(signed, another)).toEqual(failedFor('https://w3id.org/security#INVALID_VERIFICATION_METHOD'))
})

test('a proof of a P-256 key does not pass as one of the Ed25519 suite', async () => {
  const issuer = await newIssuer()
  const { publicKey } = await generateKeyPair('P-256')
  const [method] = issuer.document.verificationMethod
  const document = { ...issuer.document, verificationMethod: [{ ...method, publicKeyMultibase: publicKey }] }
  expect(await verify(await signedCredential(issuer), document as DidDocument)).toEqual({
    ...failedFor('https://w3id.org/security#INVALID_VERIFICATION_METHOD'),
    isUncompared: true,
  })
})

test.each<[string, JsonObject]>([
  ['a purpose other than assertion', { proofPurpose: 'authentication' }],
  ['several purposes', { proofPurpose: ['assertionMethod', 'authentication'] }],
  ['no type', { type: null }],
  ['several types', { type: ['DataIntegrityProof'] }],
  ['no cryptosuite', { cryptosuite: null }],
  ['a method that is an object', { verificationMethod: { id: `${lakesideDid}#key-1` } }],
  ['an end that is no time', { expires: 'never' }],
  ['a beginning that is no time', { created: '2026-05-01' }],
  ['a value in another base', { proofValue: `u${'A'.repeat(86)}` }],
  ['a value that is cut off', { proofValue: `z${'2'.repeat(40)}` }],
  ['a value of a megabyte', { proofValue: `z${'2'.repeat(1_000_000)}` }],
  ['a value that is no text', { proofValue: 7 }],
  ['a context of its own', { '@context': ['https://www.w3.org/ns/credentials/v2'] }],
])('a proof with %s is malformed: nothing was compared', async (_, members) => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const proof = { ...proofOf(signed), ...members }
  expect(await verify({ ...signed, proof: [proof] }, issuer.document)).toEqual(malformedProof)
})

test('a proof that has ended says so where it was good, and that it was changed where it was not', async () => {
  const issuer = await newIssuer()
  const expires = '2026-06-01T11:59:59Z'
  const signed = await signedUntil(issuer, expires)
  expect(await verify(signed, issuer.document)).toEqual(failedFor('proof-expired'))
  const earlier = { ...input(signed as CredentialDocument, issuer.document), now: '2026-06-01T11:59:58Z' }
  expect(await verifyProof(earlier)).toMatchObject({ state: 'passed' })
  expect(await verify({ ...signed, name: 'Another' }, issuer.document)).toEqual(verificationError)
})

test.each(['P-256', 'P-384'] as const)('both ECDSA suites of 2019 verify with a key of %s', async (curve) => {
  const { credential, document } = await ecdsaCredentials(curve)
  for (const signed of [credential.rdfc, credential.jcs]) {
    expect(await verify(signed, document)).toMatchObject({ state: 'passed' })
    const accepted: string[] = []
    for (const { pointer, copy } of tamperedCopies(signed)) {
      if ((await verify(copy, document)).state === 'passed') accepted.push(pointer)
    }
    expect(accepted).toEqual([])
  }
})

test('an end of the proof that lies ahead is no fault', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const proof = { ...proofOf(signed), expires: '2027-01-01T00:00:00Z' }
  // Not what was signed, but read to the end: the signature is what fails.
  expect(await verify({ ...signed, proof: [proof] }, issuer.document)).toEqual(verificationError)
})

test.each<[string, JsonObject]>([
  ['bbs-2023', { cryptosuite: 'bbs-2023' }],
  ['ecdsa-xi-2023', { cryptosuite: 'ecdsa-xi-2023' }],
  ['the name of another type', { cryptosuite: 'Ed25519Signature2020' }],
  ['JsonWebSignature2020', { type: 'JsonWebSignature2020' }],
  ['a cryptosuite as a type', { type: 'eddsa-rdfc-2022' }],
  ['__proto__', { cryptosuite: '__proto__' }],
])('a proof of the suite %s is not checked, and never passes', async (_, members) => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const proof = { ...proofOf(signed), ...members }
  expect(await verify({ ...signed, proof: [proof] }, issuer.document)).toEqual({
    state: 'not_checked',
    reason: 'unsupported-suite',
  })
})

test('a proof that builds on another is not checked', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  const proof = { ...proofOf(signed), previousProof: 'urn:uuid:1' }
  expect(await verify({ ...signed, proof: [proof] }, issuer.document)).toEqual({
    state: 'not_checked',
    reason: 'unsupported-proof-chain',
  })
})

test('a document made to be costly is refused within its bounds', async () => {
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  // Twelve nameless achievements, each related to all: nothing tells one from another.
  const clique = Array.from({ length: 12 }, (_, index) => ({ id: `_:b${index}`, type: ['Achievement'] }))
  const achievement = {
    id: 'urn:uuid:1',
    type: ['Achievement'],
    related: clique.map((node) => ({ ...node, related: clique })),
  }
  const subject = { type: ['AchievementSubject'], achievement }
  await expect(verify({ ...signed, credentialSubject: subject }, issuer.document)).rejects.toThrow(
    expect.objectContaining({ code: 'too-complex' }),
  )
})

test('the input can be sent to a worker thread', async () => {
  const issuer = await newIssuer()
  const sent = structuredClone(input(await signedCredential(issuer), issuer.document))
  expect(await verifyProof(sent)).toMatchObject({ state: 'passed' })
})

test('a selective disclosure passes, the base proof it came from does not', async () => {
  const { base, derived, controller } = await disclosure()
  expect(await verify(derived, controller)).toMatchObject({ state: 'passed' })
  expect(await verify(base, controller)).toEqual(malformedProof)
})

test('a selective disclosure changed in any single place fails', async () => {
  const { derived, controller } = await disclosure()
  const accepted: string[] = []
  for (const { pointer, copy } of tamperedCopies(derived)) {
    const outcome = await verify(copy, controller)
    if (outcome.state === 'passed') accepted.push(pointer)
  }
  expect(accepted).toEqual([])
})

test('a holder cannot show one signed result twice by giving two nodes one name', async () => {
  const { derived, controller } = await disclosure(smallCredential)
  const { proof: _, ...unsecured } = derived
  const { names, mandatory, signatures } = disclosedParts(derived)
  const statements = await namedStatements(unsecured, names)
  const isMandatory = (statement: string) => mandatory.includes(statements.indexOf(statement))
  const optional = statements.filter((statement) => !isMandatory(statement))
  const subject = unsecured.credentialSubject as JsonObject
  const forged = {
    ...unsecured,
    credentialSubject: { ...subject, result: [...listOf(subject.result), listOf(subject.result)[0]] },
  }
  const labels = [...names.values()]
  const assignments = Array.from(
    { length: labels.length ** 4 },
    (_, number) =>
      new Map(
        [0, 1, 2, 3].map((node) => [node, labels[Math.floor(number / labels.length ** node) % labels.length]] as const),
      ),
  )
  const proofs: JsonObject[] = []
  for (const assignment of assignments) {
    const shown = await namedStatements(forged, assignment)
    if (!shown.every((statement) => statements.includes(statement))) continue
    proofs.push(
      withDisclosedParts(derived, {
        names: assignment,
        mandatory: shown.flatMap((statement, index) => (isMandatory(statement) ? [index] : [])),
        signatures: shown.filter((one) => !isMandatory(one)).map((one) => signatures[optional.indexOf(one)]),
      }),
    )
  }
  // Each of these carries a signature of the issuer for every statement it shows.
  expect(proofs.length).toBeGreaterThan(0)
  for (const proof of proofs) expect(await verify({ ...forged, proof }, controller)).toEqual(verificationError)
})

test('two names for one node, in a disclosure that is otherwise right, are already refused', async () => {
  const { derived, controller } = await disclosure()
  const parts = disclosedParts(derived)
  const same = withDisclosedParts(derived, parts)
  expect(await verify({ ...derived, proof: same }, controller)).toMatchObject({ state: 'passed' })
  const names = new Map([...parts.names, [99, [...parts.names.values()][0]] as const])
  const repeated = withDisclosedParts(derived, { ...parts, names })
  expect(await verify({ ...derived, proof: repeated }, controller)).toEqual(verificationError)
})

test('a disclosure whose value is not CBOR of the right form fails', async () => {
  const { derived, controller } = await disclosure()
  for (const content of [[], [1, 2, 3], { a: 1 }, [null, null, [], new Map([[0, 'text']]), []]]) {
    const bytes = Uint8Array.from([0xd9, 0x5d, 0x01, ...encode(content), ...new Uint8Array(100)])
    const proof = { ...(derived.proof as JsonObject), proofValue: `u${encodeBase64url(bytes)}` }
    expect(await verify({ ...derived, proof }, controller)).toEqual(verificationError)
  }
})

/** The library writes no `expires`, so what it signs is put together here as VC-DI-EDDSA § Hashing says. */
async function signedUntil(issuer: Issuer, expires: string): Promise<JsonObject> {
  const credential = typicalCredential()
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: '2026-05-01T14:03:00Z',
    expires,
    verificationMethod: issuer.key.id,
    proofPurpose: 'assertionMethod',
  }
  const forms = [await canonicalize({ '@context': credential['@context'], ...proof }), await canonicalize(credential)]
  const signature = await signBytes(issuer.key, await hashesOf('SHA-256', forms))
  return { ...credential, proof: [{ ...proof, proofValue: `z${encodeBase58(signature)}` }] }
}

async function hashesOf(hash: 'SHA-256' | 'SHA-384', texts: string[]): Promise<Uint8Array<ArrayBuffer>> {
  const hashes = await Promise.all(texts.map((text) => crypto.subtle.digest(hash, new TextEncoder().encode(text))))
  return Uint8Array.from(hashes.flatMap((digest) => [...new Uint8Array(digest)]))
}

/** As VC-DI-ECDSA § 3.2 and 3.3 make them, by other code than the one under test. */
async function ecdsaCredentials(curve: 'P-256' | 'P-384') {
  const parameters = { name: 'ECDSA', namedCurve: curve }
  const pair = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify'])
  const { kty = '', crv = '', x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const id = `${lakesideDid}#ec`
  const hash = curve === 'P-256' ? 'SHA-256' : 'SHA-384'
  const credential = typicalCredential()
  const signed = async (cryptosuite: string, formOf: (document: JsonObject) => Promise<string>) => {
    const proof = {
      type: 'DataIntegrityProof',
      cryptosuite,
      created: '2026-05-01T14:03:00Z',
      verificationMethod: id,
      proofPurpose: 'assertionMethod',
      ...(cryptosuite === 'ecdsa-jcs-2019' && { '@context': credential['@context'] }),
    }
    const forms = [await formOf({ ...proof, '@context': credential['@context'] }), await formOf(credential)]
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash }, pair.privateKey, await hashesOf(hash, forms))
    const proofValue = `z${encodeBase58(new Uint8Array(signature))}`
    return guardCredential(JSON.parse(JSON.stringify({ ...credential, proof: [{ ...proof, proofValue }] })))
  }
  return {
    credential: {
      rdfc: await signed('ecdsa-rdfc-2019', (document) => canonicalize(document)),
      jcs: await signed('ecdsa-jcs-2019', async (document) => inMemberOrder(document)),
    },
    document: {
      id: lakesideDid,
      verificationMethod: [{ id, type: 'JsonWebKey', controller: lakesideDid, publicKeyJwk: { kty, crv, x, y } }],
      assertionMethod: [id],
    },
  }
}

const inMemberOrder = (document: JsonObject) =>
  JSON.stringify(document, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  )

function failedFor(reason: string) {
  return { state: 'failed', reason }
}

function proofOf(document: CredentialDocument): JsonObject {
  const [proof] = [document.proof].flat()
  if (typeof proof !== 'object' || proof === null || Array.isArray(proof)) throw new Error('There is no proof.')
  return proof
}

function input(document: CredentialDocument, controllerDocument: DidDocument | JsonObject) {
  return { document, proof: proofOf(document), controllerDocument, now }
}

function verify(document: object, controllerDocument: DidDocument | JsonObject) {
  // Forged documents skip the guard on purpose: the proof has to hold by itself.
  return verifyProof(input(document as CredentialDocument, controllerDocument))
}

function named(issuer: Issuer, id: string) {
  return issuer.document.verificationMethod.map((method) => ({ ...method, id }))
}

function verifyPlainly(credential: object, controller: DidDocument) {
  const documents = new Map<string, object>([[controller.id, controller]])
  for (const method of controller.verificationMethod) {
    documents.set(method.id, { '@context': 'https://w3id.org/security/multikey/v1', ...method })
  }
  return verifyCredential({
    credential: structuredClone(credential),
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: pinnedDocumentLoader(documents),
    now: new Date(now),
    checkStatus: async () => ({ verified: true }),
  })
}

/** A badge with results behind selective disclosure, as an issuer gives it and as its holder shows it. */
async function disclosure(credentialOf: (issuerId: string) => object = typicalCredential) {
  const { publicKey, privateKey } = await generateKeyPair('P-256')
  const did = `did:key:${publicKey}`
  const key = await importSigningKey({ id: `${did}#${publicKey}`, controller: did, algorithm: 'P-256', privateKey })
  const signer = { id: key.id, algorithm: 'P-256', sign: ({ data }: { data: Uint8Array }) => signBytes(key, data) }
  const documentLoader = pinnedDocumentLoader()
  const base = await issue({
    credential: credentialOf(did),
    suite: new DataIntegrityProof({
      signer,
      date: new Date('2026-05-01T14:03:00Z'),
      cryptosuite: createSignCryptosuite({ mandatoryPointers: ['/issuer', '/validFrom'] }),
    }),
    documentLoader,
  })
  const derived = await derive({
    verifiableCredential: base,
    suite: new DataIntegrityProof({
      cryptosuite: createDiscloseCryptosuite({ selectivePointers: ['/credentialSubject'] }),
    }),
    documentLoader,
  })
  return {
    base: guardCredential(JSON.parse(JSON.stringify(base))),
    derived: guardCredential(JSON.parse(JSON.stringify(derived))),
    controller: didKeyDocument(did),
  }
}

/** With two results and one other nameless node. */
function smallCredential(issuerId: string) {
  const { '@context': contexts, id, type, validFrom } = typicalCredential()
  const achievement = {
    id: 'urn:uuid:1',
    type: ['Achievement'],
    name: 'A',
    description: 'a',
    criteria: { narrative: 'a' },
  }
  const result = ['4', '6'].map((value) => ({ type: ['Result'], value }))
  const credentialSubject = { id: 'urn:uuid:2', type: ['AchievementSubject'], achievement, result }
  return { '@context': contexts, id, type, issuer: { id: issuerId, type: ['Profile'] }, validFrom, credentialSubject }
}

interface DisclosedParts {
  /** What the issuer called each nameless node, by its number in the canonical form. */
  names: Map<number, unknown>
  /** Which of the statements can't be held back. */
  mandatory: number[]
  /** One for each of the others. */
  signatures: unknown[]
}

function disclosedParts(derived: CredentialDocument): DisclosedParts {
  const [, , signatures, names, mandatory] = decode(disclosureBytes(derived).subarray(3), { useMaps: true })
  return { names, mandatory, signatures }
}

function withDisclosedParts(derived: CredentialDocument, { names, mandatory, signatures }: DisclosedParts): JsonObject {
  const bytes = disclosureBytes(derived)
  const [signature, publicKey] = decode(bytes.subarray(3), { useMaps: true })
  const content = encode([signature, publicKey, signatures, names, mandatory])
  const proofValue = `u${encodeBase64url(Uint8Array.from([...bytes.subarray(0, 3), ...content]))}`
  return { ...proofOf(derived), proofValue }
}

function disclosureBytes(derived: CredentialDocument): Uint8Array {
  const bytes = parseBase64url(String(proofOf(derived).proofValue).slice(1))
  if (!bytes) throw new Error('The value is not base64url.')
  return bytes
}

/** VC-DI-ECDSA § labelReplacementCanonicalizeJsonLd. */
async function namedStatements(document: object, names: ReadonlyMap<number, unknown>): Promise<string[]> {
  const named = (number: string) => {
    const name = names.get(Number(number))
    return `_:u${name instanceof Uint8Array ? encodeBase64url(name) : ''}`
  }
  const statements = (await canonicalize(document)).trim().split('\n')
  return statements.map((statement) => statement.replace(/_:c14n(\d+)/g, (_, number) => named(number))).sort()
}
