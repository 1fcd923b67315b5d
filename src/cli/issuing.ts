import type { Command } from 'commander'
import { type IssuingHalt, readIssuingHalt, resumeIssuing } from '../identity/issuers/issuing-halt.ts'
import { withPlatform } from './open-platform.ts'
import { print, say } from './terminal.ts'

export function addIssuingCommands(program: Command) {
  const issuing = program.command('issuing').description('whether awards are made here')

  issuing
    .command('status')
    .description('why no awards are made, if none are')
    .action(() =>
      withPlatform(async (platform) => {
        const halt = await readIssuingHalt(platform)
        print(halt ? `halted\t${wordsOf(halt)}` : 'running')
      }),
    )

  issuing
    .command('resume')
    .description('make awards again, once it is known what went wrong')
    .action(() =>
      withPlatform(async (platform) => {
        const lifted = await resumeIssuing(platform)
        say(lifted ? `Awards are made again. They were halted: ${wordsOf(lifted)}` : 'Awards were not halted.')
      }),
    )
}

const wordsOf = ({ reason, subject, createdAt }: IssuingHalt) =>
  `${reason}\t${subject}\t${new Date(createdAt).toISOString()}`
