import { verifyBytes } from '../keys/keys.ts'
import { decodeBase58 } from '../text/base58.ts'
import type { JsonObject, JsonValue } from '../text/strict-json.ts'
import { type ProofSuite, type SignedDocument, transform } from './proof-suite.ts'

/** VC-DI-ECDSA § ecdsa-rdfc-2019: what the document says in RDF is signed. */
export const ecdsaRdfc2019 = ecdsaSuite(async ({ document, loader }, configuration) => {
  const options = { documentLoader: loader }
  const contexts = document['@context'] ?? null
  return [await transform({ '@context': contexts, ...configuration }, options), await transform(document, options)]
})

/** VC-DI-ECDSA § ecdsa-jcs-2019: the JSON itself is signed, so every member counts, whatever its context says. */
export const ecdsaJcs2019: ProofSuite = {
  ...ecdsaSuite(async ({ document }, configuration) => [canonicalJson(configuration), canonicalJson(document)]),
  isOverJson: true,
}

/** With P-256 and SHA-256, or with P-384 and SHA-384: the key decides (§ Hashing). */
function ecdsaSuite(
  canonicalForms: (signed: SignedDocument, configuration: JsonObject) => Promise<[string, string]>,
): ProofSuite {
  return {
    algorithms: ['P-256', 'P-384'],
    // 64 or 96 bytes.
    proofValue: /^z[1-9A-HJ-NP-Za-km-z]{64,140}$/,
    async verify(signed) {
      const { proofValue, ...configuration } = signed.proof
      const signature = decodeBase58(String(proofValue).slice(1))
      if (!signature) return false
      const hash = signed.key.algorithm === 'P-384' ? 'SHA-384' : 'SHA-256'
      const [proofForm, documentForm] = await canonicalForms(signed, configuration)
      const [proofHash, documentHash] = await Promise.all([digest(hash, proofForm), digest(hash, documentForm)])
      return verifyBytes(signed.key, Uint8Array.from([...proofHash, ...documentHash]), signature)
    },
  }
}

const digest = async (hash: string, text: string) =>
  new Uint8Array(await crypto.subtle.digest(hash, new TextEncoder().encode(text)))

/** RFC 8785: JSON.stringify writes numbers and texts as it asks; what is left is the order of members, by UTF-16 code unit. */
function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`)
  return `{${members.join(',')}}`
}
