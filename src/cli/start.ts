import type { Command } from 'commander'
import { createApp } from '../app.ts'
import { jobHandlers } from '../job-handlers.ts'
import { serve } from '../node/server.ts'
import { startDailyBackup } from './daily-backup.ts'
import { openPlatform } from './open-platform.ts'
import { saySetUpLink } from './set-up.ts'
import { say } from './terminal.ts'

export function addStartCommand(program: Command) {
  program
    .command('start')
    .description('serve the website and the API')
    .action(async () => {
      const platform = openPlatform()
      await platform.proofs.warmUp()
      await serve(createApp(platform), platform)
      platform.startJobs(jobHandlers)
      startDailyBackup(platform)
      say(`Signet is at ${platform.config.origin}`)
      await saySetUpLink(platform)
    })
}
