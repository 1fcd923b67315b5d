import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Miniflare, type SharedOptions, type WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as readSettings } from 'wrangler'
import { answerAsInternet } from './workers-internet.ts'

export interface WorkersServer {
  miniflare: Miniflare
  /** Where it listens, on this machine only. */
  address: string
  close(): Promise<void>
}

type WorkerChanges = Partial<WorkerOptions & SharedOptions>

/** Bundles an entry as wrangler would to deploy it, and runs it in workerd with the settings of wrangler.toml. */
export async function startWorkersServer(entry: string, changes: WorkerChanges = {}): Promise<WorkersServer> {
  const folder = await bundle(entry)
  const server = await run(folder, changes)
  return {
    ...server,
    async close() {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** So many of the entry of the tests, each with a database and a bucket for each of so many worlds at once. */
export async function startTestWorkers(count: number): Promise<{ addresses: string[]; close(): Promise<void> }> {
  const folder = await bundle('test/support/workers-entry.ts')
  const changes = {
    d1Databases: numbered('DB'),
    r2Buckets: numbered('FILES'),
    // Tests run jobs when they choose to.
    queueConsumers: {},
    bindings: { MIGRATIONS: await readMigrations() },
  }
  const servers = await Promise.all(Array.from({ length: count }, () => run(folder, changes)))
  return {
    addresses: servers.map(({ address }) => address),
    async close() {
      await Promise.all(servers.map((server) => server.close()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What wrangler.toml says. */
export const readWorkerSettings = () => readSettings(join(root, 'wrangler.toml')).workerOptions

/** The command line, which asks nobody and reports to nobody. */
export async function runWrangler(words: string[]): Promise<string> {
  const command = join(root, 'node_modules/wrangler/bin/wrangler.js')
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...words], {
    cwd: root,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', CI: 'true' },
  })
  return stdout
}

async function bundle(entry: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'signet-worker-'))
  await runWrangler(['deploy', entry, '--dry-run', '--outdir', folder])
  return folder
}

async function run(folder: string, changes: WorkerChanges): Promise<WorkersServer> {
  const miniflare = new Miniflare({
    ...readWorkerSettings(),
    ...(await readModules(folder)),
    outboundService: answerAsInternet,
    cf: false,
    ...changes,
  })
  const { href } = await miniflare.ready
  return { miniflare, address: href, close: () => miniflare.dispose() }
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const mostWorlds = 32

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
