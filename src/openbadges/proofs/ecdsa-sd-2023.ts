import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import type { decode as decodeCbor } from 'cborg'
import { UnusableKeyError } from '../keys/keys.ts'
import { jwkToMultikey } from '../keys/multikey.ts'
import { contextUrls } from '../model/contexts.ts'
import { encodeBase64url, parseBase64url } from '../text/base64url.ts'
import { OpenBadgeError } from '../text/error.ts'
import { listOf } from '../text/json-reading.ts'
import type { JsonObject } from '../text/strict-json.ts'
import { type ProofSuite, transform, verifyWithKey } from './proof-suite.ts'

/**
 * VC-DI-ECDSA § ecdsa-sd-2023, derived proofs only. A base proof belongs in the recipient's hands: it opens everything that
 * was meant to be disclosed by choice, so it isn't a proof to show.
 */
export const ecdsaSd2023: ProofSuite = {
  algorithms: ['P-256'],
  // Starts with the CBOR tag 0x5d01 of a derived proof; that of a base proof, 0x5d00, reads `u2V0A`.
  proofValue: /^u2V0B[A-Za-z0-9_-]{100,65536}$/,
  async verify(signed) {
    const { document, proof, loader } = signed
    // Rare, and long to load.
    const [{ createVerifyCryptosuite }, { decode }] = await Promise.all([
      import('@digitalbazaar/ecdsa-sd-2023-cryptosuite'),
      import('cborg'),
    ])
    if (!namesEachNodeOnce(decode, String(proof.proofValue))) return false
    // The library canonicalizes by itself and without bounds, so the same work is first done within them.
    const { proofValue: _, ...proofConfig } = proof
    await transform(document, { documentLoader: loader })
    await transform({ ...proofConfig, '@context': document['@context'] ?? null }, { documentLoader: loader })
    const publicKeyMultibase = multikeyOf(signed.key.jwk)
    const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() })
    suite.getVerificationMethod = async () => ({
      '@context': contextUrls.multikeyV1,
      id: signed.methodId,
      type: 'Multikey',
      publicKeyMultibase,
    })
    return verifyWithKey(suite, signed)
  },
}

function multikeyOf(jwk: JsonObject): string {
  try {
    return jwkToMultikey(jwk)
  } catch (cause) {
    if (!(cause instanceof OpenBadgeError)) throw cause
    throw new UnusableKeyError({ cause })
  }
}

/**
 * A derived proof tells what the issuer called each nameless node, and nothing signs that list. If two nodes got one name, a
 * holder could show a result twice, or divide it, and every statement would still be one that was signed.
 */
function namesEachNodeOnce(decode: typeof decodeCbor, proofValue: string): boolean {
  try {
    const [, , , names] = listOf(decode(tagless(proofValue), { useMaps: true, tags: byteStringTags }))
    if (!(names instanceof Map)) return false
    const labels: unknown[] = [...names.values()]
    return new Set(labels.map(toLabel)).size === labels.length
  } catch {
    return false
  }
}

function toLabel(bytes: unknown): string {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('A label is a byte string.')
  return encodeBase64url(bytes)
}

function tagless(proofValue: string): Uint8Array {
  return parseBase64url(proofValue.slice(1))?.subarray(3) ?? new Uint8Array()
}

/** RFC 8746: some implementations tag byte strings as arrays of 8-bit integers. */
const byteStringTags = Object.assign([], { 64: (bytes: Uint8Array) => bytes })
