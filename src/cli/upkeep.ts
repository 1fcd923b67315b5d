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
import { t, terminalSpeech } from './speech.ts'
import { colored, print, say } from './terminal.ts'

/** Looking after an installation from its own machine. */
export function addUpkeepCommands(program: Command) {
  program
    .command('doctor')
    .description(t('command.doctor'))
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

  const backup = program.command('backup').description(t('command.backup'))

  backup
    .command('make', { isDefault: true })
    .description(t('command.backupMake'))
    .option('--to <folder>', t('command.backupTo'))
    .option('--keep <number>', t('command.backupKeep'), '14')
    .action(({ to, keep }: { to?: string; keep: string }, command: Command) =>
      withPlatform(async ({ config, sqlite, files, now }) => {
        if (!/^[1-9]\d{0,3}$/.test(keep)) command.error(t('command.keepIsNumber'))
        const folder = to ?? config.backupDir
        sayAside(await reviewBackups(folder, now()))
        const source = { sqlite, files, filesFolder: join(config.dataDir, 'files') }
        const made = await backUp(source, { folder, now: now(), keep: Number(keep) })
        const { database, files: copied, audit, isSound } = made.manifest
        if (!isSound) throw new AppError('internal', 'refused.copyDamaged', { path: made.path })
        say(
          t('command.backupMade', {
            size: Math.round(database.size / 1024),
            files: copied.length,
            entries: audit.entries,
          }),
        )
        say(t('command.keepTheKey'))
        print(made.path)
      }),
    )

  backup
    .command('check')
    .description(t('command.backupCheck'))
    .argument('<folder>', t('command.oneCopy'))
    .action(async (folder: string) => {
      const verdict = await verifyBackup(folder)
      if (!verdict.isSound) throw new AppError('internal', verdict.reason.key, verdict.reason.values)
      print(`sound\t${verdict.manifest.madeAt}\t${verdict.manifest.files.length} files`)
    })

  program
    .command('restore')
    .description(t('command.restore'))
    .argument('<folder>', t('command.oneCopy'))
    .action(async (folder: string) => {
      const { config } = readConfig(process.env)
      const { manifest, lost } = await restore(folder, config)
      for (const key of lost) print(key)
      say(t('command.restored', { folder: config.dataDir, time: manifest.madeAt }))
      if (lost.length > 0) throw new AppError('internal', 'refused.filesNotSound', { count: lost.length })
    })
}

/** On the way, and not as an end: what is damaged must not stop the next copy. */
function sayAside(all: readonly SetAside[]) {
  for (const { path, reason } of all)
    say(`${colored('yellow', t('command.setAside'))} ${path}: ${sayRefusal(reason, terminalSpeech())}`)
}

const marks: Record<HealthState, [Parameters<typeof colored>[0], string]> = {
  good: ['green', 'good     '],
  attention: ['yellow', 'attention'],
  broken: ['red', 'broken   '],
}
