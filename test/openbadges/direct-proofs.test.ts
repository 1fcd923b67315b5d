import { hash } from 'node:crypto'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { issue } from '@digitalbazaar/vc'
import { decode, encode } from 'base58-universal'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNodeCryptography } from '../../src/node/proof-cryptography.ts'
import {
  type CredentialDocument,
  createProofs,
  type JsonObject,
  type ProofInput,
  pinnedDocumentLoader,
  type SigningKey,
  signCredential,
  verifyProof,
  webCryptography,
} from '../../src/openbadges/index.ts'
import { signBytes } from '../../src/openbadges/keys/keys.ts'
import { decodeBase58, encodeBase58 } from '../../src/openbadges/text/base58.ts'
import { arbitraryCredential } from '../support/arbitrary-credential.ts'
import { type Issuer, lakesideDid, newIssuer, now, tamperedCopies, typicalCredential } from './lakeside.ts'
import { libraryAccepts } from './reference-verifier.ts'

const proofs = createProofs(createNodeCryptography())
const created = new Date('2026-05-01T14:03:00.500Z')

test('a proof made directly is the proof that @digitalbazaar/vc makes, byte for byte', async () => {
  const { key } = await newIssuer()
  const signed = await proofs.sign(typicalCredential(), key, { created })
  expect(JSON.stringify(signed.proof[0])).toBe(JSON.stringify(await issuePlainly(typicalCredential(), key)))
  expect(JSON.stringify(signed)).toBe(JSON.stringify(await signCredential(typicalCredential(), key, { created })))
})

test('whatever a credential says, it is signed as the library signs it, or refused as the library refuses it', async () => {
  const { key } = await newIssuer()
  const outcomes = { signed: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(arbitraryCredential, async (members) => {
      const { proof: _, ...unsigned } = members
      const credential = { issuer: lakesideDid, credentialSubject: { id: lakesideDid }, ...unsigned }
      if (await proofs.ordersDiffer(credential)) return
      const ours = await attempt(() => proofs.sign(structuredClone(credential), key, { created }))
      const theirs = await attempt(() => signCredential(structuredClone(credential), key, { created }))
      expect(ours).toBe(theirs)
      outcomes[ours.startsWith('{') ? 'signed' : 'refused']++
    }),
    { numRuns: 60, seed: 7 },
  )
  expect(outcomes.signed).toBeGreaterThan(10)
})

test('what is signed directly, the library, WebCrypto and the direct path accept, and nobody once any place is changed', async () => {
  const issuer = await newIssuer()
  const signed = await proofs.sign(typicalCredential(), issuer.key, { created })
  const inPromises = createProofs(webCryptography((text) => hash('sha256', text)))
  const passed = { state: 'passed', verificationMethod: issuer.key.id }
  expect(await libraryAccepts(signed, issuer)).toBe(true)
  for (const verify of [verifyProof, proofs.verify, proofs.verifyDirectly, inPromises.verify])
    expect(await verify(inputOf(signed, issuer))).toEqual(passed)
  const copies = tamperedCopies(signed as unknown as JsonObject)
  expect(copies.length).toBeGreaterThan(80)
  for (const { pointer, copy } of copies) {
    const input = inputOf(copy, issuer)
    expect([pointer, await proofs.verify(input)]).toEqual([pointer, await verifyProof(input)])
    expect([pointer, (await proofs.verify(input)).state]).not.toEqual([pointer, 'passed'])
  }
})

test('a signature that was right is remembered, its key and its dates are not', async () => {
  const issuer = await newIssuer()
  const input = inputOf(await proofs.sign(typicalCredential(), issuer.key, { created }), issuer)
  const [method] = issuer.document.verificationMethod
  const controllerDocument = (member: object) =>
    ({ ...issuer.document, verificationMethod: [{ ...method, ...member }] }) as unknown as JsonObject
  const another = await newIssuer()
  const expectations: [ProofInput, object][] = [
    [input, { state: 'passed' }],
    [input, { state: 'passed' }],
    [
      { ...input, controllerDocument: controllerDocument({ revoked: '2026-05-02T00:00:00Z' }) },
      { reason: 'key-revoked' },
    ],
    [
      { ...input, controllerDocument: controllerDocument({ expires: '2026-05-02T00:00:00Z' }) },
      { reason: 'key-expired' },
    ],
    [{ ...input, controllerDocument: another.document }, { state: 'failed' }],
    [{ ...input, document: { ...input.document, name: 'x' } as CredentialDocument }, { state: 'failed' }],
    [{ ...input, proof: { ...input.proof, created: '2026-05-01T14:03:01Z' } }, { state: 'failed' }],
    [input, { state: 'passed' }],
  ]
  for (const [asked, outcome] of expectations) expect(await proofs.verifyDirectly(asked)).toMatchObject(outcome)
})

