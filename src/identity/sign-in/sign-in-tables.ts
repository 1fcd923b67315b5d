import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { SealedSecret } from '../../platform/platform.ts'
import { organization } from '../organizations/organizations-tables.ts'
import { person } from '../people/people-tables.ts'

/** What a browser or a security key signs in with (WebAuthn): a public key of a person. */
export const passkey = sqliteTable(
  'passkey',
  {
    id: text('id').primaryKey(),
    /** As the authenticator calls it: base64url. */
    credentialId: text('credential_id').notNull().unique(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    /** As its owner calls it. */
    name: text('name').notNull(),
    /** A COSE key in base64url. */
    publicKey: text('public_key').notNull(),
    /** How often it signed; stays 0 where an authenticator does not count. */
    counter: integer('counter').notNull(),
    transports: text('transports', { mode: 'json' }).$type<string[]>().notNull(),
    /** Kept in an account of its maker, and so on other devices of its owner. */
    isSynced: integer('is_synced', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
  },
  (t) => [index('passkey_person').on(t.personId)],
)

export const providerPresets = ['google', 'microsoft', 'classlink', 'clever', 'other'] as const

/** Where the people of an organization have their accounts (OpenID Connect). */
export const identityProvider = sqliteTable(
  'identity_provider',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id),
    preset: text('preset', { enum: providerPresets }).notNull(),
    /** On the button: whose account it is. */
    name: text('name').notNull(),
    issuer: text('issuer').notNull(),
    clientId: text('client_id').notNull(),
    sealedClientSecret: text('sealed_client_secret', { mode: 'json' }).$type<SealedSecret>().notNull(),
    /** Whoever comes with a verified address and is nobody here yet becomes a learner. */
    allowsJoining: integer('allows_joining', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    disabledAt: integer('disabled_at'),
  },
  (t) => [index('identity_provider_organization').on(t.organizationId)],
)

/** Addresses of these domains lead to the provider, and only of these does it say whose they are. */
export const identityProviderDomain = sqliteTable(
  'identity_provider_domain',
  {
    domain: text('domain').primaryKey(),
    providerId: text('provider_id')
      .notNull()
      .references(() => identityProvider.id),
  },
  (t) => [
    index('identity_provider_domain_provider').on(t.providerId),
    check('identity_provider_domain_folded', sql`${t.domain} = lower(${t.domain})`),
  ],
)

/** Who somebody is to a provider. From the first time on this decides, whatever address they come with. */
export const externalIdentity = sqliteTable(
  'external_identity',
  {
    providerId: text('provider_id')
      .notNull()
      .references(() => identityProvider.id),
    subject: text('subject').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.providerId, t.subject] }), index('external_identity_person').on(t.personId)],
)

/** What somebody was sending when their session had ended, sealed, until they are back. */
export const keptForm = sqliteTable(
  'kept_form',
  {
    /** Of the secret in the browser's cookie. */
    hash: text('hash').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    sealed: text('sealed', { mode: 'json' }).$type<SealedSecret>().notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [index('kept_form_person').on(t.personId), index('kept_form_expiry').on(t.expiresAt)],
)
