import type { Command } from 'commander'
import { getIssuerFor, listIssuersOf } from '../identity/issuers/issuers-store.ts'
import { rotateKey } from '../identity/issuers/rotate-key.ts'
import { listKeys } from '../identity/issuers/signing-keys-store.ts'
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
        for (const issuer of await listIssuersOf(platform.db, actor)) {
          say(issuer.name)
          for (const key of await listKeys(platform.db, issuer.id))
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
        await getIssuerFor(platform.db, actor, issuerId, 'issuer.edit')
        await rotateKey(platform, actor, issuerId, algorithm)
        say('A new key signs from now on. The old one stays in the DID document.')
      }),
    )
}
