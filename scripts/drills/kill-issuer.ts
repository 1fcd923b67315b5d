// Issues what is approved, four at a time, and says each award once it was told that it is kept.
import { writeSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { submission } from '../../src/assessment/submissions/submissions-tables.ts'
import { issueAward } from '../../src/credentials/awards/issue-award.ts'
import { openInstallation } from './installation.ts'

const [, , dataDir = '', adaId = ''] = process.argv
const platform = openInstallation(dataDir)
const ada = { kind: 'person', personId: adaId } as const
writeSync(1, 'ready\n')
for (;;) {
  const waiting = await platform.db
    .select({ id: submission.id })
    .from(submission)
    .where(eq(submission.state, 'approved'))
    .limit(40)
  if (waiting.length === 0) break
  const issueNext = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { award } = await issueAward(platform, ada, next.id)
      writeSync(1, `award ${next.id} ${award.id}\n`)
    }
  }
  await Promise.all([issueNext(), issueNext(), issueNext(), issueNext()])
}
await platform.close()
writeSync(1, 'done\n')
