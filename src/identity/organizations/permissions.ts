export const roleNames = [
  'owner',
  'program-manager',
  'author',
  'reviewer',
  'coach',
  'awarder',
  'viewer',
  'learner',
] as const
export type RoleName = (typeof roleNames)[number]

/** Who may do what at an organization and at all that are below it. */
const allowed = {
  'organization.see': roleNames,
  'organization.edit': ['owner'],
  'people.see': ['owner', 'program-manager'],
  'people.manage': ['owner'],
  'issuer.edit': ['owner'],
  'badge.define': ['owner', 'program-manager', 'author'],
  'badge.publish': ['owner', 'program-manager', 'author'],
  'badge.share': ['owner'],
  'submission.make': ['owner', 'program-manager', 'author', 'reviewer', 'coach', 'awarder', 'learner'],
  'submission.review': ['reviewer'],
  'submissions.list': ['owner', 'program-manager'],
  'award.issue': ['owner', 'awarder'],
  'award.revoke': ['owner', 'awarder'],
  'awards.list': ['owner', 'program-manager', 'awarder', 'viewer'],
} as const satisfies Record<string, readonly RoleName[]>
export type Permission = keyof typeof allowed

// The keys of an object of ours.
export const permissions = Object.keys(allowed) as readonly Permission[]

/** What nobody does for themselves: somebody else has to be the judge. */
const forOthers: readonly Permission[] = ['submission.review', 'award.issue']

/** Who asks, as far as it decides what they may do. */
export interface Standing {
  /** The person and not the account: accounts that were merged are one. */
  personId: string
  isSuspended: boolean
  roles: readonly { name: RoleName; organizationId: string; isSuspended: boolean }[]
}

/** Where it would be done, and whom it would be for. */
export interface Subject {
  /** Ids of the organization and of all that are above it. */
  path: readonly string[]
  isClosed: boolean
  /** Whose work or award it is, where it is somebody's: a person, not an account. */
  learnerId?: string
}

/** The view `held_role` says the same of roles in SQL, and the triggers of the database of judging for oneself. */
export function isPermitted(actor: Standing, permission: Permission, subject: Subject): boolean {
  if (actor.isSuspended || subject.isClosed) return false
  if (forOthers.includes(permission) && subject.learnerId === actor.personId) return false
  return actor.roles.some(
    (role) =>
      !role.isSuspended && subject.path.includes(role.organizationId) && rolesThatMay(permission).includes(role.name),
  )
}

/** The roles that may do this, for use in a query that looks things up through the actor. */
export const rolesThatMay = (permission: Permission): readonly RoleName[] => allowed[permission]

/** What these roles together may do. */
export const mayWith = (roles: readonly RoleName[], permission: Permission): boolean =>
  roles.some((role) => rolesThatMay(permission).includes(role))
