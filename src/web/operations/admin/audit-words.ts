import { en, type MessageKey } from '../../../platform/language/en/en.ts'
import type { Speech } from '../../../platform/language/speech.ts'

type ActionKey = Extract<MessageKey, `audit.did.${string}`>
const prefix = 'audit.did.'
const isActionKey = (key: string): key is ActionKey => key.startsWith(prefix) && Object.hasOwn(en, key)

/** In the order of the catalog. */
export const knownActions: readonly string[] = Object.keys(en)
  .filter(isActionKey)
  .map((key) => key.slice(prefix.length))

/** What was done in words, or its name where there are none yet. */
export function actionWords({ t }: Speech, action: string): string {
  const key = `${prefix}${action}`
  return isActionKey(key) ? t(key) : action
}
