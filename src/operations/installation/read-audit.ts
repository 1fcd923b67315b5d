import { findHolderInSight } from '../../identity/organizations/roles-store.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { findPerson, findPersonByEmail } from '../../identity/people/people-store.ts'
import { getAdministrator } from '../../identity/people/require-administrator.ts'
import { actionOfToday } from '../../platform/audit/audit-actions.ts'
import type { AuditEntry } from '../../platform/audit/audit-link.ts'
import { type AuditLink, type AuditVerdict, walkAudit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  type AuditFilters,
  findLastSeq,
  findLastSeqBefore,
  findNames,
  listAuditedOrganizations,
  type Named,
  searchEntries,
} from './audit-search-store.ts'

type Reading = Pick<Platform, 'db'>

/** What to look for. */
export interface AuditQuestion {
  /** An address or an id of a person, `operator` or `system`. */
  actor?: string | undefined
  action?: string | undefined
  /** An id. */
  subject?: string | undefined
  /** Of entries from this day on, in UTC. */
  from?: Date | undefined
  /** Before this moment. */
  until?: Date | undefined
}

export interface NamedEntry extends AuditEntry {
  /** As it stands in the log and was hashed, where `action` says what it is called now. */
  written: string
  actorName: string | undefined
  about: Named | undefined
}
export interface AuditPage {
  entries: NamedEntry[]
  /** Where to go on with older entries; absent when there are none. */
  older: number | undefined
}

/** Entries that fit, newest first: all for an administrator, for an owner those of their organizations. */
export async function searchAudit(
  platform: Reading,
  actor: PersonActor,
  question: AuditQuestion,
  { limit, newest }: { limit: number; newest?: number | undefined },
): Promise<AuditPage> {
  const bounds = await boundsOf(platform, actor, question)
  return await searchWithin(platform, { ...bounds, newest: Math.min(newest ?? bounds.newest, bounds.newest) }, limit)
}

/** All that fit, page by page, for a download of any length. Throws at once where the log is not this person's to read. */
export async function streamAudit(
  platform: Reading,
  actor: PersonActor,
  question: AuditQuestion,
): Promise<AsyncIterable<NamedEntry[]>> {
  const bounds = await boundsOf(platform, actor, question)
  return pagesWithin(platform, bounds)
}

async function* pagesWithin(platform: Reading, bounds: Bounds): AsyncGenerator<NamedEntry[]> {
  let newest: number | undefined = bounds.newest
  while (newest !== undefined) {
    const page: AuditPage = await searchWithin(platform, { ...bounds, newest }, 500)
    yield page.entries
    newest = page.older
  }
}

/** A step of reading the whole chain back. */
export async function walkAuditFor(
  platform: Reading,
  actor: PersonActor,
  start: AuditLink,
): Promise<{ step: AuditVerdict | { state: 'so-far'; last: AuditLink }; total: number }> {
  await getAdministrator(platform, actor)
  const [step, total] = [await walkAudit(platform.db, start, stepOfWalk), await findLastSeq(platform.db)]
  return { step, total }
}

const stepOfWalk = 10_000
/** How many entries one statement reads, and how many such a page takes: half a million, in pieces that keep nobody waiting. */
const stretch = 20_000
const mostStretches = 25

interface Bounds {
  filters: AuditFilters
  newest: number
  oldest: number
}

async function boundsOf(platform: Reading, actor: PersonActor, question: AuditQuestion): Promise<Bounds> {
  const { db } = platform
  const organizations = await findReach(platform, actor)
  const { action, subject, from, until } = question
  return {
    filters: {
      action,
      subject,
      organizations,
      actors: question.actor ? await findActors(platform, actor, { typed: question.actor, organizations }) : undefined,
    },
    newest: until ? await findLastSeqBefore(db, until.getTime()) : await findLastSeq(db),
    oldest: from ? (await findLastSeqBefore(db, from.getTime())) + 1 : 1,
  }
}

/** Undefined for who may read all of it. */
async function findReach(platform: Reading, actor: PersonActor): Promise<string[] | undefined> {
  const person = await findPerson(platform.db, actor.personId)
  if (person?.isAdministrator && person.suspendedAt === null) return undefined
  const organizations = await listAuditedOrganizations(platform.db, actor.personId)
  if (organizations.length > 0) return organizations
  throw new AppError('not-found', 'refused.nothingHere')
}

/** An owner finds people by the address that stands in their lists: any other would tell whose it is. */
async function findActors(
  { db }: Reading,
  actor: PersonActor,
  { typed, organizations }: { typed: string; organizations: readonly string[] | undefined },
): Promise<string[]> {
  if (!typed.includes('@')) return [typed]
  const email = typed.trim().toLowerCase()
  const personId = organizations
    ? await findHolderInSight(db, actor.personId, email)
    : (await findPersonByEmail(db, email))?.id
  return personId === undefined ? [] : [personId]
}

async function searchWithin({ db }: Reading, { filters, newest, oldest }: Bounds, limit: number): Promise<AuditPage> {
  // What an entry is about has an index.
  const reach = filters.subject === undefined ? stretch : newest
  const found: AuditEntry[] = []
  let next = newest
  for (let looks = 0; looks < mostStretches && next >= oldest && found.length < limit; looks++) {
    const floor = Math.max(oldest, next - reach + 1)
    found.push(...(await searchEntries(db, filters, { newest: next, oldest: floor, limit: limit - found.length })))
    next = ((found.length === limit ? found.at(-1)?.seq : undefined) ?? floor) - 1
  }
  const names = await findNames(
    db,
    found.flatMap(({ actor, subject }) => [actor, subject]),
    filters.organizations,
  )
  return {
    entries: found.map((entry) => ({
      ...entry,
      action: actionOfToday(entry.action),
      written: entry.action,
      actorName: names.get(entry.actor)?.name,
      about: names.get(entry.subject),
    })),
    older: next >= oldest ? next : undefined,
  }
}
