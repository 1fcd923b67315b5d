import type { Command } from 'commander'
import { type IssuingHalt, readIssuingHalt, resumeIssuing } from '../identity/issuers/issuing-halt.ts'
import { withPlatform } from './open-platform.ts'
import { t } from './speech.ts'
import { print, say } from './terminal.ts'

export function addIssuingCommands(program: Command) {
  const issuing = program.command('issuing').description(t('command.issuing'))

  issuing
    .command('status')
    .description(t('command.issuingStatus'))
    .action(() =>
      withPlatform(async (platform) => {
        const halt = await readIssuingHalt(platform)
        print(halt ? `halted\t${wordsOf(halt)}` : 'running')
      }),
    )

  issuing
    .command('resume')
    .description(t('command.issuingResume'))
    .action(() =>
      withPlatform(async (platform) => {
        const lifted = await resumeIssuing(platform)
        say(lifted ? t('command.resumed', { halt: wordsOf(lifted) }) : t('command.notHalted'))
      }),
    )
}

const wordsOf = ({ reason, subject, createdAt }: IssuingHalt) =>
  `${reason}\t${subject}\t${new Date(createdAt).toISOString()}`
