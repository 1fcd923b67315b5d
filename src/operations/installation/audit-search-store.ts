import { and, desc, eq, gte, inArray, lt, lte, type SQL, sql } from 'drizzle-orm'
import { submission } from '../../assessment/submissions/submissions-tables.ts'
import { award } from '../../credentials/awards/awards-tables.ts'
import { badge, badgeVersion } from '../../definitions/badges/badges-tables.ts'
import { localName } from '../../identity/organizations/local-names-store.ts'
import { heldRole, organization } from '../../identity/organizations/organizations-tables.ts'
import { rolesThatMay } from '../../identity/organizations/permissions.ts'
import { person } from '../../identity/people/people-tables.ts'
import { spellingsOf } from '../../platform/audit/audit-actions.ts'
import type { AuditEntry } from '../../platform/audit/audit-link.ts'
import { auditEntry } from '../../platform/audit/audit-tables.ts'
import type { Db } from '../../platform/db/db.ts'
import { isAmong } from '../../platform/db/prepared.ts'

export interface AuditFilters {
  /** Ids of persons, `operator` or `system`; absent means anybody. */
  actors?: readonly string[] | undefined
  action?: string | undefined
  subject?: string | undefined
  /** Ids; absent means whatever it is about. */
  organizations?: readonly string[] | undefined
}

/** Newest first, among the entries of a stretch of the chain: of the filters only what an entry is about has an index, and a stretch bounds what is read. */
export function searchEntries(
  db: Db,
  { actors, action, subject, organizations }: AuditFilters,
  { newest, oldest, limit }: { newest: number; oldest: number; limit: number },
): Promise<AuditEntry[]> {
  return db
    .select()
    .from(auditEntry)
    .where(
      and(
        lte(auditEntry.seq, newest),
        gte(auditEntry.seq, oldest),
        actors && isAmong(auditEntry.actor, sql`${JSON.stringify(actors)}`),
        action === undefined ? undefined : inArray(auditEntry.action, spellingsOf(action)),
        subject === undefined ? undefined : eq(auditEntry.subject, subject),
        organizations && isAmong(organizationOfEntry, sql`${JSON.stringify(organizations)}`),
      ),
    )
    .orderBy(desc(auditEntry.seq))
    .limit(limit)
}

/** What an entry is about never moves to another organization, so that it need not be said in the entry. */
const organizationOfEntry: SQL = sql`coalesce(
  case when json_valid(${auditEntry.details}) then coalesce(
    json_extract(${auditEntry.details}, '$.organization'), json_extract(${auditEntry.details}, '$.issuer'),
    -- Entries are hashed as they were written, before one spelling was settled.
    json_extract(${auditEntry.details}, '$.organisation')
  ) end,
  (select "organization"."id" from ${organization} where "organization"."id" = "audit_entry"."subject"),
  (select "badge"."issuer_id" from ${badge} where "badge"."id" = "audit_entry"."subject"),
  (select "award"."issuer_id" from ${award} where "award"."id" = "audit_entry"."subject"),
  (select "badge"."issuer_id" from ${submission}
    join ${badgeVersion} on "badge_version"."id" = "submission"."badge_version_id"
    join ${badge} on "badge"."id" = "badge_version"."badge_id"
    where "submission"."id" = "audit_entry"."subject")
)`

/** Organizations whose log this person may read: where they are owner, and all below. */
export async function listAuditedOrganizations(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: heldRole.issuerId })
    .from(heldRole)
    .where(
      and(
        eq(heldRole.personId, personId),
        isAmong(heldRole.name, sql`${JSON.stringify(rolesThatMay('organization.edit'))}`),
      ),
    )
  return rows.map(({ id }) => id)
}

/** The last entry before a time. Entries follow each other in time, so a few looks find it. */
export async function findLastSeqBefore(db: Db, time: number): Promise<number> {
  let below = 0
  let above = (await findLastSeq(db)) + 1
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2)
    const [entry] = await db.select({ at: auditEntry.at }).from(auditEntry).where(eq(auditEntry.seq, middle))
    if (entry && entry.at < time) below = middle
    else above = middle
  }
  return below
}

export async function findLastSeq(db: Db): Promise<number> {
  const [last] = await db
    .select({ seq: auditEntry.seq })
    .from(auditEntry)
    .where(lt(auditEntry.seq, Number.MAX_SAFE_INTEGER))
    .orderBy(desc(auditEntry.seq))
    .limit(1)
  return last?.seq ?? 0
}

export type NamedKind = 'person' | 'organization' | 'badge' | 'submission' | 'award'
export interface Named {
  kind: NamedKind
  name: string
}

/** What ids are called now: entries hold no names. Of people, as the lists of these organizations do, where any are named. */
export async function findNames(
  db: Db,
  ids: readonly string[],
  organizations?: readonly string[],
): Promise<Map<string, Named>> {
  const name = sql`"person"."name"`
  const called = organizations
    ? sql`coalesce(${localName('name', sql`"person"."id"`, sql`(select value from json_each(${JSON.stringify(organizations)}))`)}, ${name})`
    : name
  const wanted = sql`(select value from json_each(${JSON.stringify([...new Set(ids)])}))`
  const rows = await db.values<[string, NamedKind, string | null]>(sql`
    select id, 'person', ${called} from ${person} where id in ${wanted}
    union all select id, 'organization', name from ${organization} where id in ${wanted}
    union all select id, 'badge', json_extract(draft, '$.name') from ${badge} where id in ${wanted}
    union all select "submission"."id", 'submission', json_extract("badge_version"."definition", '$.name')
      from ${submission} join ${badgeVersion} on "badge_version"."id" = "submission"."badge_version_id"
      where "submission"."id" in ${wanted}
    union all select "award"."id", 'award', json_extract("badge_version"."definition", '$.name')
      from ${award} join ${badgeVersion} on "badge_version"."id" = "award"."badge_version_id"
      where "award"."id" in ${wanted}`)
  return new Map(rows.map(([id, kind, name]) => [id, { kind, name: name ?? '' }]))
}
