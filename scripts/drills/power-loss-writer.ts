// Keeps files, then a record of each, and says so only after both: each a promise that no loss of power may break. Three
// at a time, so that records share a transaction.
import { createHash } from 'node:crypto'
import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type AuditEvent, commit } from '../../src/platform/audit/audit-log.ts'
import { outboxEntry } from '../../src/platform/jobs/outbox.ts'
import { openInstallation } from './installation.ts'

const [, , dataDir = '', writes = '0', synchronous = 'FULL'] = process.argv
const platform = openInstallation(dataDir)
platform.sqlite.pragma(`synchronous = ${synchronous}`)
// So that the log is written back many times in so short a life.
platform.sqlite.pragma('wal_autocheckpoint = 150')
const promises = openSync(join(dataDir, 'promises'), 'a')
for (let n = 0; n < Number(writes); n += 3) await Promise.all([keep(n), keep(n + 1), keep(n + 2)])
// As power does: no closing, no last checkpoint.
process.exit(0)

async function keep(n: number) {
  const bytes = platform.randomBytes(1000 + 37 * n)
  const file = `drill/n${n % 10}/${createHash('sha256').update(bytes).digest('hex')}.bin`
  await platform.files.put(file, bytes, { maxBytes: 100_000 })
  const event: AuditEvent = { actor: 'system', action: 'badge.edited', subject: `n-${n}` }
  await commit(platform, event, [outboxEntry(platform, 'mail.send', { message: file })])
  writeSync(promises, `${file}\n`)
}
