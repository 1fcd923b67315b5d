import type { Command } from 'commander'
import { createPerson } from '../identity/people/create-person.ts'
import { findPersonNamed } from '../identity/people/find-person.ts'
import { erasePerson } from '../operations/privacy/erase-person.ts'
import { orderErasure, waitingDays } from '../operations/privacy/request-erasure.ts'
import { AppError } from '../platform/errors.ts'
import { withPlatform } from './open-platform.ts'
import { print, say } from './terminal.ts'

export function addPeopleCommands(program: Command) {
  const people = program.command('people').description('who can sign in')

  people
    .command('add')
    .argument('<email>')
    .argument('<name>', 'as it is printed on credentials')
    .option('--administrator', 'may create issuers')
    .action((email: string, name: string, { administrator = false }: { administrator?: boolean }) =>
      withPlatform(async (platform) => {
        const person = await createPerson(platform, { email, name, isAdministrator: administrator })
        print(person.id)
      }),
    )

  people
    .command('erase')
    .description('erase somebody who asked for it: name, addresses, work, files and badges; nobody can bring them back')
    .argument('<email>', 'one of their addresses')
    .option('--at-once', `now, and not after ${waitingDays} days in which they can stop it`)
    .action((email: string, { atOnce = false }: { atOnce?: boolean }) =>
      withPlatform(async (platform) => {
        const person = await findPersonNamed(platform, email)
        if (!person) throw new AppError('not-found', 'refused.nobodyWithAddress')
        const wait = atOnce ? 0 : waitingDays * 24 * 60 * 60_000
        const dueAt = new Date(platform.now().getTime() + wait)
        const erasure = await orderErasure(platform, person.id, { dueAt })
        if (atOnce) await erasePerson(platform, erasure)
        say(
          atOnce
            ? 'Erased. Copies that you keep still have it: let them expire.'
            : `It is erased on ${dueAt.toISOString()}.`,
        )
        print(erasure)
      }),
    )
}
