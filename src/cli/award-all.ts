import { setTimeout as wait } from 'node:timers/promises'
import type { Command } from 'commander'
import { bulkAwardDetails } from '../credentials/awards/bulk-award.ts'
import { cancelBulkAward } from '../credentials/awards/cancel-bulk-award.ts'
import { type BulkAwardDetailed, getBulkAward, listBulkRefusals } from '../credentials/awards/read-bulk-awards.ts'
import { runBulkAward } from '../credentials/awards/run-bulk-award.ts'
import { startBulkAward } from '../credentials/awards/start-bulk-award.ts'
import { assertIssuing } from '../identity/issuers/issuing-halt.ts'
import type { PersonActor } from '../identity/people/actor.ts'
import type { NodePlatform } from '../node/node-platform.ts'
import { AppError } from '../platform/errors.ts'
import { exitCodes } from './exit-codes.ts'
import { actAs, withPlatform } from './open-platform.ts'
import { t } from './speech.ts'
import { print, say, showProgress } from './terminal.ts'

interface Options {
  as: string
  badge?: string
  allApproved?: boolean
}

export function addAwardAllCommand(program: Command) {
  program
    .command('award')
    .description(t('command.awardAll'))
    .argument('[submissions...]', t('command.submissionIds'))
    .option('--badge <id>', t('command.awardBadge'))
    .option('--all-approved', t('command.allApproved'))
    .requiredOption('--as <email>', t('command.whoAwards'))
    .action((submissionIds: string[], { as, badge, allApproved = false }: Options, command: Command) => {
      const isOfBadge = badge !== undefined && allApproved && submissionIds.length === 0
      const isByName = badge === undefined && !allApproved && submissionIds.length > 0
      if (!isOfBadge && !isByName) command.error(t('command.nameOrBadge'))
      const details = bulkAwardDetails.parse(isOfBadge ? { badgeId: badge } : { submissionIds })
      return withPlatform(async (platform) => {
        const actor = await actAs(platform, as)
        const { id } = await startBulkAward(platform, actor, details)
        process.exitCode = await report(platform, actor, await watchToEnd(platform, actor, id))
      })
    })
}

/** Does the work itself, beside a server that may run on the same data. Ctrl+C stops it between two chunks. */
async function watchToEnd(platform: NodePlatform, actor: PersonActor, id: string): Promise<BulkAwardDetailed> {
  let isInterrupted = false
  const interrupt = () => {
    isInterrupted = true
  }
  process.once('SIGINT', interrupt)
  try {
    for (;;) {
      const outcome = isInterrupted ? await stop(platform, actor, id) : await runBulkAward(platform, id, { chunks: 4 })
      const bulk = await getBulkAward(platform, actor, id)
      showProgress({ done: bulk.settled, total: bulk.total, secondsLeft: bulk.secondsLeft })
      if (outcome === 'over') return bulk
      if (outcome === 'halted') await assertIssuing(platform.db)
      if (outcome === 'elsewhere') await wait(1000)
    }
  } finally {
    process.off('SIGINT', interrupt)
  }
}

async function stop(platform: NodePlatform, actor: PersonActor, id: string): Promise<'over'> {
  await cancelBulkAward(platform, actor, id).catch((error: unknown) => {
    // It was over before it could be stopped.
    if (!(error instanceof AppError && error.code === 'state-conflict')) throw error
  })
  return 'over'
}

async function report(platform: NodePlatform, actor: PersonActor, bulk: BulkAwardDetailed): Promise<number> {
  let after: number | undefined
  do {
    const refusals = await listBulkRefusals(platform, actor, bulk.id, { limit: 500, after })
    for (const { submissionId, reason } of refusals) print(`${submissionId}\t${reason}`)
    after = refusals.length === 500 ? refusals.at(-1)?.position : undefined
  } while (after !== undefined)
  const { awarded, alreadyAwarded, refused, waiting } = bulk
  say(t('command.awardedAll', { awarded, alreadyAwarded, refused, waiting }))
  return refused === 0 && waiting === 0 ? exitCodes.ok : exitCodes.failed
}
