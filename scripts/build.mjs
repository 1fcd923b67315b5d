// Makes dist: what browsers take, and the code. Does nothing where dist was made from these very files.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const madeFrom = `${root}dist/made-from`

const digest = digestOfSources()
if (existsSync(madeFrom) && readFileSync(madeFrom, 'utf8') === digest) process.exit()
execFileSync(process.execPath, ['scripts/build-assets.mjs'], { cwd: root, stdio: 'inherit' })
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
// The first step may write the names of what it made into the sources.
writeFileSync(madeFrom, digestOfSources())

function digestOfSources() {
  const sources = readdirSync(`${root}src`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
  const settings = [
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'scripts/build.mjs',
    'scripts/build-assets.mjs',
  ]
  const hash = createHash('sha256')
  for (const file of [...sources.sort(), ...settings.map((name) => `${root}${name}`)]) {
    hash.update(`${file.slice(root.length)}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}
