import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** The worker as a thread can load it, made from the source under test. It lies where it finds our packages. */
export async function buildProofWorker(): Promise<URL> {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const outfile = `${root}node_modules/.cache/signet/proof-worker-${process.pid}.mjs`
  await build({
    entryPoints: [`${root}src/node/proof-worker.ts`],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  })
  return pathToFileURL(outfile)
}
