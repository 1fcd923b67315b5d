import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { person } from '../people/people-tables.ts'
import { roleNames } from './roles.ts'

export const issuer = sqliteTable('issuer', {
  id: text('id').primaryKey(),
  /** Never changes: old credentials name it. */
  did: text('did').notNull().unique(),
  name: text('name').notNull(),
  url: text('url').notNull(),
  email: text('email').notNull(),
  description: text('description').notNull().default(''),
  createdAt: integer('created_at').notNull(),
})

export const role = sqliteTable(
  'role',
  {
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    issuerId: text('issuer_id')
      .notNull()
      .references(() => issuer.id),
    name: text('name', { enum: roleNames }).notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.issuerId, t.name] }), index('role_issuer').on(t.issuerId)],
)

export const keyStates = ['active', 'retired', 'compromised'] as const

/** Retired keys stay in the DID document, so that old credentials verify; compromised ones leave it. */
export const signingKey = sqliteTable(
  'signing_key',
  {
    /** The DID URL of the verification method. */
    id: text('id').primaryKey(),
    issuerId: text('issuer_id')
      .notNull()
      .references(() => issuer.id),
    algorithm: text('algorithm', { enum: ['Ed25519', 'P-256'] }).notNull(),
    /** Multikey (Ed25519) or the JSON of a public JWK (P-256). */
    publicKey: text('public_key').notNull(),
    sealedBy: text('sealed_by').notNull(),
    nonce: text('nonce').notNull(),
    ciphertext: text('ciphertext').notNull(),
    state: text('state', { enum: keyStates }).notNull(),
    createdAt: integer('created_at').notNull(),
    retiredAt: integer('retired_at'),
  },
  (t) => [
    index('signing_key_issuer').on(t.issuerId),
    uniqueIndex('signing_key_one_active').on(t.issuerId, t.algorithm).where(sql`${t.state} = 'active'`),
  ],
)

export const statusList = sqliteTable(
  'status_list',
  {
    id: text('id').primaryKey(),
    issuerId: text('issuer_id')
      .notNull()
      .references(() => issuer.id),
    purpose: text('purpose', { enum: ['revocation'] }).notNull(),
    /** Bits. */
    length: integer('length').notNull(),
    /** Positions taken; at half of `length` the next list is opened. */
    taken: integer('taken').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    /** The signed list as last published, and when; absent until first asked for. */
    publishedCredential: text('published_credential'),
    publishedAt: integer('published_at'),
    /** Set by a revocation, cleared by publishing. */
    isStale: integer('is_stale', { mode: 'boolean' }).notNull().default(true),
  },
  (t) => [index('status_list_issuer').on(t.issuerId), check('status_list_length', sql`${t.length} >= 131072`)],
)

/** Chosen at random before signing, taken for good with the award. */
export const statusPosition = sqliteTable(
  'status_position',
  {
    statusListId: text('status_list_id')
      .notNull()
      .references(() => statusList.id),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.statusListId, t.position] })],
)
