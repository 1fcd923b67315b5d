export const roleNames = ['owner', 'author', 'reviewer', 'awarder', 'learner'] as const
export type RoleName = (typeof roleNames)[number]

const actions = [
  'issuer.edit',
  'badge.define',
  'badge.publish',
  'submission.make',
  'submission.review',
  'award.issue',
  'award.revoke',
  'awards.list',
] as const
export type Action = (typeof actions)[number]

/** Who may do what at an issuer. */
const allowed: Record<Action, readonly RoleName[]> = {
  'issuer.edit': ['owner'],
  'badge.define': ['owner', 'author'],
  'badge.publish': ['owner', 'author'],
  'submission.make': ['owner', 'author', 'reviewer', 'awarder', 'learner'],
  'submission.review': ['reviewer'],
  'award.issue': ['owner', 'awarder'],
  'award.revoke': ['owner', 'awarder'],
  'awards.list': ['owner', 'awarder'],
}

/** The roles that may do this, for use in a query that looks things up through the actor. */
export const rolesThatMay = (action: Action): readonly RoleName[] => allowed[action]
