// Writes as the product does, each write with its audit entry, in a process beside others that do the same.
import { type AuditEvent, commit } from '../../src/platform/audit/audit-log.ts'
import { outboxEntry } from '../../src/platform/jobs/outbox.ts'
import { openInstallation } from './installation.ts'

const [, , dataDir = '', name = '', writes = '0'] = process.argv
const platform = openInstallation(dataDir)
let failed = 0
for (let n = 0; n < Number(writes); n++) {
  const event: AuditEvent = { actor: 'system', action: 'badge.edited', subject: `${name}-${n}` }
  await commit(platform, event, [outboxEntry(platform, 'mail.send', { message: name })]).catch(() => failed++)
}
await platform.close()
console.log(failed)
