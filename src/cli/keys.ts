import type { Command } from 'commander'
import { listOwnIssuers, readPublicIssuer } from '../identity/issuers/read-issuers.ts'
import { rotateKey } from '../identity/issuers/rotate-key.ts'
import { actAs, withPlatform } from './open-platform.ts'
import { t } from './speech.ts'
import { print, say } from './terminal.ts'

export function addKeyCommands(program: Command) {
  const keys = program.command('keys').description(t('command.keys'))

  keys
    .command('list')
    .requiredOption('--as <email>', t('command.whoAsks'))
    .action(({ as }: { as: string }) =>
      withPlatform(async (platform) => {
        const actor = await actAs(platform, as)
        for (const issuer of await listOwnIssuers(platform, actor)) {
          say(issuer.name)
          for (const key of (await readPublicIssuer(platform, issuer.id)).keys)
            print([key.id, key.algorithm, key.state, new Date(key.createdAt).toISOString()].join('\t'))
        }
      }),
    )

  keys
    .command('rotate')
    .description(t('command.rotate'))
    .argument('<issuer>', t('command.issuerId'))
    .requiredOption('--as <email>', t('command.whoDoesIt'))
    .option('--algorithm <name>', 'Ed25519 or P-256', 'Ed25519')
    .action((issuerId: string, { as, algorithm }: { as: string; algorithm: string }, command: Command) =>
      withPlatform(async (platform) => {
        if (algorithm !== 'Ed25519' && algorithm !== 'P-256') command.error(t('command.algorithms'))
        const actor = await actAs(platform, as)
        await rotateKey(platform, actor, issuerId, algorithm)
        say(t('command.rotated'))
      }),
    )
}
