import type { Command } from 'commander'
import { jobHandlers } from '../app/job-handlers.ts'
import { collectGarbage } from '../node/collect-garbage.ts'
import { startDailyBackup } from './daily-backup.ts'
import { openPlatform } from './open-platform.ts'
import { sayWhatIsBroken } from './say-what-is-broken.ts'
import { serveWebsite } from './serve-website.ts'
import { saySetUpLink } from './set-up.ts'
import { t } from './speech.ts'
import { say } from './terminal.ts'

export function addStartCommand(program: Command) {
  program
    .command('start')
    .description(t('command.start'))
    .action(async () => {
      const platform = openPlatform()
      await platform.proofs.warmUp()
      const { url } = await serveWebsite(platform)
      platform.startJobs(jobHandlers)
      startDailyBackup(platform)
      say(t('command.isAt', { address: platform.config.origin }))
      if (url !== platform.config.origin) say(t('command.listensAt', { url }))
      await sayWhatIsBroken(platform)
      await saySetUpLink(platform)
      collectGarbage()
    })
}
