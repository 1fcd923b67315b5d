import { eq } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import type { Db } from '../../platform/db/db.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import { credentialDictionary } from './awards-tables.ts'

/** What credentials are deflated against. It never changes, so it may be kept. */
export interface CredentialDictionary {
  id: number
  bytes: Uint8Array
}
type DictionaryRow = typeof credentialDictionary.$inferSelect

export async function getDictionary(db: Db, id: number): Promise<CredentialDictionary> {
  const known = keptDictionaries(db).byId.get(id)
  if (known) return known
  const [row] = await db.select().from(credentialDictionary).where(eq(credentialDictionary.id, id))
  if (!row) throw new Error('A dictionary that was referred to is not there.')
  return keep(db, row)
}

export async function findDictionaryOf(db: Db, badgeVersionId: string): Promise<CredentialDictionary | undefined> {
  const known = keptDictionaries(db).byVersion.get(badgeVersionId)
  if (known) return known
  const [row] = await db
    .select()
    .from(credentialDictionary)
    .where(eq(credentialDictionary.badgeVersionId, badgeVersionId))
  return row && keep(db, row)
}

/** The first one stays. */
export async function insertDictionaryUnlessThere(db: Db, row: Omit<DictionaryRow, 'id'>): Promise<void> {
  await db.insert(credentialDictionary).values(row).onConflictDoNothing()
}

function keep(db: Db, { id, badgeVersionId, text }: DictionaryRow): CredentialDictionary {
  const { byId, byVersion } = keptDictionaries(db)
  const dictionary = { id, bytes: new TextEncoder().encode(text) }
  byId.set(id, dictionary)
  byVersion.set(badgeVersionId, dictionary)
  return dictionary
}

const keptDictionaries = oncePerDatabase(() => ({
  byId: new LRUCache<number, CredentialDictionary>({ max: 500 }),
  byVersion: new LRUCache<string, CredentialDictionary>({ max: 500 }),
}))
