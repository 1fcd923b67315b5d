import { sql } from 'drizzle-orm'
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  sqliteView,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { person } from '../people/people-tables.ts'
import { type RoleName, roleNames } from './permissions.ts'
import type { OrganizationSettings } from './settings.ts'

export const organizationTypes = ['state-agency', 'district', 'school', 'partner'] as const

/** A node of the tree. It issues badges when there is an issuer of the same id. */
export const organization = sqliteTable(
  'organization',
  {
    id: text('id').primaryKey(),
    parentId: text('parent_id').references((): AnySQLiteColumn => organization.id),
    type: text('type', { enum: organizationTypes }).notNull(),
    name: text('name').notNull(),
    /** What the roster calls it. */
    sourcedId: text('sourced_id'),
    /** Only what was said here; the rest is inherited. */
    settings: text('settings', { mode: 'json' }).$type<OrganizationSettings>().notNull().default({}),
    createdAt: integer('created_at').notNull(),
    closedAt: integer('closed_at'),
  },
  (t) => [
    index('organization_parent').on(t.parentId, t.name),
    index('organization_sourced').on(t.sourcedId),
    index('organization_name').on(t.name),
    check('organization_type', sql`${t.type} in ('state-agency', 'district', 'school', 'partner')`),
    check('organization_below_another', sql`${t.parentId} <> ${t.id}`),
  ],
)

/** Each organization with all that are above it, and itself at distance 0. */
export const organizationAncestor = sqliteTable(
  'organization_ancestor',
  {
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id),
    ancestorId: text('ancestor_id')
      .notNull()
      .references(() => organization.id),
    distance: integer('distance').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.ancestorId] }),
    index('organization_ancestor_above').on(t.ancestorId),
    check(
      'organization_ancestor_distance',
      sql`(${t.distance} = 0) = (${t.organizationId} = ${t.ancestorId}) and ${t.distance} >= 0`,
    ),
  ],
)

/** As granted. What somebody may do is read from `heldRole` alone. */
export const role = sqliteTable(
  'role',
  {
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id),
    name: text('name', { enum: roleNames }).notNull(),
    createdAt: integer('created_at').notNull(),
    suspendedAt: integer('suspended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.organizationId, t.name] }),
    index('role_organization').on(t.organizationId),
  ],
)

/** The roles that count: at the organization where they were granted and at all below it, unless suspended or closed. */
export const heldRole = sqliteView('held_role', {
  personId: text('person_id').notNull(),
  /** Where it counts. An organization, whether or not it issues. */
  issuerId: text('issuer_id').notNull(),
  /** Where it was granted. */
  organizationId: text('organization_id').notNull(),
  name: text('name', { enum: roleNames }).notNull(),
}).existing()

/**
 * What an organization calls somebody whom it entered under an address that was theirs before, until they say yes to it: lists
 * there and below show this, and so nothing of their account.
 */
export const knownAs = sqliteTable(
  'known_as',
  {
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id),
    name: text('name').notNull(),
    email: text('email').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.organizationId] }), index('known_as_name').on(t.name)],
)

export const invitation = sqliteTable(
  'invitation',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id),
    /** Lower case. */
    email: text('email').notNull(),
    /** As whoever invited wrote it. */
    name: text('name').notNull(),
    roles: text('roles', { mode: 'json' }).$type<readonly RoleName[]>().notNull(),
    invitedBy: text('invited_by')
      .notNull()
      .references(() => person.id),
    createdAt: integer('created_at').notNull(),
    sentAt: integer('sent_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    acceptedAt: integer('accepted_at'),
    acceptedBy: text('accepted_by').references(() => person.id),
    withdrawnAt: integer('withdrawn_at'),
  },
  (t) => [
    index('invitation_email').on(t.email),
    uniqueIndex('invitation_one_open')
      .on(t.organizationId, t.email)
      .where(sql`${t.acceptedAt} is null and ${t.withdrawnAt} is null`),
    check('invitation_email_folded', sql`${t.email} = lower(${t.email})`),
    check('invitation_ends_once', sql`${t.acceptedAt} is null or ${t.withdrawnAt} is null`),
  ],
)

export const joinRequest = sqliteTable(
  'join_request',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    createdAt: integer('created_at').notNull(),
    decision: text('decision', { enum: ['approved', 'declined'] }),
    decidedBy: text('decided_by').references(() => person.id),
    decidedAt: integer('decided_at'),
  },
  (t) => [
    index('join_request_person').on(t.personId),
    uniqueIndex('join_request_one_open').on(t.organizationId, t.personId).where(sql`${t.decision} is null`),
    check('join_request_decided', sql`(${t.decision} is null) = (${t.decidedAt} is null)`),
  ],
)
