// Makes dist/public: everything a browser may keep for ever, under names that carry a hash of the content.
// Node serves it at /; on Workers it is the [assets] directory. src/web/assets.ts tells pages the names.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const entries = {
  siteStyles: 'src/web/styles/site.css',
  identityStyles: 'src/web/styles/identity.css',
  definitionsStyles: 'src/web/styles/definitions.css',
  assessmentStyles: 'src/web/styles/assessment.css',
  credentialsStyles: 'src/web/styles/credentials.css',
  operationsStyles: 'src/web/styles/operations.css',
  copyScript: 'src/web/browser/copy.js',
  jobScript: 'src/web/browser/job.js',
  passkeyScript: 'src/web/browser/passkey.js',
  mark: 'src/web/static/mark.svg',
}

await rm(`${root}dist/public`, { recursive: true, force: true })
await mkdir(`${root}dist/public/assets`, { recursive: true })
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: Object.values(entries),
  outdir: 'dist/public/assets',
  entryNames: '[name].[hash]',
  assetNames: '[name].[hash]',
  publicPath: '/assets/',
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome105', 'firefox110', 'safari15.4'],
  loader: { '.svg': 'copy', '.woff2': 'copy' },
  nodePaths: [`${root}node_modules`],
  metafile: true,
  logLevel: 'warning',
})

const outputs = Object.entries(metafile.outputs)
const addressOf = (path) => `/assets/${basename(path)}`
const names = Object.entries(entries).map(([name, source]) => {
  const [path] = outputs.find(([, output]) => output.entryPoint === source || source in output.inputs) ?? []
  if (!path) throw new Error(`${source} was not built.`)
  return `  ${name}: '${addressOf(path)}',\n`
})
const font = outputs.find(([path]) => path.includes('atkinson-hyperlegible-next'))?.[0]
const list = `// Written by scripts/build-assets.mjs. The names carry a hash of the content, so that they may be kept for ever.
export const assets = {
${names.join('')}  textFont: '${addressOf(font)}',
} as const
`
const listFile = `${root}src/web/assets.ts`
if ((await readFile(listFile, 'utf8').catch(() => '')) !== list) await writeFile(listFile, list)
await writeFile(
  `${root}dist/public/_headers`,
  '/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n  X-Content-Type-Options: nosniff\n',
)
