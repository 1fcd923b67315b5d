import { and, asc, eq, inArray, isNull, notExists } from 'drizzle-orm'
import { type Db, requireRow, type Statement } from '../../platform/db/db.ts'
import { organization } from '../organizations/organizations-tables.ts'
import { externalIdentity, identityProvider, identityProviderDomain } from './sign-in-tables.ts'

export type ProviderRow = typeof identityProvider.$inferSelect
export interface Provider extends ProviderRow {
  domains: string[]
}

const isOn = isNull(identityProvider.disabledAt)

export async function findProvider(db: Db, providerId: string): Promise<Provider | undefined> {
  const [row] = await db.select().from(identityProvider).where(eq(identityProvider.id, providerId))
  return row && { ...row, domains: await listDomains(db, row.id) }
}

async function listDomains(db: Db, providerId: string): Promise<string[]> {
  const rows = await db
    .select({ domain: identityProviderDomain.domain })
    .from(identityProviderDomain)
    .where(eq(identityProviderDomain.providerId, providerId))
    .orderBy(asc(identityProviderDomain.domain))
  return rows.map(({ domain }) => domain)
}

/** Where the people of an address's domain have their accounts. Takes the address folded. */
export async function findProviderOfEmail(db: Db, email: string): Promise<string | undefined> {
  const [found] = await db
    .select({ id: identityProvider.id })
    .from(identityProviderDomain)
    .innerJoin(identityProvider, eq(identityProvider.id, identityProviderDomain.providerId))
    .where(and(eq(identityProviderDomain.domain, email.slice(email.lastIndexOf('@') + 1)), isOn))
  return found?.id
}

/** For buttons: none where they are so many that nobody finds theirs, and the address has to lead. */
export async function listProvidersToShow(db: Db): Promise<{ id: string; name: string }[]> {
  const rows = await db
    .select({ id: identityProvider.id, name: identityProvider.name })
    .from(identityProvider)
    .where(isOn)
    .orderBy(asc(identityProvider.name), asc(identityProvider.id))
    .limit(mostShown + 1)
  return rows.length > mostShown ? [] : rows
}
const mostShown = 3

export interface ListedProvider extends Provider {
  organizationName: string
}

export async function listProviders(db: Db): Promise<ListedProvider[]> {
  const rows = await db
    .select({ provider: identityProvider, organizationName: organization.name })
    .from(identityProvider)
    .innerJoin(organization, eq(organization.id, identityProvider.organizationId))
    .orderBy(asc(organization.name), asc(identityProvider.name))
    .limit(500)
  const domains = await db
    .select()
    .from(identityProviderDomain)
    .orderBy(asc(identityProviderDomain.domain))
    .limit(25_000)
  return rows.map(({ provider, organizationName }) => ({
    ...provider,
    organizationName,
    domains: domains.filter(({ providerId }) => providerId === provider.id).map(({ domain }) => domain),
  }))
}

/** Where a provider can be set up. */
export async function listOrganizationChoices(db: Db): Promise<{ id: string; name: string }[]> {
  return await db
    .select({ id: organization.id, name: organization.name })
    .from(organization)
    .where(isNull(organization.closedAt))
    .orderBy(asc(organization.name), asc(organization.id))
    .limit(500)
}

/** Those of the domains that lead to another provider already. */
export async function listTakenDomains(db: Db, domains: readonly string[], providerId: string): Promise<string[]> {
  const rows = await db.select().from(identityProviderDomain).where(inArray(identityProviderDomain.domain, domains))
  return rows.filter((row) => row.providerId !== providerId).map(({ domain }) => domain)
}

export const insertProvider = (db: Db, row: typeof identityProvider.$inferInsert): Statement =>
  db.insert(identityProvider).values(row)

export const updateProvider = (
  db: Db,
  providerId: string,
  change: Partial<typeof identityProvider.$inferInsert>,
): Statement => db.update(identityProvider).set(change).where(eq(identityProvider.id, providerId))

/** Instead of those that led to it. */
export const replacingDomains = (db: Db, providerId: string, domains: readonly string[]): Statement[] => [
  db.delete(identityProviderDomain).where(eq(identityProviderDomain.providerId, providerId)),
  ...domains.map((domain) => db.insert(identityProviderDomain).values({ domain, providerId })),
]

export async function findExternalIdentity(
  db: Db,
  { providerId, subject }: { providerId: string; subject: string },
): Promise<string | undefined> {
  const [found] = await db
    .select({ personId: externalIdentity.personId })
    .from(externalIdentity)
    .where(and(eq(externalIdentity.providerId, providerId), eq(externalIdentity.subject, subject)))
  return found?.personId
}

export const insertExternalIdentity = (db: Db, row: typeof externalIdentity.$inferInsert): Statement =>
  db.insert(externalIdentity).values(row)

export const touchExternalIdentity = (
  db: Db,
  { providerId, subject, now }: { providerId: string; subject: string; now: number },
): Statement =>
  db
    .update(externalIdentity)
    .set({ lastUsedAt: now })
    .where(and(eq(externalIdentity.providerId, providerId), eq(externalIdentity.subject, subject)))

/** A person has one account at a provider: a second one that claims the same address is somebody else until an administrator says otherwise. */
export const requireNoIdentity = (
  db: Db,
  { providerId, personId }: { providerId: string; personId: string },
): Statement =>
  requireRow(
    db,
    'external identity',
    db
      .select({ id: identityProvider.id })
      .from(identityProvider)
      .where(and(eq(identityProvider.id, providerId), noneOf(db, { providerId, personId }))),
  )

const noneOf = (db: Db, { providerId, personId }: { providerId: string; personId: string }) =>
  notExists(
    db
      .select({ subject: externalIdentity.subject })
      .from(externalIdentity)
      .where(and(eq(externalIdentity.providerId, providerId), eq(externalIdentity.personId, personId))),
  )
