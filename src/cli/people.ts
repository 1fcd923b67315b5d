import type { Command } from 'commander'
import { createPerson } from '../identity/people/create-person.ts'
import { findPersonNamed } from '../identity/people/find-person.ts'
import { erasePerson } from '../operations/privacy/erase-person.ts'
import { orderErasure, waitingDays } from '../operations/privacy/request-erasure.ts'
import { AppError } from '../platform/errors.ts'
import { withPlatform } from './open-platform.ts'
import { t } from './speech.ts'
import { print, say } from './terminal.ts'

export function addPeopleCommands(program: Command) {
  const people = program.command('people').description(t('command.people'))

  people
    .command('add')
    .argument('<email>')
    .argument('<name>', t('command.nameOnCredentials'))
    .option('--administrator', t('command.mayCreateIssuers'))
    .action((email: string, name: string, { administrator = false }: { administrator?: boolean }) =>
      withPlatform(async (platform) => {
        const person = await createPerson(platform, { email, name, isAdministrator: administrator })
        print(person.id)
      }),
    )

  people
    .command('erase')
    .description(t('command.erase'))
    .argument('<email>', t('command.oneAddress'))
    .option('--at-once', t('command.atOnce', { days: waitingDays }))
    .action((email: string, { atOnce = false }: { atOnce?: boolean }) =>
      withPlatform(async (platform) => {
        const person = await findPersonNamed(platform, email)
        if (!person) throw new AppError('not-found', 'refused.nobodyWithAddress')
        const wait = atOnce ? 0 : waitingDays * 24 * 60 * 60_000
        const dueAt = new Date(platform.now().getTime() + wait)
        const erasure = await orderErasure(platform, person.id, { dueAt })
        if (atOnce) await erasePerson(platform, erasure)
        say(atOnce ? t('command.erased') : t('command.erasedOn', { day: dueAt.toISOString() }))
        print(erasure)
      }),
    )
}
