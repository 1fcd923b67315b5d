// Four processes write to one database at once: nothing may fail, be lost or break the chain.
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { promisify } from 'node:util'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { outbox } from '../../src/platform/jobs/jobs-tables.ts'
import { buildProgram, conclude, newFolder, openInstallation } from './installation.ts'

const writers = 4
const writes = Number(process.argv[2] ?? 150)
const dataDir = newFolder('busy')
await openInstallation(dataDir).close()

const writer = await buildProgram(new URL('./busy-writer.ts', import.meta.url))
const run = (name: number) => promisify(execFile)(process.execPath, [writer, dataDir, String(name), String(writes)])
const results = await Promise.all(Array.from({ length: writers }, (_, name) => run(name)))
const failed = results.reduce((sum, { stdout }) => sum + Number(stdout), 0)

const platform = openInstallation(dataDir)
const audit = await verifyAudit(platform.db)
const written = await platform.db.$count(outbox)
await platform.close()
rmSync(dataDir, { recursive: true })
const entries = audit.state === 'intact' ? audit.entries : 0
const facts = { writers, writes: writers * writes, failed, written, chain: audit.state }
conclude('busy', facts, failed === 0 && written === writers * writes && entries === writers * writes)
