import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isPermitted,
  type Permission,
  permissions,
  type RoleName,
  roleNames,
  rolesThatMay,
} from '../../src/identity/organizations/permissions.ts'

const columns = {
  owner: 'owner',
  manager: 'program-manager',
  author: 'author',
  reviewer: 'reviewer',
  coach: 'coach',
  awarder: 'awarder',
  viewer: 'viewer',
  learner: 'learner',
} as const satisfies Record<string, RoleName>

/** As it is told to people: which role may do what where it was given. */
const table: Record<Permission, (keyof typeof columns)[]> = {
  'organization.see': ['owner', 'manager', 'author', 'reviewer', 'coach', 'awarder', 'viewer', 'learner'],
  'organization.edit': ['owner'],
  'people.see': ['owner', 'manager'],
  'people.manage': ['owner'],
  'issuer.edit': ['owner'],
  'badge.define': ['owner', 'manager', 'author'],
  'badge.publish': ['owner', 'manager', 'author'],
  'badge.share': ['owner'],
  'submission.make': ['owner', 'manager', 'author', 'reviewer', 'coach', 'awarder', 'learner'],
  'submission.review': ['reviewer'],
  'submissions.list': ['owner', 'manager'],
  'award.issue': ['owner', 'awarder'],
  'award.revoke': ['owner', 'awarder'],
  'awards.list': ['owner', 'manager', 'awarder', 'viewer'],
}

const here = { path: ['school', 'district', 'state'], isClosed: false }
const holding = (name: RoleName, organizationId: string) => ({
  personId: 'p',
  isSuspended: false,
  roles: [{ name, organizationId, isSuspended: false }],
})

describe.each(Object.entries(columns))('a %s', (column, role) => {
  test.each(permissions)('%s', (permission) => {
    const may = table[permission].some((allowed) => allowed === column)
    // Where it was given and below, and nowhere else.
    const places = ['school', 'district', 'state', 'other-school'].map((at) =>
      isPermitted(holding(role, at), permission, here),
    )
    expect(places).toEqual([may, may, may, false])
  })
})

test('a review-only reviewer may see the organization, learn and review, and nothing else', () => {
  const allowed = permissions.filter((permission) => isPermitted(holding('reviewer', 'school'), permission, here))
  expect(allowed).toEqual(['organization.see', 'submission.make', 'submission.review'])
})

test('nobody may do anything where they hold nothing, are suspended, or where it is closed', () => {
  const owner = holding('owner', 'school')
  const roles = owner.roles.map((role) => ({ ...role, isSuspended: true }))
  for (const permission of permissions) {
    expect(isPermitted({ ...owner, roles: [] }, permission, here)).toBe(false)
    expect(isPermitted({ ...owner, roles }, permission, here)).toBe(false)
    expect(isPermitted({ ...owner, isSuspended: true }, permission, here)).toBe(false)
    expect(isPermitted(owner, permission, { ...here, isClosed: true })).toBe(false)
  }
})

test('nobody judges or awards for themselves, whatever they hold', () => {
  const every = { personId: 'p', isSuspended: false, roles: roleNames.flatMap((name) => holding(name, 'state').roles) }
  const own = permissions.filter((permission) => !isPermitted(every, permission, { ...here, learnerId: 'p' }))
  expect(own).toEqual(['submission.review', 'award.issue'])
  expect(permissions.every((permission) => isPermitted(every, permission, { ...here, learnerId: 'q' }))).toBe(true)
})

test('another role never takes anything away', () => {
  fc.assert(
    fc.property(
      fc.subarray([...roleNames]),
      fc.constantFrom(...roleNames),
      fc.constantFrom(...permissions),
      (names, more, permission) => {
        const standing = (held: readonly RoleName[]) => ({
          personId: 'p',
          isSuspended: false,
          roles: held.map((name) => ({ name, organizationId: 'district', isSuspended: false })),
        })
        return (
          !isPermitted(standing(names), permission, here) || isPermitted(standing([...names, more]), permission, here)
        )
      },
    ),
  )
})

test('SQL asks for the same roles', () => {
  for (const permission of permissions)
    expect(rolesThatMay(permission)).toEqual(
      roleNames.filter((name) => isPermitted(holding(name, 'school'), permission, here)),
    )
})
