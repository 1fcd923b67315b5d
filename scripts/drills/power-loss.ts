// Records what a writing installation asks of the disk, then looks at what a loss of power would have left at random
// moments: on each such disk, whatever was promised must be whole. An argument `NORMAL` or `OFF` shows that it can fail.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSqlite } from '../../src/node/sqlite-d1.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { compression } from '../../src/platform/compression.ts'
import { connect } from '../../src/platform/db/db.ts'
import { outbox } from '../../src/platform/jobs/jobs-tables.ts'
import { buildProgram, conclude, newFolder, openInstallation } from './installation.ts'
import { leaveTorn, type Operation, readOperations } from './torn-disk.ts'

const [moments, writes] = [Number(process.argv[2] ?? 300), 150]
const synchronous = process.argv[3] ?? 'FULL'
const folder = newFolder('power')
const [dataDir, before, disk] = [join(folder, 'data'), join(folder, 'before'), join(folder, 'disk')]
const found = { damaged: 0, 'promises lost': 0, 'half files': 0, 'chain broken': 0 }

await openInstallation(dataDir).close()
cpSync(dataDir, before, { recursive: true })
const operations = await recordWriter()
const random = seeded(20_260_514)
for (let moment = 0; moment < moments; moment++) {
  rmSync(disk, { recursive: true, force: true })
  cpSync(before, disk, { recursive: true })
  const past = operations.slice(0, Math.floor(random() * operations.length) + 1)
  leaveTorn(
    past.filter((operation) => !isPromise(operation)),
    { from: dataDir, to: disk },
    random,
  )
  await inspect(past.filter(isPromise).map(({ data }) => data.toString().trim()))
}
rmSync(folder, { recursive: true })
const syncs = operations.filter(({ kind }) => kind === 'S').length
const facts = { synchronous, moments, operations: operations.length, syncs, ...found }
conclude('power loss', facts, operations.length > 0 && Object.values(found).every((count) => count === 0))

function isPromise({ kind, path }: Operation) {
  return kind === 'W' && path === join(dataDir, 'promises')
}

async function recordWriter(): Promise<Operation[]> {
  const [library, record] = [join(folder, 'record-writes.so'), join(folder, 'record')]
  const source = fileURLToPath(new URL('./record-writes.c', import.meta.url))
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl', '-lpthread'])
  const writer = await buildProgram(new URL('./power-loss-writer.ts', import.meta.url))
  const recording = { LD_PRELOAD: library, RECORD_FILE: record, RECORD_FOLDER: dataDir, UV_USE_IO_URING: '0' }
  execFileSync(process.execPath, [writer, dataDir, String(writes), synchronous], {
    env: { ...process.env, ...recording },
    stdio: 'inherit',
  })
  // The index of the write-ahead log is made anew at each start.
  return readOperations(readFileSync(record)).filter(({ path }) => !path.endsWith('-shm'))
}

async function inspect(promised: string[]) {
  const kept = join(disk, 'files', 'kept')
  const paths = existsSync(kept) ? readdirSync(kept, { recursive: true, encoding: 'utf8' }) : []
  const files = paths.filter((path) => path.endsWith('.bin'))
  // Each file is named after its own content.
  const isWhole = (path: string) => path.endsWith(`${sha256(readFileSync(join(kept, path)))}.bin`)
  if (!files.every(isWhole)) found['half files']++
  try {
    const { sqlite, binding, close } = openSqlite(join(disk, 'signet.db'))
    // drizzle calls prepare and batch of D1Database and nothing else; both are here.
    const db = connect(binding as Parameters<typeof connect>[0], compression)
    if (sqlite.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('It is damaged.')
    if ((await verifyAudit(db)).state !== 'intact') found['chain broken']++
    const recorded = new Set((await db.select().from(outbox)).map(({ payload }) => payload.message))
    if (!promised.every((file) => recorded.has(file) && files.includes(file))) found['promises lost']++
    close()
  } catch {
    found.damaged++
  }
}

function sha256(bytes: Buffer) {
  return createHash('sha256').update(bytes).digest('hex')
}

function seeded(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
