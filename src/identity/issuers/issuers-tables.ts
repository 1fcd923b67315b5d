import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** What those above it say of it: whoever runs the installation, or an owner of an organization above. */
export const issuerTrusts = ['unconfirmed', 'recognized', 'withdrawn'] as const

/** The signing side of an organization, which has the same id (a trigger sees to it). */
export const issuer = sqliteTable('issuer', {
  id: text('id').primaryKey(),
  /** Changes only when the installation moves to another address; credentials go on naming the one before (`formerIdentity`). */
  did: text('did').notNull().unique(),
  name: text('name').notNull(),
  url: text('url').notNull(),
  email: text('email').notNull(),
  description: text('description').notNull().default(''),
  /** Counts edits. */
  revision: integer('revision').notNull().default(1),
  createdAt: integer('created_at').notNull(),
  /** In Files. */
  logoKey: text('logo_key'),
  /** `#rrggbb`. */
  color: text('color'),
  trust: text('trust', { enum: issuerTrusts }).notNull().default('unconfirmed'),
})

/** What an issuer was called at an address that this installation has left. Never changes. */
export const formerIdentity = sqliteTable('former_identity', {
  did: text('did').primaryKey(),
  issuerId: text('issuer_id')
    .notNull()
    .references(() => issuer.id),
  origin: text('origin').notNull(),
  replacedAt: integer('replaced_at').notNull(),
})

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
    /** The identity whose awards it is for: the address in it is that one's. */
    issuerDid: text('issuer_did').notNull().default(''),
    purpose: text('purpose', { enum: ['revocation'] }).notNull(),
    /** Bits. */
    length: integer('length').notNull(),
    /** Positions taken; at half of `length` the next list is opened. */
    taken: integer('taken').notNull().default(0),
    createdAt: integer('created_at').notNull(),
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

/** A list as it is served, apart from the counter that every award changes. There is none until it is first asked for. */
export const publishedStatusList = sqliteTable('published_status_list', {
  statusListId: text('status_list_id')
    .primaryKey()
    .references(() => statusList.id),
  /** Counts publications, so that of two at once only one is kept. */
  edition: integer('edition').notNull(),
  /** The signed BitstringStatusListCredential, byte for byte. */
  credential: text('credential').notNull(),
  /** SHA-256 of those bytes, hexadecimal. */
  digest: text('digest').notNull(),
  /** What it is signed with. */
  keyId: text('key_id')
    .notNull()
    .references(() => signingKey.id),
  publishedAt: integer('published_at').notNull(),
})

/** Bits that have to be set when the list is published next: written with the revocation, gone with the publication. */
export const statusFlip = sqliteTable(
  'status_flip',
  {
    statusListId: text('status_list_id').notNull(),
    position: integer('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.statusListId, t.position] }),
    foreignKey({
      columns: [t.statusListId, t.position],
      foreignColumns: [statusPosition.statusListId, statusPosition.position],
    }),
  ],
)
