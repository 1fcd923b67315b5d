#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import * as z from 'zod'
import { toProblem } from '../http/problem.ts'
import { OpenBadgeError } from '../openbadges/index.ts'
import { AppError } from '../platform/errors.ts'
import { addAwardAllCommand } from './award-all.ts'
import { addChainCommands } from './chain.ts'
import { addDemoCommand } from './demo.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { addImageCommands } from './image-files.ts'
import { addIssuingCommands } from './issuing.ts'
import { addKeyCommands } from './keys.ts'
import { addPeopleCommands } from './people.ts'
import { toAppError } from './read-input.ts'
import { addSetUpCommand } from './set-up.ts'
import { t, terminalSpeech } from './speech.ts'
import { addStartCommand } from './start.ts'
import { colored, say } from './terminal.ts'
import { addUpkeepCommands } from './upkeep.ts'
import { addVerifyCommand } from './verify.ts'

/** The library's own headings. */
const titles: Readonly<Record<string, string>> = {
  'Usage:': t('command.title.usage'),
  'Options:': t('command.title.options'),
  'Commands:': t('command.title.commands'),
  'Arguments:': t('command.title.arguments'),
}

const program = new Command('signet')
  .description(t('command.signet'))
  .addHelpText(
    'before',
    [t('command.tryIt'), '  signet demo', '  signet verify badge.png', ''].map((line) => `${line}\n`).join(''),
  )
  .helpOption('-h, --help', t('command.help'))
  .helpCommand('help [command]', t('command.helpOf'))
  .configureHelp({ styleTitle: (title) => titles[title] ?? title })
  .exitOverride()

addStartCommand(program)
addPeopleCommands(program)
addDemoCommand(program)
addVerifyCommand(program)
addImageCommands(program)
addKeyCommands(program)
addIssuingCommands(program)
addUpkeepCommands(program)
addSetUpCommand(program)
addChainCommands(program)
addAwardAllCommand(program)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = report(error)
}

function report(thrown: unknown): number {
  const error = toAppError(thrown) ?? thrown
  // commander has already said what is wrong, or shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  if (error instanceof z.ZodError || error instanceof AppError || error instanceof OpenBadgeError) {
    const { code, detail, errors } = toProblem(error, '', terminalSpeech())
    say(`${colored('red', detail)}  (${code})`)
    for (const { pointer, message } of errors) say(`  ${pointer}: ${message}`)
    if (error instanceof z.ZodError) return exitCodes.usage
    return error instanceof OpenBadgeError ? exitCodes.invalidCredential : (exitCodeOf[error.code] ?? exitCodes.failed)
  }
  say(colored('red', error instanceof Error ? error.message : String(error)))
  return exitCodes.failed
}
