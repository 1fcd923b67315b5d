export const roleNames = [
  'owner',
  'programme-manager',
  'author',
  'reviewer',
  'coach',
  'awarder',
  'viewer',
  'learner',
] as const
export type RoleName = (typeof roleNames)[number]

/** Who may do what at an organisation and at all that are below it. */
const allowed = {
  'organisation.see': roleNames,
  'organisation.edit': ['owner'],
  'people.see': ['owner', 'programme-manager'],
  'people.manage': ['owner'],
  'issuer.edit': ['owner'],
  'badge.define': ['owner', 'programme-manager', 'author'],
  'badge.publish': ['owner', 'programme-manager', 'author'],
  'badge.share': ['owner'],
  'submission.make': ['owner', 'programme-manager', 'author', 'reviewer', 'coach', 'awarder', 'learner'],
  'submission.review': ['reviewer'],
  'award.issue': ['owner', 'awarder'],
  'award.revoke': ['owner', 'awarder'],
  'awards.list': ['owner', 'programme-manager', 'awarder', 'viewer'],
} as const satisfies Record<string, readonly RoleName[]>
export type Action = keyof typeof allowed

/** The roles that may do this, for use in a query that looks things up through the actor. */
export const rolesThatMay = (action: Action): readonly RoleName[] => allowed[action]
