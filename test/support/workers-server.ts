import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Miniflare, type WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as readSettings } from 'wrangler'

export interface WorkersServer {
  miniflare: Miniflare
  /** Where it listens, on this machine only. */
  address: string
  close(): Promise<void>
}

/** Bundles an entry as wrangler would to deploy it, and runs it in workerd with the settings of wrangler.toml. */
export async function startWorkersServer(entry: string, changes: Partial<WorkerOptions> = {}): Promise<WorkersServer> {
  const folder = await mkdtemp(join(tmpdir(), 'signet-worker-'))
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js')
  await promisify(execFile)(process.execPath, [wrangler, 'deploy', entry, '--dry-run', '--outdir', folder], {
    cwd: root,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', CI: 'true' },
  })
  const miniflare = new Miniflare({
    ...readSettings(join(root, 'wrangler.toml')).workerOptions,
    ...(await readModules(folder)),
    // Tests have no network.
    outboundService: () => new Response(null, { status: 404 }),
    cf: false,
    ...changes,
  })
  const { href } = await miniflare.ready
  return {
    miniflare,
    address: href,
    async close() {
      await miniflare.dispose()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The entry of the tests, with a database and a bucket for each of so many worlds at once. */
export async function startTestWorker(changes: Partial<WorkerOptions> = {}): Promise<WorkersServer> {
  return await startWorkersServer('test/support/workers-entry.ts', {
    d1Databases: numbered('DB'),
    r2Buckets: numbered('FILES'),
    // Tests run jobs when they choose to.
    queueConsumers: {},
    bindings: { MIGRATIONS: await readMigrations() },
    ...changes,
  })
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const mostWorlds = 16

const numbered = (name: string) => Array.from({ length: mostWorlds }, (_, number) => `${name}${number}`)

async function readModules(folder: string) {
  const names = (await readdir(folder)).filter((name) => /\.(js|png)$/.test(name))
  const modules = names.map(async (name) => ({
    type: name.endsWith('.js') ? ('ESModule' as const) : ('Data' as const),
    path: join(folder, name),
    contents: await readFile(join(folder, name)),
  }))
  // The one that runs is first.
  const all = await Promise.all(modules)
  return { modulesRoot: folder, modules: all.sort((a, b) => a.type.localeCompare(b.type) * -1) }
}

async function readMigrations(): Promise<string[]> {
  const folder = join(root, 'drizzle')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return files.flatMap((file) => file.split('--> statement-breakpoint'))
}
