// npm run worker:size: bundles the Worker as wrangler would upload it and fails when it is larger than Cloudflare's free plan takes.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const mostKibibytes = 3 * 1024

const { stdout } = await promisify(execFile)(
  process.execPath,
  ['node_modules/wrangler/bin/wrangler.js', 'deploy', '--dry-run', '--outdir', 'dist-worker'],
  { env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', CI: 'true' } },
)
const [line, compressed] = /Total Upload: .* \/ gzip: ([\d.]+) KiB/.exec(stdout) ?? []
if (!line) throw new Error(`Wrangler did not say how large the Worker is.\n${stdout}`)
console.log(`${line} (limit ${mostKibibytes} KiB)`)
if (Number(compressed) > mostKibibytes) throw new Error('The Worker is too large.')
