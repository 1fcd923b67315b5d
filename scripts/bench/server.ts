import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Installation } from './installation.ts'
import { clientHeader } from './load/order.ts'

export interface RunningServer {
  port: number
  pid: number
  /** Milliseconds from the start of the process to its first answer. */
  readyAfter: number
  close(): Promise<void>
}

/** The product as it is built and started, with limits that count by a header, as behind a proxy. */
export const startSignet = (installation: Installation): Promise<RunningServer> =>
  startProduct(installation, installation.port, [...flagsOfStart(), fromRoot('dist/cli/signet.js'), 'start'])

/** The same product with the signatures of @digitalbazaar/vc. On whatever port, it answers as the installation's origin. */
export const startReferenceProduct = (installation: Installation, port: number): Promise<RunningServer> =>
  startProduct(installation, port, [
    ...flagsOfStart(),
    '--import',
    'tsx',
    fromRoot('scripts/bench/peers/reference-product.ts'),
  ])

/** What `npm start` says to Node. */
function flagsOfStart(): string[] {
  // As it is in this repository.
  const { scripts } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { scripts: { start: string } }
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}

const startProduct = ({ dataDir, origin }: Installation, port: number, command: string[]) =>
  start(command, port, join(dataDir, 'server.log'), {
    NODE_ENV: 'production',
    PUBLIC_ORIGIN: origin,
    PORT: String(port),
    DATA_DIR: dataDir,
    CLIENT_ADDRESS: clientHeader,
  })

/** What anyone would build: @digitalbazaar/vc behind the same framework, with the same insert. */
export const startReference = (dataDir: string, port: number): Promise<RunningServer> =>
  start(
    [
      '--import',
      'tsx',
      fromRoot('scripts/bench/peers/reference-server.ts'),
      join(dataDir, 'reference.db'),
      String(port),
    ],
    port,
    join(dataDir, 'reference.log'),
    {},
  )

async function start(
  command: string[],
  port: number,
  logFile: string,
  settings: Record<string, string>,
): Promise<RunningServer> {
  const log = openSync(logFile, 'a')
  const started = performance.now()
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, command, { env: { PATH, ...settings }, stdio: ['ignore', log, log] })
  closeSync(log)
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`The server has ended: see ${logFile}.`)))
  // It ends when it is closed as well, and nobody waits for it then.
  ended.catch(() => undefined)
  await Promise.race([untilItAnswers(port), ended])
  return { port, pid: child.pid ?? 0, readyAfter: performance.now() - started, close: () => close(child) }
}

async function untilItAnswers(port: number) {
  for (;;) {
    const response = await fetch(`http://localhost:${port}/`, { redirect: 'manual' }).catch(() => undefined)
    await response?.arrayBuffer()
    if (response) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function close(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
