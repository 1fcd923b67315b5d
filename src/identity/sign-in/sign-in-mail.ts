import type { Preferences } from '../../platform/language/preferences.ts'
import { speakTo } from '../../platform/language/speech.ts'

export interface SignInMail {
  url: string
  code: string
  minutes: number
  agent: string
  askedAt: Date
}

/** Says what was asked for, from where and when, so that whoever did not ask can tell. */
export function signInMail(
  { url, code, minutes, agent, askedAt }: SignInMail,
  reader: Preferences,
  defaultTimeZone: string,
) {
  const { locale, t, moment } = speakTo(reader, defaultTimeZone)
  const time = moment(askedAt)
  return {
    language: locale,
    subject: t('mail.sign-in.subject'),
    paragraphs: [
      t('mail.sign-in.lead', { minutes }),
      agent ? t('mail.sign-in.asked', { time, agent }) : t('mail.sign-in.askedUnknown', { time }),
    ],
    secretParagraph: t('mail.sign-in.code', { code }),
    button: { label: t('mail.sign-in.button'), url },
    footer: t('mail.sign-in.footer'),
  }
}
