// What the benchmark uses of its peers. They are installed by it alone, so nothing else may need their types.

declare module '@digitalbazaar/ed25519-multikey' {
  export function generate(options: {
    seed: Uint8Array
    controller: string
    id?: string
  }): Promise<{ id: string; signer(): import('@digitalbazaar/data-integrity').Signer }>
}
declare module '@digitalcredentials/ed25519-multikey' {
  export * from '@digitalbazaar/ed25519-multikey'
}
declare module '@digitalcredentials/data-integrity' {
  export { DataIntegrityProof } from '@digitalbazaar/data-integrity'
}
declare module '@digitalcredentials/eddsa-rdfc-2022-cryptosuite' {
  export { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
}
declare module '@digitalcredentials/vc' {
  export { issue, verifyCredential } from '@digitalbazaar/vc'
}
declare module '@digitalcredentials/verifier-core' {
  export function verifyCredential(options: {
    credential: object
    knownDIDRegistries: object[]
  }): Promise<{ log?: { id: string; valid?: boolean }[]; errors?: object[] }>
}
