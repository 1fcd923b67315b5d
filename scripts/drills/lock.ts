// Another process holds the database's lock for 20 seconds: pages answer all the while, and what is written waits or is told when to come again.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createApp } from '../../src/app/app.ts'
import { askForLink } from '../../src/identity/sign-in/ask-for-link.ts'
import { serve } from '../../src/node/server.ts'
import { verifyAudit } from '../../src/platform/audit/audit-log.ts'
import { AppError } from '../../src/platform/errors.ts'
import { conclude, createDistrict, newFolder, openInstallation } from './installation.ts'

const heldSeconds = 20
const mostSeconds = 2
const dataDir = newFolder('lock')
const platform = openInstallation(dataDir)
await createDistrict(platform)
const server = await serve(createApp(platform), platform)

const holder = spawn(process.execPath, [
  '--input-type=module',
  '--eval',
  `import Database from 'better-sqlite3'
  const database = new Database(${JSON.stringify(join(dataDir, 'signet.db'))})
  database.exec('begin immediate')
  console.log('held')
  setTimeout(() => database.exec('rollback'), ${heldSeconds * 1000})`,
])
await once(holder.stdout, 'data')
const released = once(holder, 'exit')
let isHeld = true
void released.then(() => {
  isHeld = false
})

const early = write()
const late = wait((heldSeconds - 5) * 1000).then(write)
const times: number[] = []
const statuses = new Set<number>()
while (isHeld) {
  const startedAt = performance.now()
  statuses.add(await statusOf('/catalog'))
  times.push(performance.now() - startedAt)
  await wait(100)
}
const facts = {
  'held (s)': heldSeconds,
  'pages read': times.length,
  statuses: [...statuses].join(' '),
  'slowest page (s)': Math.round(Math.max(...times) / 10) / 100,
  'written at its beginning': await early,
  'written 5 s before its end': await late,
  chain: (await verifyAudit(platform.db)).state,
}
await server.close()
rmSync(dataDir, { recursive: true })
conclude(
  'lock',
  facts,
  facts['pages read'] > 50 &&
    facts.statuses === '200' &&
    facts['slowest page (s)'] <= mostSeconds &&
    facts['written at its beginning'] === 'busy, told when to come again' &&
    facts['written 5 s before its end'] === 'done' &&
    facts.chain === 'intact',
)

async function write(): Promise<string> {
  try {
    await askForLink(platform, { email: 'ada.alvarez@lakeside.example', agent: 'Drill', isShared: false, next: '/' })
    return 'done'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return error.details.retryAfterSeconds === undefined ? error.code : `${error.code}, told when to come again`
  }
}

function statusOf(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${server.url}${path}`, { headers: { host: 'badges.lakeside.example' } }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    })
    asked.once('error', reject).end()
  })
}
