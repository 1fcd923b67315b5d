// Signet as it is, except that @digitalbazaar/vc signs, and verifies what was signed: an award with all that belongs to it, as it
// would be had the proofs been left to the library.
import type { Proofs } from '../../../src/openbadges/index.ts'
import { createNodeCryptography, load, openBadges } from '../product.ts'

const { readConfig } = await load<typeof import('../../../src/platform/config.ts')>('platform/config.js')
const { jobHandlers } = await load<typeof import('../../../src/app/job-handlers.ts')>('app/job-handlers.js')
const { createImages } = await load<typeof import('../../../src/node/images.ts')>('node/images.js')
const { createNodePlatform } = await load<typeof import('../../../src/node/node-platform.ts')>('node/node-platform.js')
const { serveWebsite } = await load<typeof import('../../../src/cli/serve-website.ts')>('cli/serve-website.js')

const { config, secrets } = readConfig(process.env)
const { createProofs, signCredential, verifyProof } = openBadges
const ours = createProofs(createNodeCryptography())

const proofs: Proofs = {
  ...ours,
  async prepare() {
    return undefined
  },
  sign: signCredential,
  async signAsText(credential, key, options) {
    const signed = await signCredential(credential, key, options)
    const text = JSON.stringify(signed)
    return { text, document: JSON.parse(text), proof: { ...signed.proof[0] }, canonicalDigest: undefined }
  },
  verify: verifyProof,
  async verifyDirectly() {
    return undefined
  },
}

const platform = createNodePlatform(config, secrets, { images: createImages(), proofs })
await serveWebsite(platform)
platform.startJobs(jobHandlers)
