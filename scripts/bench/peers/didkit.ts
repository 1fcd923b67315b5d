import { readFileSync } from 'node:fs'
import { privateKey, verificationMethod } from '../parties.ts'
import { openBadges } from '../product.ts'
import type { Stack } from './stack.ts'

/** Rust in WebAssembly: SpruceID's DIDKit as LearnCard builds it, called as LearnCard's plugin calls it. */
export async function createDidkit(): Promise<Stack> {
  const folder = new URL('../node_modules/@learncard/didkit-plugin/dist/didkit/', import.meta.url)
  const didkit = (await import(new URL('didkit_wasm.js', folder).href)) as Didkit
  await didkit.default({ module_or_path: readFileSync(new URL('didkit_wasm_bg.wasm', folder)) })
  const key = JSON.stringify(privateKey.export({ format: 'jwk' }))
  const options = JSON.stringify({
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    verificationMethod,
    proofPurpose: 'assertionMethod',
  })
  const contexts = await pinnedContexts()
  return {
    name: 'didkit (WebAssembly)',
    issue: async (credential) =>
      JSON.parse(await didkit.issueCredential(JSON.stringify(credential), options, key, contexts)),
    async verify(credential) {
      const text = await didkit.verifyCredential(JSON.stringify(credential), '{"checks":["proof"]}', contexts)
      const { errors, checks } = JSON.parse(text) as { errors: string[]; checks: string[] }
      return errors.length === 0 && checks.includes('proof')
    },
  }
}

interface Didkit {
  default(options: { module_or_path: Uint8Array }): Promise<unknown>
  issueCredential(credential: string, options: string, key: string, contexts: string): Promise<string>
  verifyCredential(credential: string, options: string, contexts: string): Promise<string>
}

/** As JSON: the ones that the fixtures name. */
async function pinnedContexts(): Promise<string> {
  const { credentialsV2, openBadges: openBadges303, openBadgesExtensions } = openBadges.contextUrls
  const loader = openBadges.pinnedDocumentLoader()
  const loaded = await Promise.all([credentialsV2, openBadges303, openBadgesExtensions].map((url) => loader(url)))
  return JSON.stringify(
    Object.fromEntries(loaded.map(({ documentUrl, document }) => [documentUrl, JSON.stringify(document)])),
  )
}
