import type { NodePlatform } from '../node/node-platform.ts'
import { checkHealth } from '../operations/installation/health.ts'
import { noPreferences } from '../platform/language/preferences.ts'
import { speakTo } from '../platform/language/speech.ts'
import { healthWords } from '../web/operations/admin/health-words.ts'
import { colored, say } from './terminal.ts'

/** At the start, where somebody looks: what `doctor` and the health page say as well. */
export async function sayWhatIsBroken(platform: NodePlatform): Promise<void> {
  const speech = speakTo(noPreferences, platform.config.defaultTimeZone)
  for (const check of (await checkHealth(platform)).filter(({ state }) => state === 'broken')) {
    const { title, sentence, advice = '' } = healthWords(speech, check)
    say(`${colored('red', title)}: ${sentence} ${advice}`)
    platform.log({ level: 'error', event: 'health.broken', check: check.name, finding: check.finding })
  }
}
