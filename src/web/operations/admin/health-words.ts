import type { HealthCheck } from '../../../operations/installation/health.ts'
import { isMessageKey, type MessageKey } from '../../../platform/language/messages.ts'
import type { Speech } from '../../../platform/language/speech.ts'

/** What a check says, for the page and for the command line. */
export function healthWords({ t }: Speech, { name, finding, values }: HealthCheck) {
  // A test holds every finding to the catalog.
  const key = `health.${name}.${finding}` as MessageKey
  const advice = `${key}.do`
  return {
    title: t(`health.${name}`),
    sentence: t(key, values),
    advice: isMessageKey(advice) ? t(advice, values) : undefined,
  }
}
