import { type AuditAction, isAuditAction } from '../../../platform/audit/audit-actions.ts'
import type { MessageKey } from '../../../platform/language/messages.ts'
import type { Speech } from '../../../platform/language/speech.ts'

/** What was done in words, or its name where this version knows none. */
export const actionWords = ({ t }: Speech, action: string): string =>
  isAuditAction(action) ? t(keyOf(action)) : action

type ActionKey = `audit.did.${AuditAction}`
/** Compiles only while the catalog has words for every action, and for nothing that is none. */
const keyOf = (action: AuditAction): OnlyOf<ActionKey, Extract<MessageKey, `audit.did.${string}`>> =>
  `audit.did.${action}`
type OnlyOf<Known, Keys extends Known> = Keys
