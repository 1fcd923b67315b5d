import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { newFolder } from '../support/folder.ts'
import { approveMany } from '../support/many-approved.ts'
import { approval, submitWork } from '../support/progress.ts'
import { nodeWorld } from '../support/world.ts'

const program = fileURLToPath(new URL('../../dist/cli/signet.js', import.meta.url))

test('all that waits of a badge is awarded from the command line, and what is refused is printed', async () => {
  const folder = newFolder()
  const place = await nodeWorld({ dataDir: join(folder, 'data') })
  const { badgeId } = await approveMany(place, 30)
  const own = await submitWork(place, { badgeId, learner: place.ada })
  expect((await place.ravi.post(`/api/v1/submissions/${own}/reviews`, approval)).status).toBe(201)
  const award = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, 'award', ...words, '--as', place.ada.email],
      {
        cwd: folder,
        encoding: 'utf8',
        env: {
          ...process.env,
          NO_COLOR: '1',
          NODE_ENV: 'production',
          PUBLIC_ORIGIN: 'https://badges.lakeside.example',
          KEY_ENCRYPTION_KEYS: `test:${btoa('k'.repeat(32))}`,
        },
      },
    )
    return [status, stdout, stderr]
  }
  expect(award('--badge', badgeId)).toEqual([2, '', expect.stringContaining('--all-approved')])
  expect(award('--badge', badgeId, '--all-approved')).toEqual([
    1,
    `${own}\tseparation-of-duties\n`,
    '30 awarded, 0 awarded before, 1 refused, 0 left.\n',
  ])
})
