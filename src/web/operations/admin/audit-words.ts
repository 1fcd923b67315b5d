import { type AuditAction, isAuditAction } from '../../../platform/audit/audit-actions.ts'
import type { MessageKey } from '../../../platform/language/messages.ts'
import type { Speech } from '../../../platform/language/speech.ts'

/** What was done in words, or its name where this version knows none. */
export const actionWords = ({ t }: Speech, action: string): string =>
  isAuditAction(action) ? t(keyOf(action)) : action

/** Compiles only while the catalog has words for every action. */
const keyOf = (action: AuditAction): `audit.did.${AuditAction}` & MessageKey => `audit.did.${action}`
