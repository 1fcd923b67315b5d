import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { newFolder } from '../support/folder.ts'

const program = fileURLToPath(new URL('../../dist/cli/signet.js', import.meta.url))

test('a badge of the demonstration is valid beside it while it serves, and could not be checked once it stopped', async () => {
  const folder = newFolder()
  const demo = spawn(process.execPath, [program, 'demo', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => void demo.kill('SIGKILL'))
  let page = ''
  for await (const line of createInterface(demo.stdout)) {
    page ||= /^Public page\s+(\S+)/.exec(line)?.[1] ?? ''
    if (line.startsWith('Sign in')) break
  }
  writeFileSync(join(folder, 'badge.png'), new Uint8Array(await (await fetch(`${page}.png`)).arrayBuffer()))
  const verify = () => spawnSync(process.execPath, [program, 'verify', 'badge.png'], { cwd: folder, encoding: 'utf8' })

  const beside = verify()
  expect([beside.status, beside.stdout]).toEqual([0, expect.stringContaining('This credential is valid')])

  const ended = new Promise((resolve) => demo.once('exit', resolve))
  demo.kill('SIGINT')
  await ended
  const alone = verify()
  expect([alone.status, alone.stdout]).toEqual([6, expect.stringContaining('We could not finish checking')])
}, 60_000)
