import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { jobHandlers } from '../../src/app/job-handlers.ts'
import { askForLink } from '../../src/identity/sign-in/ask-for-link.ts'
import { beginLife } from '../../src/node/process-life.ts'
import { oneValue } from '../support/database.ts'
import { newFolder } from '../support/folder.ts'
import { nodeWorld } from '../support/world.ts'

test('a life is known to have ended when it has, and not before', () => {
  const dataDir = newFolder()
  const [one, other] = [beginLife(dataDir), beginLife(dataDir)]
  onTestFinished(() => other.end())
  expect(other.listEnded([one.id, other.id])).toEqual([])
  one.end()
  expect(other.listEnded([one.id, other.id, 'nobody'])).toEqual([one.id, 'nobody'])
})

test('what a process held that is no more is done at the next start, and not when its lease ends', async () => {
  const { platform } = await nodeWorld()
  const living = beginLife(platform.config.dataDir)
  onTestFinished(() => living.end())
  for (const runner of ['died', living.id]) {
    await askForLink(platform, { email: 'ada@lakeside.example', agent: 'Firefox', isShared: false, next: '/' })
    await platform.db.run(sql`update outbox set state = 'running', attempts = 1, runner = ${runner},
      due_at = ${platform.now().getTime() + 300_000} where runner is null and topic = 'sign-in.send-link'`)
  }
  platform.startJobs(jobHandlers)
  const stateOf = (runner: string) =>
    oneValue(platform, sql`select group_concat(distinct state) from outbox where runner = ${runner}`)
  await expect.poll(() => stateOf('died'), { timeout: 5000 }).toBe(null)
  expect(await stateOf(living.id)).toBe('running')
})
