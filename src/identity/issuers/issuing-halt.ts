import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Db } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { issuingHalt } from './issuing-halt-tables.ts'
import { deleteIssuingHalt, findIssuingHalt, insertIssuingHalt } from './issuing-halts-store.ts'

export type IssuingHalt = typeof issuingHalt.$inferSelect

/** Stops every issuer of this installation from making awards, in all its processes, until an operator lifts it. */
export async function haltIssuing(
  platform: Pick<Platform, 'db' | 'now' | 'log'>,
  { reason, subject }: Pick<IssuingHalt, 'reason' | 'subject'>,
): Promise<void> {
  const event: AuditEvent = { actor: 'system', action: 'issuing.halted', subject, details: { reason } }
  const row = { scope: 'installation', reason, subject, createdAt: platform.now().getTime() } as const
  await commit(platform, event, [insertIssuingHalt(platform.db, row)])
  platform.log({ level: 'error', event: 'issuance-halted', reason, subject })
}

export async function assertIssuing(db: Db): Promise<void> {
  if (await findIssuingHalt(db)) throw new AppError('issuance-halted', 'refused.issuingHalted')
}

/** For whoever runs the installation. */
export const readIssuingHalt = ({ db }: Pick<Platform, 'db'>): Promise<IssuingHalt | undefined> => findIssuingHalt(db)

/** For whoever runs the installation, once they know what went wrong. Answers with the halt that was lifted. */
export async function resumeIssuing(platform: Pick<Platform, 'db' | 'now' | 'log'>): Promise<IssuingHalt | undefined> {
  const halt = await findIssuingHalt(platform.db)
  if (!halt) return undefined
  const event: AuditEvent = { actor: 'operator', action: 'issuing.resumed', subject: halt.subject }
  await commit(platform, event, [deleteIssuingHalt(platform.db)])
  platform.log({ level: 'warn', event: 'issuance-resumed', subject: halt.subject })
  return halt
}
