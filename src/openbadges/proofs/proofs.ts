import { _checkCredential as assertIssuable } from '@digitalbazaar/vc'
import { LRUCache } from 'lru-cache'
import { type SigningKey, signBytes, type VerificationKey, verifyBytes } from '../keys/keys.ts'
import { canonicalize } from '../model/canonicalize.ts'
import { contextUrls, type DocumentLoader, pinnedDocumentLoader } from '../model/contexts.ts'
import { decodeBase58, encodeBase58 } from '../text/base58.ts'
import { listOf } from '../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../text/strict-json.ts'
import {
  concludeProof,
  type DataIntegrityProof,
  type ExaminedProof,
  examineProof,
  type ProofInput,
  type ProofOutcome,
  type ProofVerifier,
  signCredentialWith,
  verifyProofWith,
} from './data-integrity.ts'
import { type CanonicalForm, createDirectCanonicalizer } from './direct/canonicalize-direct.ts'
import type { GapKind } from './direct/document-template.ts'
import { createProofConfigurations } from './direct/proof-configuration.ts'
import { usualDocument } from './direct/usual-document.ts'
import { eddsaRdfc2022 } from './eddsa-rdfc-2022.ts'
import { type HashBehind, type PreparedCredential, prepareCredential, type Sample } from './prepared-credential.ts'
import type { VerifiedSignature } from './proof-suite.ts'

