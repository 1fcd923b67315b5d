import { signInWords } from '../../platform/language/en/sign-in-mail.ts'

export interface SignInMail {
  url: string
  code: string
  minutes: number
  agent: string
  askedAt: Date
  timeZone: string
  /** Of whom it is for. */
  language: string | null
}

/** Says what was asked for, from where and when, so that whoever did not ask can tell. */
export function signInMail({ url, code, minutes, agent, askedAt, timeZone, ...whom }: SignInMail) {
  const language = whom.language === 'es' ? 'es' : 'en'
  const words = signInWords[language]
  const time = new Intl.DateTimeFormat(regions[language], { dateStyle: 'long', timeStyle: 'short', timeZone }).format(
    askedAt,
  )
  const say = (message: string) =>
    Object.entries({ code, time, agent, minutes: String(minutes) }).reduce(
      (text, [name, value]) => text.replaceAll(`{${name}}`, value),
      message,
    )
  return {
    language,
    subject: words.subject,
    paragraphs: [say(words.lead), say(agent ? words.asked : words.askedUnknown)],
    secretParagraph: say(words.code),
    button: { label: words.button, url },
    footer: words.footer,
  }
}

const regions = { en: 'en-US', es: 'es-US' }
