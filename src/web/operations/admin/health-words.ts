import type { HealthCheck } from '../../../operations/installation/health.ts'
import { en, type MessageKey } from '../../../platform/language/en/en.ts'
import type { Speech } from '../../../platform/language/speech.ts'

/** What a check says, for the page and for the command line. */
export function healthWords({ t }: Speech, { name, finding, values }: HealthCheck) {
  // A test holds every finding to the catalog.
  const key = `health.${name}.${finding}` as MessageKey
  const advice = `${key}.do`
  return {
    title: t(`health.${name}`),
    sentence: t(key, values),
    advice: isMessage(advice) ? t(advice, values) : undefined,
  }
}

const isMessage = (key: string): key is MessageKey => Object.hasOwn(en, key)
