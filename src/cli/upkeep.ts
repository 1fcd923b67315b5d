import { join } from 'node:path'
import type { Command } from 'commander'
import { backUp, restore, reviewBackups, type SetAside, verifyBackup } from '../node/backup.ts'
import { inspectCertificate } from '../node/inspect-certificate.ts'
import { checkHealth, type HealthState, worstFirst } from '../operations/installation/health.ts'
import { readConfig } from '../platform/config.ts'
import { AppError } from '../platform/errors.ts'
import { sayRefusal } from '../platform/language/say-refusal.ts'
import { healthWords } from '../web/operations/admin/health-words.ts'
import { withPlatform } from './open-platform.ts'
import { terminalSpeech } from './speech.ts'
import { colored, print, say } from './terminal.ts'

/** Looking after an installation from its own machine. */
export function addUpkeepCommands(program: Command) {
  program
    .command('doctor')
    .description('check everything this installation needs; ends with 1 when something is broken')
    .action(() =>
      withPlatform(async (platform) => {
        const speech = terminalSpeech(platform.config.defaultTimeZone)
        const integrity = platform.sqlite.pragma('quick_check', { simple: true })
        if (integrity !== 'ok')
          throw new AppError('internal', 'refused.databaseDamaged', { integrity: String(integrity) })
        sayAside(await reviewBackups(platform.config.backupDir, platform.now()))
        const certificate = await inspectCertificate(platform.config.origin, platform.now())
        const checks = [...(await checkHealth(platform)), ...(certificate ? [certificate] : [])]
        for (const check of checks.sort(worstFirst)) {
          const { title, sentence, advice } = healthWords(speech, check)
          print(`${colored(...marks[check.state])} ${title}: ${sentence}`)
          if (advice) print(`  ${advice}`)
        }
        if (checks.some(({ state }) => state === 'broken')) throw new AppError('internal', 'refused.somethingBroken')
      }),
    )

  const backup = program.command('backup').description('copies of all data, in BACKUP_DIR unless you name a folder')

  backup
    .command('make', { isDefault: true })
    .description('copy everything while the server runs, and read the copy back')
    .option('--to <folder>', 'where copies are kept')
    .option('--keep <number>', 'how many stay', '14')
    .action(({ to, keep }: { to?: string; keep: string }, command: Command) =>
      withPlatform(async ({ config, sqlite, files, now }) => {
        if (!/^[1-9]\d{0,3}$/.test(keep)) command.error('--keep is a number from 1')
        const folder = to ?? config.backupDir
        sayAside(await reviewBackups(folder, now()))
        const source = { sqlite, files, filesFolder: join(config.dataDir, 'files') }
        const made = await backUp(source, { folder, now: now(), keep: Number(keep) })
        const { database, files: copied, audit, isSound } = made.manifest
        if (!isSound) throw new AppError('internal', 'refused.copyDamaged', { path: made.path })
        say(
          `${Math.round(database.size / 1024)} KB, ${copied.length} files, ${audit.entries} entries in the audit log. Sound.`,
        )
        say('The key-encryption key is not in it. Keep that elsewhere: without it nobody can sign.')
        print(made.path)
      }),
    )

  backup
    .command('check')
    .description('read a copy whole and compare it with its list')
    .argument('<folder>', 'one copy')
    .action(async (folder: string) => {
      const verdict = await verifyBackup(folder)
      if (!verdict.isSound) throw new AppError('internal', verdict.reason.key, verdict.reason.values)
      print(`sound\t${verdict.manifest.madeAt}\t${verdict.manifest.files.length} files`)
    })

  program
    .command('restore')
    .description('put a copy where there is no data yet')
    .argument('<folder>', 'one copy')
    .action(async (folder: string) => {
      const { config } = readConfig(process.env)
      const { manifest, lost } = await restore(folder, config)
      for (const key of lost) print(key)
      say(`${config.dataDir} is as it was at ${manifest.madeAt}. Start with the key-encryption key of that time.`)
      if (lost.length > 0) throw new AppError('internal', 'refused.filesNotSound', { count: lost.length })
    })
}

/** On the way, and not as an end: what is damaged must not stop the next copy. */
function sayAside(all: readonly SetAside[]) {
  for (const { path, reason } of all)
    say(`${colored('yellow', 'set aside')} ${path}: ${sayRefusal(reason, terminalSpeech())}`)
}

const marks: Record<HealthState, [Parameters<typeof colored>[0], string]> = {
  good: ['green', 'good     '],
  attention: ['yellow', 'attention'],
  broken: ['red', 'broken   '],
}
