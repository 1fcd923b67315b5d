import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { newFolder } from '../support/folder.ts'

const program = fileURLToPath(new URL('../../dist/cli/signet.js', import.meta.url))

test('an operator sees that issuing is halted, and resumes it', () => {
  const folder = newFolder()
  const signet = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'issuing', ...words], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://badges.lakeside.example' },
    })
    return [status, `${stdout}${stderr}`]
  }
  expect(signet('status')).toEqual([0, 'running\n'])
  const database = new Database(join(folder, 'data', 'signet.db'))
  database.exec("insert into issuing_halt values ('installation', 'reference-differs', 'award-1', 0)")
  database.close()
  const halted = 'reference-differs\taward-1\t1970-01-01T00:00:00.000Z\n'
  expect(signet('status')).toEqual([0, `halted\t${halted}`])
  expect(signet('resume')).toEqual([0, expect.stringContaining(`Awards are made again. They were halted: ${halted}`)])
  expect(signet('status')).toEqual([0, 'running\n'])
  expect(signet('resume')).toEqual([0, 'Awards were not halted.\n'])
})
