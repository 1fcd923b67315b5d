/**
 * The product as it is built and run. Types come from its sources, which say the same.
 */
export const load = async <Module>(path: string): Promise<Module> =>
  (await import(new URL(`../../dist/${path}`, import.meta.url).href)) as Module

export const openBadges = await load<typeof import('../../src/openbadges/index.ts')>('openbadges/index.js')
export const direct = await load<typeof import('../../src/openbadges/proofs/direct/canonicalize-direct.ts')>(
  'openbadges/proofs/direct/canonicalize-direct.js',
)
export const { createNodeCryptography } =
  await load<typeof import('../../src/node/proof-cryptography.ts')>('node/proof-cryptography.js')
export const { signCredentialOf: signCredential } = await load<
  typeof import('../../src/credentials/awards/sign-credential.ts')
>('credentials/awards/sign-credential.js')
