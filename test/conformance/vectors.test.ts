import { readFileSync } from 'node:fs'
import { createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite'
import { decode } from 'base58-universal'
import { expect, test } from 'vitest'
import { type DidDocument, didKeyDocument } from '../../src/openbadges/keys/did.ts'
import { importSigningKey, parsePublicJwk, verifyBytes } from '../../src/openbadges/keys/keys.ts'
import { multikeyToJwk } from '../../src/openbadges/keys/multikey.ts'
import { canonicalize } from '../../src/openbadges/model/canonicalize.ts'
import { pinnedDocumentLoader } from '../../src/openbadges/model/contexts.ts'
import type { CredentialDocument } from '../../src/openbadges/model/shape-guard.ts'
import { signCredentialWith, verifyProofWith } from '../../src/openbadges/proofs/data-integrity.ts'
import { encodeBase64url } from '../../src/openbadges/text/base64url.ts'
import { listOf, objectOf } from '../../src/openbadges/text/json-reading.ts'
import type { JsonObject } from '../../src/openbadges/text/strict-json.ts'

const eddsa = 'w3c/vc-di-eddsa-TestVectors'
const ecdsaSd = 'w3c/vc-di-ecdsa-sd-2023'

test('the signing vector of Open Badges 3.0 comes out byte for byte', async () => {
  const vector = json('ob3-spec-vector/ob3-eddsa-rdfc-2022-vector.json')
  const credential = member(vector, 'credential')
  const { '@context': contexts } = credential
  const canonicalDocument = await canonicalize(credential)
  const canonicalProof = await canonicalize({ ...member(vector, 'proofOptions'), '@context': contexts ?? null })
  expect(canonicalDocument).toBe(text('ob3-spec-vector/document-canon.txt'))
  expect(canonicalProof).toBe(text('ob3-spec-vector/proof-canon.txt'))
  expect(await sha256(canonicalDocument)).toBe(vector.documentHashHex)
  expect(await sha256(canonicalProof)).toBe(vector.proofHashHex)
  expect(`${await sha256(canonicalProof)}${await sha256(canonicalDocument)}`).toBe(vector.dataToSignHex)

  const { created, verificationMethod } = member(vector, 'proofOptions')
  const key = await ed25519Key(String(member(vector, 'key').secretKeyMultibase), String(verificationMethod))
  const signed = await signCredentialWith(loader, credential, key, { created: new Date(String(created)) })
  expect(signed.proof[0]).toEqual({ ...member(vector, 'proofOptions'), proofValue: vector.proofValue })
})

test.each([
  [`${eddsa}/eddsa-rdfc-2022`, 'unsigned.json', 'DataInt'],
  [`${eddsa}/eddsa-rdfc-2022/employ`, 'employmentAuth.json', 'DataInt'],
])('the W3C vector of eddsa-rdfc-2022 in %s comes out byte for byte', async (folder, unsignedName, suffix) => {
  const unsigned = json(`${eddsa}/${unsignedName}`)
  const proofConfig = json(`${folder}/proofConfig${suffix}.json`)
  const canonicalDocument = await canonicalize(unsigned, loader)
  const canonicalProof = await canonicalize(proofConfig, loader)
  expect(canonicalDocument).toBe(text(`${folder}/canonDoc${suffix}.txt`))
  expect(canonicalProof).toBe(text(`${folder}/proofCanon${suffix}.txt`))
  expect(await sha256(canonicalDocument)).toBe(text(`${folder}/docHash${suffix}.txt`))
  expect(await sha256(canonicalProof)).toBe(text(`${folder}/proofHash${suffix}.txt`))
  const secret = String(json(`${eddsa}/keyPair.json`).privateKeyMultibase)
  const key = await ed25519Key(secret, String(proofConfig.verificationMethod))
  const signed = await signCredentialWith(loader, unsigned, key, { created: new Date(String(proofConfig.created)) })
  expect(signed.proof[0].proofValue).toBe(text(`${folder}/sigBTC58${suffix}.txt`))
  expect({ ...signed, proof: signed.proof[0] }).toEqual(json(`${folder}/signed${suffix}.json`))
})

test('the W3C vector of Ed25519Signature2020 has our canonical forms and hashes', async () => {
  const folder = `${eddsa}/Ed25519Signature2020`
  const { proof: _, ...unsigned } = json(`${folder}/signedEdSig.json`)
  const canonicalDocument = await canonicalize(unsigned, loader)
  const canonicalProof = await canonicalize(json(`${folder}/proofConfigEdSig.json`), loader)
  expect(canonicalDocument).toBe(text(`${folder}/canonDocEdSig.txt`))
  expect(canonicalProof).toBe(text(`${folder}/proofCanonEdSig.txt`))
  expect(`${await sha256(canonicalProof)}${await sha256(canonicalDocument)}`).toBe(
    text(`${folder}/combinedHashEdSig.txt`),
  )
})

test('the W3C vector of eddsa-jcs-2022 has our canonical forms and hashes', async () => {
  const folder = `${eddsa}/eddsa-jcs-2022`
  const { canonize } = createVerifyCryptosuite()
  const { proof: _, ...unsigned } = json(`${folder}/signedJCS.json`)
  const canonicalDocument = await canonize?.(unsigned, {})
  const canonicalProof = await canonize?.(json(`${folder}/proofConfigJCS.json`), {})
  expect(canonicalDocument).toBe(text(`${folder}/canonDocJCS.txt`))
  expect(canonicalProof).toBe(text(`${folder}/proofCanonJCS.txt`))
  expect(`${await sha256(String(canonicalProof))}${await sha256(String(canonicalDocument))}`).toBe(
    text(`${folder}/combinedHashJCS.txt`),
  )
})

test.each([
  `${eddsa}/eddsa-rdfc-2022/signedDataInt.json`,
  `${eddsa}/eddsa-rdfc-2022/employ/signedDataInt.json`,
  `${eddsa}/Ed25519Signature2020/signedEdSig.json`,
  `${eddsa}/eddsa-jcs-2022/signedJCS.json`,
  `${eddsa}/proof-set-chain/signedProofSet1.json`,
  `${eddsa}/proof-set-chain/signedProofSet2.json`,
  `${ecdsaSd}/employ/derivedRevealDocument.json`,
  `${ecdsaSd}/prc/derivedRevealDocument.json`,
])('every proof of %s verifies, and none after a change', async (name) => {
  const document = json(name)
  expect(await outcomes(document)).toEqual(listOf(document.proof).map(() => 'passed'))
  const changed = { ...document, validFrom: '2018-01-01T00:00:00Z' }
  expect(await outcomes(changed)).toEqual(listOf(document.proof).map(() => 'failed'))
})

test('the proofs of a W3C proof chain verify up to where they build on one another', async () => {
  const one = json(`${eddsa}/proof-set-chain/signedProofChain1.json`)
  const two = json(`${eddsa}/proof-set-chain/signedProofChain2.json`)
  expect(await outcomes(one)).toEqual(['passed', 'passed', 'not_checked'])
  expect(await outcomes(two)).toEqual(['passed', 'passed', 'not_checked', 'not_checked'])
})

test.each(['employ', 'prc'])(
  'the W3C vector of ecdsa-sd-2023 in %s has our canonical forms, hashes and base signature',
  async (folder) => {
    const { proof: baseProof, ...unsigned } = json(`${ecdsaSd}/${folder}/addSignedSDBase.json`)
    const hmacKey = String(json(`${ecdsaSd}/SDKeyMaterial.json`).hmacKeyString)
    const statements = await withHmacNames(await canonicalize(unsigned, loader), hmacKey)
    expect(statements).toEqual(json(`${ecdsaSd}/${folder}/addBaseDocHMACCanon.json`))
    const { mandatoryIndexes } = json(`${ecdsaSd}/${folder}/derivedGroupIndexes.json`)
    const mandatory = listOf(mandatoryIndexes).map((index) => statements[Number(index)])
    const { mandatoryHash } = json(`${ecdsaSd}/${folder}/addHashData.json`)
    expect(await sha256(mandatory.join(''))).toBe(mandatoryHash)

    const proofCanonical = await canonicalize(json(`${ecdsaSd}/${folder}/addProofConfig.json`), loader)
    expect(proofCanonical).toBe(text(`${ecdsaSd}/${folder}/addProofConfigCanon.txt`))
    const verifyData = json(`${ecdsaSd}/${folder}/verifyCreateVerifyData.json`)
    expect(await sha256(proofCanonical)).toBe(verifyData.proofHash)

    const temporaryKey = decode(String(verifyData.publicKey).slice(1)) ?? new Uint8Array()
    const signed = Uint8Array.from([...hex(verifyData.proofHash), ...temporaryKey, ...hex(mandatoryHash)])
    const [, issuerKey = ''] = String(objectOf(baseProof)?.verificationMethod).split('#')
    const publicKey = parsePublicJwk(multikeyToJwk(issuerKey))
    expect(await verifyBytes(publicKey, signed, hex(verifyData.baseSignature))).toBe(true)
  },
)

test.each(['employ', 'prc'])(
  'the W3C base proof of ecdsa-sd-2023 in %s is refused: it is not for showing',
  async (folder) => {
    expect(await outcomes(json(`${ecdsaSd}/${folder}/addSignedSDBase.json`))).toEqual(['failed'])
  },
)

test.each([
  'ob3/valid/simple.json',
  'ob3/valid/simple_v1.json',
  'ob3/valid/simple-eddsa-2022.json',
  'ob3/valid/simple-did-key-method.json',
  'ob3/valid/simple-did-web-method.json',
  'ob3/valid/endorsement-valid.json',
  'ob3/sd/derivedcredential.json',
  'ob3/status/testlist',
  'ob3/status/credential-status-revoked.json',
  'ob3/status/credential-status-revoked-blank-nodes.json',
  'ob3/status/credential-status-revoked-1edtechrevocationlist.json',
  'clr20/simple.json',
])("the proof of 1EdTech's sample %s verifies, and not after a change", async (name) => {
  const document = json(name)
  expect(await outcomes(document)).toEqual(['passed'])
  expect(await outcomes({ ...document, id: 'urn:uuid:1' })).toEqual(['failed'])
})

test("of 1EdTech's sample with several proofs the known one verifies", async () => {
  expect(await outcomes(json('ob3/valid/simple-multiple-proofs.json'))).toEqual(['not_checked', 'passed'])
})

test.each([
  ['simple-err-proof-value.json', 'failed'],
  // What they name as key leads to no key that could be compared.
  ['simple-err-proof-method-no-scheme.json', 'not_checked'],
  ['simple-err-proof-method-unknown-scheme.json', 'not_checked'],
  ['simple-err-issuer-type.json', 'failed'],
  // Only its dates are wrong, which are no matter of the proof.
  ['simple-err-expired.json', 'passed'],
])("the proof of 1EdTech's faulty sample %s: %s", async (name, state) => {
  expect(await outcomes(json(`ob3/invalid/${name}`))).toEqual([state])
})

const vocabulary = 'https://w3id.org/citizenship#'

/** What the W3C vectors use beyond the contexts we keep: an example vocabulary, and the few terms of another that occur. */
const loader = pinnedDocumentLoader(
  new Map<string, object>([
    [
      'https://www.w3.org/ns/credentials/examples/v2',
      { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } },
    ],
    [
      'https://w3id.org/citizenship/v4rc1',
      {
        '@context': {
          ...terms(vocabulary, [
            'EmployablePerson',
            'EmploymentAuthorizationDocument',
            'EmploymentAuthorizationDocumentCredential',
            'PermanentResident',
            'PermanentResidentCard',
            'PermanentResidentCardCredential',
            'birthCountry',
            'commuterClassification',
            'employmentAuthorizationDocument',
            'lprCategory',
            'lprNumber',
            'permanentResidentCard',
          ]),
          ...terms('https://schema.org/', [
            'Person',
            'additionalName',
            'familyName',
            'gender',
            'givenName',
            'identifier',
          ]),
          birthDate: { '@id': 'https://schema.org/birthDate', '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' },
          residentSince: { '@id': `${vocabulary}residentSince`, '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' },
          image: { '@id': 'https://schema.org/image', '@type': '@id' },
        },
      },
    ],
  ]),
)

