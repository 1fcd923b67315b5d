import { languages } from '../platform/language/languages.ts'
import { type Speech, speakTo } from '../platform/language/speech.ts'

/** How a terminal is spoken to: in the language that its environment names, as other programs do (POSIX, § Locale). */
export const terminalSpeech = (timeZone = 'UTC'): Speech =>
  speakTo({ language: terminalLanguage() ?? null, timeZone }, timeZone)

/** What a command says of itself and of what it did. Results for the next program are not words. */
export const { t } = terminalSpeech()

function terminalLanguage() {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  const wanted = (LC_ALL || LC_MESSAGES || LANG || '').slice(0, 2).toLowerCase()
  return languages.find((language) => language === wanted)
}
