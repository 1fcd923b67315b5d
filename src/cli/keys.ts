import type { Command } from 'commander'
import { listOwnIssuers, readPublicIssuer } from '../identity/issuers/read-issuers.ts'
import { rotateKey } from '../identity/issuers/rotate-key.ts'
import { actAs, withPlatform } from './open-platform.ts'
import { print, say } from './terminal.ts'

export function addKeyCommands(program: Command) {
  const keys = program.command('keys').description('the keys that issuers sign with; private keys are never shown')

  keys
    .command('list')
    .requiredOption('--as <email>', 'who asks')
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
    .description('sign with a new key from now on; what the old one signed stays valid')
    .argument('<issuer>', 'id of the issuer')
    .requiredOption('--as <email>', 'who does it')
    .option('--algorithm <name>', 'Ed25519 or P-256', 'Ed25519')
    .action((issuerId: string, { as, algorithm }: { as: string; algorithm: string }, command: Command) =>
      withPlatform(async (platform) => {
        if (algorithm !== 'Ed25519' && algorithm !== 'P-256') command.error('--algorithm is Ed25519 or P-256')
        const actor = await actAs(platform, as)
        await rotateKey(platform, actor, issuerId, algorithm)
        say('A new key signs from now on. The old one stays in the DID document.')
      }),
    )
}
