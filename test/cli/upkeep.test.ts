import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const program = fileURLToPath(new URL('../../dist/cli/signet.js', import.meta.url))
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signet-upkeep-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const environment = (changes: Record<string, string> = {}) => ({
  ...process.env,
  NO_COLOR: '1',
  NODE_ENV: 'production',
  PUBLIC_ORIGIN: 'http://localhost:3000',
  ...changes,
})

function signet(words: string[], changes?: Record<string, string>) {
  const options = { cwd: folder, encoding: 'utf8', env: environment(changes) } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], options)
  return { status, stdout: stdout.trim(), stderr: stderr.trim() }
}

test('an installation is examined, copied, checked and restored with commands', () => {
  const doctor = signet(['doctor'])
  expect([doctor.status, doctor.stdout.includes('attention Mail: ')]).toEqual([0, true])
  const { status, stdout: copy } = signet(['backup'])
  expect([status, existsSync(join(folder, copy, 'manifest.json'))]).toEqual([0, true])
  expect(signet(['backup', 'check', copy]).stdout).toMatch(/^sound\t/)
  expect(signet(['doctor']).stdout).toContain('good      Copies of the data: ')
  expect(signet(['restore', copy]).status).toBe(1)
  expect(signet(['restore', copy], { DATA_DIR: 'elsewhere' }).status).toBe(0)
  expect(existsSync(join(folder, 'elsewhere/signet.db'))).toBe(true)
  const open = signet(['doctor'], { PUBLIC_ORIGIN: 'http://badges.lakeside.example' })
  expect([open.status, open.stdout.startsWith('broken    Web address: ')]).toEqual([1, true])
}, 60_000)

test('the first start says where to set up, and the command says it again', async () => {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const changes = { PORT: String(port), PUBLIC_ORIGIN: origin, DATA_DIR: 'new', HOST: 'localhost' }
  const server = spawn(process.execPath, [program, 'start'], { cwd: folder, env: environment(changes) })
  try {
    let link = ''
    for await (const line of createInterface(server.stderr)) {
      if (line.startsWith(`${origin}/setup?secret=`)) link = line
      if (link) break
    }
    const page = await fetch(link)
    expect([page.status, (await page.text()).includes('Set up Signet')]).toEqual([200, true])
    expect(signet(['setup-link'], changes).stdout).toMatch(/\/setup\?secret=[\w-]{43}$/)
  } finally {
    server.kill('SIGTERM')
    await new Promise((resolve) => server.once('exit', resolve))
  }
}, 60_000)

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, 'localhost', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
