import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The first run installs what it measures against, about 130 MB, beside itself and not into the product. */
export function installPeers(): void {
  const folder = fileURLToPath(new URL('./', import.meta.url))
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return
  process.stderr.write('Installing the libraries to measure against …\n')
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'inherit' })
}