test('only proofs of exactly the usual members are verified directly; with any other the library decides', async () => {
  const issuer = await newIssuer()
  const signed = await proofs.sign(typicalCredential(), issuer.key, { created })
  for (const members of [
    { expires: '2027-01-01T00:00:00Z' },
    { domain: 'example.org' },
    { '@context': signed['@context'] },
    { cryptosuite: 'eddsa-2022' },
  ]) {
    const input = inputOf({ ...signed, proof: [{ ...signed.proof[0], ...members }] }, issuer)
    expect(await proofs.verifyDirectly(input)).toBeUndefined()
    expect(await proofs.verify(input)).toEqual(await verifyProof(input))
  }
})

test('signing goes by code points; what was signed in the order of libraries passes, and the outcome says so', async () => {
  const issuer = await newIssuer()
  const credential = typicalCredential()
  credential.credentialSubject.achievement.tag = ['😀', '～']
  expect(await proofs.ordersDiffer(credential)).toBe(true)
  expect(await proofs.ordersDiffer(typicalCredential())).toBe(false)
  const ours = await proofs.sign(credential, issuer.key, { created })
  const theirs = await signCredential(credential, issuer.key, { created })
  const passed = { state: 'passed', verificationMethod: issuer.key.id }
  expect(await proofs.verify(inputOf(ours, issuer))).toEqual(passed)
  expect(await proofs.verify(inputOf(theirs, issuer))).toEqual({ ...passed, order: 'utf-16' })
  expect(await libraryAccepts(ours, issuer)).toBe(false)
  expect(await proofs.isAsReference(inputOf(ours, issuer))).toBe(true)
  const changed = { ...theirs, name: 'x' }
  expect(await proofs.verify(inputOf(changed, issuer))).toMatchObject({ state: 'failed' })
})

test('a canonical form or a signature that the reference does not make is told', async () => {
  const issuer = await newIssuer()
  const broken = createProofs({
    ...createNodeCryptography(),
    hashText: (text) => hash('sha256', text.replace('Three artifacts', 'Two artifacts')),
  })
  const signed = await broken.sign(typicalCredential(), issuer.key, { created })
  const input = inputOf(signed, issuer)
  expect(await broken.verify(input)).toMatchObject({ state: 'passed' })
  expect(await broken.isAsReference(input)).toBe(false)
  const sound = inputOf(await proofs.sign(typicalCredential(), issuer.key, { created }), issuer)
  expect(await proofs.isAsReference(sound)).toBe(true)
  expect(
    await proofs.isAsReference({ ...sound, document: { ...sound.document, name: 'x' } as CredentialDocument }),
  ).toBe(false)
})

test('base 58 is written and read as everybody does it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), fc.nat(3), (bytes, zeros) => {
      const text = encode(Uint8Array.from([...new Uint8Array(zeros), 1, ...bytes]))
      expect(encodeBase58(Uint8Array.from([...new Uint8Array(zeros), 1, ...bytes]))).toBe(text)
      expect(decodeBase58(text)).toEqual(decode(text))
    }),
  )
  expect(decodeBase58(encodeBase58(new Uint8Array(3)))).toEqual(new Uint8Array(3))
  for (const text of ['0', 'I', 'zzzz!', 'é', 'z😀']) expect(decodeBase58(text)).toBeUndefined()
})

function inputOf(document: object, issuer: Issuer): ProofInput {
  const [proof] = [(document as JsonObject).proof].flat()
  // Forged documents skip the guard on purpose: the proof has to hold by itself.
  return {
    document: document as CredentialDocument,
    proof: proof as JsonObject,
    controllerDocument: issuer.document,
    now,
  }
}

/** As anybody would, without anything of ours but the key. */
async function issuePlainly(credential: object, key: SigningKey): Promise<object> {
  const signer = {
    id: key.id,
    algorithm: key.algorithm,
    sign: ({ data }: { data: Uint8Array }) => signBytes(key, data),
  }
  const suite = new DataIntegrityProof({ signer, date: created, cryptosuite })
  return (await issue({ credential, suite, documentLoader: pinnedDocumentLoader() })).proof
}

async function attempt(sign: () => Promise<object>): Promise<string> {
  try {
    return JSON.stringify(await sign())
  } catch (error) {
    return String(error)
  }
}