/** The cryptography of a runtime. WebCrypto signs, but hashes in promises only, which is too late within a walk. */
export interface ProofCryptography {
  /** SHA-256 of UTF-8 text, lower-case hexadecimal. */
  hashText(text: string): string
  /** The same for many texts that begin alike. */
  hashBehind: HashBehind
  /** With an Ed25519 key (RFC 8032). */
  sign(key: SigningKey, data: Uint8Array): Uint8Array | Promise<Uint8Array>
  /** False for every signature that isn't the Ed25519 key's, however malformed. */
  verify(key: VerificationKey, data: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>
}

/** Cryptography of the web platform, with a hash of the runtime's own. */
export const webCryptography = (hashText: ProofCryptography['hashText']): ProofCryptography => ({
  hashText,
  hashBehind: (start) => (rest) => hashText(start + rest),
  sign: signBytes,
  verify: verifyBytes,
})

/**
 * eddsa-rdfc-2022 proofs on the direct path. Where a document or a proof has anything outside it, the reference libraries do
 * the work instead, with the same result.
 */
export interface Proofs {
  /** signCredential in far less time: the same bytes, except that lines are in the order RDFC-1.0 asks for. */
  sign<T extends object>(
    credential: T,
    key: SigningKey,
    options: { created: Date },
  ): Promise<T & { proof: [DataIntegrityProof] }>
  /**
   * The same as text. What is signed is read back from that text, so the text says what was signed, and nothing of it was
   * lost on the way.
   */
  signAsText(credential: object, key: SigningKey, options: { created: Date }): Promise<SignedText>
  /**
   * Makes ready to sign many credentials that differ in some texts only. Undefined where each of them has to be signed by
   * itself.
   */
  prepare(samples: readonly [Sample, Sample], kinds: readonly GapKind[]): Promise<PreparedCredential | undefined>
  /** signAsText of what the prepared credential is with these values. Undefined where it has to be signed by itself. */
  signPrepared(
    prepared: PreparedCredential,
    values: readonly string[],
    key: SigningKey,
    options: { created: Date },
  ): Promise<SignedText | undefined>
  /** verifyProof in far less time. For documents of our own: nothing bounds the libraries' time and memory. */
  verify: ProofVerifier
  /**
   * verify without canonicalizing, for who knows already what comes of it: `canonicalDigest` is the SHA-256 of the canonical
   * form without proofs, in hexadecimal, and is believed. Remembers right signatures as verifyDirectly does.
   */
  verifyDigest(input: ProofInput, canonicalDigest: string): Promise<ProofOutcome>
  /**
   * verify without the libraries, in bounded time: undefined where they have to decide. Remembers by the document's digest
   * which signatures were right; keys and dates are looked at each time.
   */
  verifyDirectly(input: ProofInput): Promise<ProofOutcome | undefined>
  /**
   * SHA-256 of the canonical form of a signed document without its proof, hexadecimal, by walking all of it. Undefined where
   * the libraries have to decide.
   */
  canonicalDigest(document: JsonObject): Promise<string | undefined>
  /** Whether the reference libraries write this signed document as the direct path does, and find its signature right. */
  isAsReference(input: ProofInput): Promise<boolean>
  /**
   * Whether libraries that sort by UTF-16 code unit make another canonical form than RDFC-1.0 does, and so can't verify
   * what is signed here. It takes a character beyond U+FFFF beside one of U+E000–U+FFFF.
   */
  ordersDiffer(document: object): Promise<boolean>
  /** Compiles the usual contexts, so that nobody has to wait for it. */
  warmUp(): Promise<void>
}

/** A signed credential as it is kept and served. */
export interface SignedText {
  text: string
  /** What `text` reads as; of a prepared credential, one with the same issuer, contexts and proof. */
  document: JsonObject
  proof: JsonObject
  /** SHA-256 of the canonical form without the proof, hexadecimal. Undefined where the reference libraries signed. */
  canonicalDigest: string | undefined
}

/** One instance per process: it compiles the contexts of a document when it meets them first. */
export function createProofs(cryptography: ProofCryptography, loader: DocumentLoader = pinnedDocumentLoader()): Proofs {
  const canonicalizer = createDirectCanonicalizer(loader, cryptography.hashText)
  const configurations = createProofConfigurations(loader)
  const parts = { cryptography, loader, canonicalizer, configurations }
  return {
    ...createSigner(parts),
    ...createVerifier(parts),
    async canonicalDigest({ proof: _, ...document }) {
      const form = await canonicalizer.canonicalize(document)
      return form && cryptography.hashText(form.nquads)
    },
    async ordersDiffer(document) {
      const form = await canonicalizer.canonicalize(document)
      return form?.nquadsInUtf16Order !== undefined
    },
    async warmUp() {
      await canonicalizer.canonicalize(usualDocument)
      await configurations.canonicalize(usualProof, [...usualDocument['@context']])
    },
  }
}

interface Parts {
  cryptography: ProofCryptography
  loader: DocumentLoader
  canonicalizer: ReturnType<typeof createDirectCanonicalizer>
  configurations: ReturnType<typeof createProofConfigurations>
}

/** What a signature covers: the hash of the proof, then that of the document (VC-DI-EDDSA § Hashing). */
const dataToSign = ({ hashText }: ProofCryptography, configuration: string, canonicalDigest: string) =>
  bytesOfHex(hashText(configuration) + canonicalDigest)

type Signer = Pick<Proofs, 'sign' | 'signAsText' | 'prepare' | 'signPrepared'>

function createSigner({ cryptography, loader, canonicalizer, configurations }: Parts): Signer {
  const { hashText } = cryptography

  async function signDirectly(credential: object, key: SigningKey, created: Date) {
    // What is not signed here the libraries sign, or say why not.
    if ('proof' in credential || !isIssuable(credential)) return undefined
    const form = await canonicalizer.canonicalize(credential)
    return form && (await signDigest(hashText(form.nquads), contextsOf(credential), key, created))
  }

  async function signDigest(canonicalDigest: string, contexts: JsonValue | undefined, key: SigningKey, created: Date) {
    if (key.algorithm !== 'Ed25519') return undefined
    const proof = {
      type: 'DataIntegrityProof',
      created: `${created.toISOString().slice(0, -5)}Z`,
      verificationMethod: key.id,
      cryptosuite: 'eddsa-rdfc-2022',
      proofPurpose: 'assertionMethod',
    } as const
    const configuration = await configurations.canonicalize(proof, contexts)
    if (configuration === undefined) return undefined
    const signature = await cryptography.sign(key, dataToSign(cryptography, configuration, canonicalDigest))
    return { proof: { ...proof, proofValue: `z${encodeBase58(signature)}` }, canonicalDigest }
  }

  async function signAsText(credential: object, key: SigningKey, { created }: { created: Date }): Promise<SignedText> {
    const unsigned = JSON.stringify(credential)
    const readBack = JSON.parse(unsigned)
    const signed = await signDirectly(readBack, key, created)
    if (signed === undefined) {
      const text = JSON.stringify(await signCredentialWith(loader, credential, key, { created }))
      const document = JSON.parse(text)
      return { text, document, proof: document.proof[0], canonicalDigest: undefined }
    }
    return withProof(unsigned, readBack, signed)
  }

  return {
    async sign(credential, key, options) {
      const signed = await signDirectly(credential, key, options.created)
      return signed ? { ...credential, proof: [signed.proof] } : signCredentialWith(loader, credential, key, options)
    },
    signAsText,
    prepare: async (samples, kinds) =>
      samples.every(({ document }) => !('proof' in document) && isIssuable(document))
        ? prepareCredential(canonicalizer, cryptography.hashBehind, samples, kinds)
        : undefined,
    async signPrepared({ example, fill }, values, key, { created }) {
      const filled = fill(values)
      const signed = filled && (await signDigest(filled.canonicalDigest, contextsOf(example), key, created))
      return signed && withProof(filled.text, example, signed)
    },
  }
}

type Verifier = Pick<Proofs, 'verify' | 'verifyDigest' | 'verifyDirectly' | 'isAsReference'>

function createVerifier({ cryptography, loader, canonicalizer, configurations }: Parts): Verifier {
  const { hashText } = cryptography
  const signatures = new LRUCache<string, VerifiedSignature>({ max: mostRemembered })

  async function verifyKnownDigest({ document, proof, key }: ExaminedProof, canonicalDigest: string) {
    const configuration = await configurations.canonicalize(proof, document['@context'])
    if (configuration === undefined) return undefined
    return cryptography.verify(key, dataToSign(cryptography, configuration, canonicalDigest), signatureOf(proof))
  }

  async function verifySignature({ document, proof, key }: ExaminedProof): Promise<VerifiedSignature | undefined> {
    const configuration = await configurations.canonicalize(proof, document['@context'])
    const form = configuration === undefined ? undefined : await canonicalizer.canonicalize(document)
    if (configuration === undefined || form === undefined) return undefined
    const signature = signatureOf(proof)
    const isSignatureOf = (nquads: string) =>
      cryptography.verify(key, dataToSign(cryptography, configuration, hashText(nquads)), signature)
    if (await isSignatureOf(form.nquads)) return true
    const { nquadsInUtf16Order } = form
    return nquadsInUtf16Order !== undefined && (await isSignatureOf(nquadsInUtf16Order)) ? 'utf-16' : false
  }

  /** `digest`: whatever else than proof and key decides. Where it is unknown nothing is remembered. */
  async function recallSignature(
    examined: ExaminedProof,
    digest: string | undefined,
    verify: (examined: ExaminedProof) => Promise<VerifiedSignature | undefined>,
  ) {
    if (digest === undefined) return verify(examined)
    const name = `${digest} ${JSON.stringify([examined.proof, examined.key.jwk])}`
    const known = signatures.get(name)
    if (known !== undefined) return known
    const verified = await verify(examined)
    if (verified !== undefined) signatures.set(name, verified)
    return verified
  }

  async function examineAndVerify(
    input: ProofInput,
    verify: (examined: ExaminedProof) => Promise<VerifiedSignature | undefined>,
  ): Promise<ProofOutcome | undefined> {
    const examined = examineProof(input)
    if ('outcome' in examined) return examined.outcome
    if (examined.suite !== eddsaRdfc2022) return undefined
    const verified = await verify(examined)
    return verified === undefined ? undefined : concludeProof(examined, verified)
  }

  return {
    async verify(input) {
      return (await examineAndVerify(input, verifySignature)) ?? (await verifyProofWith(loader, input))
    },
    async verifyDigest(input, canonicalDigest) {
      const known = input.digest === undefined ? undefined : `${input.digest} ${canonicalDigest}`
      const verify = (examined: ExaminedProof) =>
        recallSignature(examined, known, () => verifyKnownDigest(examined, canonicalDigest))
      return (await examineAndVerify(input, verify)) ?? (await verifyProofWith(loader, input))
    },
    verifyDirectly: (input) =>
      examineAndVerify(input, (examined) => recallSignature(examined, input.digest, verifySignature)),
    async isAsReference(input) {
      const examined = examineProof(input)
      if ('outcome' in examined || examined.suite !== eddsaRdfc2022) return false
      const form = await canonicalizer.canonicalize(examined.document)
      if (form !== undefined && inUtf16Order(form) !== (await canonicalize(examined.document, loader))) return false
      // Where the orders part, the libraries can't verify what is right.
      if (form?.nquadsInUtf16Order !== undefined) return (await verifySignature(examined)) === true
      return (await verifyProofWith(loader, input)).state === 'passed'
    },
  }
}

const mostRemembered = 4096

const usualProof = {
  type: 'DataIntegrityProof',
  created: '2026-01-01T00:00:00Z',
  verificationMethod: 'did:example:issuer#key',
  cryptosuite: 'eddsa-rdfc-2022',
  proofPurpose: 'assertionMethod',
}

const inUtf16Order = ({ nquads, nquadsInUtf16Order }: CanonicalForm) => nquadsInUtf16Order ?? nquads

/**
 * A JSON object with one member more, whose name is none of its own. The proof is read back, and the rest was when it was
 * canonicalized: so what will be verified is what is in the text.
 */
function withProof(
  unsigned: string,
  document: JsonObject,
  { proof, canonicalDigest }: { proof: DataIntegrityProof; canonicalDigest: string },
): SignedText {
  const written = JSON.stringify(proof)
  const readBack = JSON.parse(written)
  const text = `${unsigned.slice(0, -1)},"proof":[${written}]}`
  return { text, document: { ...document, proof: [readBack] }, proof: readBack, canonicalDigest }
}

const signatureOf = (proof: JsonObject) => decodeBase58(String(proof.proofValue).slice(1)) ?? new Uint8Array()

const contextsOf = (document: object) => ('@context' in document ? (document as JsonObject)['@context'] : undefined)

/** Credentials of VCDM 1.1 are not signed anew here, and what the library finds fault with it shall name itself. */
function isIssuable(credential: object): boolean {
  if (listOf(contextsOf(credential))[0] !== contextUrls.credentialsV2) return false
  try {
    assertIssuable({ credential, mode: 'issue' })
    return true
  } catch {
    return false
  }
}

function bytesOfHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2)
  for (let at = 0; at < bytes.length; at++)
    bytes[at] = (hexDigit(text.charCodeAt(2 * at)) << 4) | hexDigit(text.charCodeAt(2 * at + 1))
  return bytes
}

/** Of `0`–`9` and `a`–`f`. */
const hexDigit = (code: number) => (code < 58 ? code - 48 : code - 87)