function terms(prefix: string, names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `${prefix}${name}`]))
}

/** The state of each proof, with the key that the published samples name by its own value. */
async function outcomes(document: JsonObject): Promise<string[]> {
  const states: string[] = []
  for (const entry of listOf(document.proof)) {
    const proof = objectOf(entry) ?? {}
    const outcome = await verifyProofWith(loader, {
      // The vectors come from outside the vocabularies that the guard lets in.
      document: document as CredentialDocument,
      proof,
      controllerDocument: controllerOf(String(proof.verificationMethod)),
      now: '2026-11-21T00:00:00Z',
    })
    states.push(outcome.state)
  }
  return states
}

function controllerOf(methodId: string): DidDocument {
  const [id = '', multikey = ''] = methodId.split('#')
  if (id.startsWith('did:key:')) return didKeyDocument(id)
  const method = { id: methodId, type: 'Multikey', controller: id, publicKeyMultibase: multikey }
  return { id, verificationMethod: [method], assertionMethod: [methodId] }
}

/** A published test key: a multicodec prefix, and the seed with or without the public key behind it. */
function ed25519Key(secretKeyMultibase: string, id: string) {
  const seed = decode(secretKeyMultibase.slice(1))?.subarray(2, 34) ?? []
  const pkcs8 = Uint8Array.from([...hex('302e020100300506032b657004220420'), ...seed])
  return importSigningKey({ id, controller: id.split('#')[0] ?? '', algorithm: 'Ed25519', privateKey: pkcs8 })
}

/** VC-DI-ECDSA § createHmacIdLabelMapFunction. */
async function withHmacNames(canonical: string, hmacKeyHex: string): Promise<string[]> {
  const parameters = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', hex(hmacKeyHex), parameters, false, ['sign'])
  const names = new Map<string, string>()
  for (const label of new Set(canonical.match(/c14n\d+/g))) {
    const digest = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(label))
    names.set(label, `u${encodeBase64url(new Uint8Array(digest))}`)
  }
  const named = canonical.replace(/c14n\d+/g, (label) => names.get(label) ?? '')
  return named.split(/(?<=\n)/).sort()
}

async function sha256(content: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content))).toString('hex')
}

function hex(value: unknown): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(String(value), 'hex'))
}

function member(object: JsonObject, name: string): JsonObject {
  const value = objectOf(object[name])
  if (!value) throw new Error(`There is no object named ${name}.`)
  return value
}

function json(name: string): JsonObject {
  return JSON.parse(text(name))
}

function text(name: string): string {
  const folder = process.env.SIGNET_CONFORMANCE ?? '../shared/conformance'
  return readFileSync(`${folder}/${name}`, 'utf8')
}
