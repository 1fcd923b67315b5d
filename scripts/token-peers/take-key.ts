import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import {
  generateKeyPair,
  importSigningKey,
  issuerDidDocument,
  multikeyIdOf,
  readVcJwt,
  signVcJwt,
} from '../../src/openbadges/index.ts'

// Whether two libraries that read no JsonWebKey take the key of our tokens from an issuer's document.

const folder = fileURLToPath(new URL('./', import.meta.url))
if (!existsSync(`${folder}node_modules/.package-lock.json`))
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'inherit' })
const load = createRequire(`${folder}package.json`)

interface Credo {
  DidDocument: unknown
  JsonTransformer: { fromJSON(json: object, type: unknown): { dereferenceKey(id: string, uses: string[]): object } }
  getKeyFromVerificationMethod(method: object): { keyType: string; publicKey: Uint8Array }
}
interface DidJwtVc {
  verifyCredential(
    token: string,
    resolver: object,
    options: object,
  ): Promise<{ verified: boolean; signer: { id: string } }>
}

const did = 'did:web:badges.lakeside.example:issuers:lakeside'
const id = `${did}#tokens`
const { publicJwk, privateKey } = await generateKeyPair('P-256')
const document = issuerDidDocument(did, [{ id, algorithm: 'P-256', publicKey: publicJwk }])
const key = await importSigningKey({ id, controller: did, algorithm: 'P-256', privateKey })
const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'https://badges.lakeside.example/c/1',
  type: ['VerifiableCredential'],
  issuer: did,
  validFrom: '2026-05-01T14:03:00Z',
  credentialSubject: { id: 'did:example:lena' },
}

load('reflect-metadata')
const credo: Credo = load('@credo-ts/core')
const { kid } = readVcJwt(await signVcJwt(credential, { ...key, id: multikeyIdOf(id) }, 'vc-jose-cose')).header
const method = credo.JsonTransformer.fromJSON(document, credo.DidDocument).dereferenceKey(String(kid), [
  'assertionMethod',
])
assert.equal(credo.getKeyFromVerificationMethod(method).keyType, 'p256')

const didJwt: DidJwtVc = load('did-jwt-vc')
const resolver = {
  resolve: async () => ({ didResolutionMetadata: {}, didDocument: document, didDocumentMetadata: {} }),
}
// It asks for `iss`, which the W3C's form leaves out, so it is given the form of Open Badges, by the same key.
const token = await signVcJwt(credential, key, 'open-badges')
const { verified, signer } = await didJwt.verifyCredential(token, resolver, { policies: { format: false } })
assert.deepEqual([verified, signer.id], [true, multikeyIdOf(id)])

process.stdout.write('Credo and did-jwt-vc take the key of our tokens.\n')
