import { moveSubmissions, requireSubmissions } from '../../assessment/submissions/submissions-store.ts'
import { requireRoleOnBadge } from '../../definitions/badges/badge-roles-store.ts'
import { requireNoIssuingHalt } from '../../identity/issuers/issuing-halts-store.ts'
import { takeStatusPositions } from '../../identity/issuers/status-lists-store.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import type { Db, Statement } from '../../platform/db/db.ts'
import type { Platform } from '../../platform/platform.ts'
import { insertAward, requireOwnApproval, requirePublishedKey } from './awards-store.ts'
import type { ApprovedSubmission, SignedAward } from './sign-award.ts'

export interface AwardToWrite {
  submission: ApprovedSubmission['submission']
  signed: SignedAward
  /** Whether whoever issues has the role for it, and not only approved it. */
  isByRole: boolean
}

/**
 * The only place that writes awards. All of one issuing are written, each with its audit entry, its position and its
 * submission's move, or none: when a role, a key or a submission is no longer what it was, or issuing was halted.
 */
export async function writeAwards(
  platform: Pick<Platform, 'db' | 'now'>,
  awards: readonly AwardToWrite[],
  others: readonly Statement[],
): Promise<void> {
  const { db } = platform
  const submissions = awards.map(({ submission }) => submission)
  const rows = rowsOf(awards)
  await commit(platform, rows.map(toEvent), [
    ...awards.filter(({ isByRole }) => !isByRole).map(({ signed }) => requireOwnApproval(db, signed.row)),
    ...distinct(rowsOf(awards.filter(({ isByRole }) => isByRole)), (row) => [row.issuedBy, row.badgeVersionId]).map(
      (row) => requireRoleOnBadge(db, row.issuedBy, 'award.issue', row),
    ),
    requireSubmissions(db, submissions, ['approved']),
    ...distinct(awards, ({ signed }) => signed.keyId).map(({ signed }) => requirePublishedKey(db, signed.keyId)),
    requireNoIssuingHalt(db),
    ...takePositions(db, rows),
    ...awards.map(({ signed }) => insertAward(db, signed.row, signed.stored)),
    moveSubmissions(db, submissions, 'awarded', platform.now().getTime()),
    ...others,
  ])
}

type Row = SignedAward['row']

const rowsOf = (awards: readonly AwardToWrite[]) => awards.map(({ signed }) => signed.row)

const toEvent = ({ id, issuedBy, submissionId, digest }: Row): AuditEvent => ({
  actor: issuedBy,
  action: 'award.issued',
  subject: id,
  details: { submission: submissionId, digest },
})

const takePositions = (db: Db, rows: readonly Row[]): Statement[] =>
  distinct(rows, (row) => row.statusListId).flatMap(({ statusListId: listId }) =>
    takeStatusPositions(db, {
      listId,
      positions: rows.filter((row) => row.statusListId === listId).map((row) => row.statusPosition),
    }),
  )

/** The first of each kind. */
const distinct = <Item>(items: readonly Item[], kindOf: (item: Item) => unknown): Item[] => [
  ...new Map(items.toReversed().map((item) => [JSON.stringify(kindOf(item)), item])).values(),
]
