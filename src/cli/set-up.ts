import type { Command } from 'commander'
import type { NodePlatform } from '../node/node-platform.ts'
import { makeSetUpLink } from '../operations/installation/set-up.ts'
import { AppError } from '../platform/errors.ts'
import { withPlatform } from './open-platform.ts'
import { t } from './speech.ts'
import { colored, print, say } from './terminal.ts'

export function addSetUpCommand(program: Command) {
  program
    .command('setup-link')
    .description(t('command.setUpLink'))
    .action(() =>
      withPlatform(async (platform) => {
        const link = await makeSetUpLink(platform)
        if (!link) throw new AppError('state-conflict', 'refused.installationIsSetUp')
        print(link)
      }),
    )
}

/** For the first start: whoever reads this is at the server. */
export async function saySetUpLink(platform: NodePlatform): Promise<void> {
  const link = await makeSetUpLink(platform)
  if (link) say(`\n${colored('bold', t('command.setUpHere'))}\n${link}\n`)
}
