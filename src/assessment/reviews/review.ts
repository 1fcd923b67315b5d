import * as z from 'zod'
import type { BadgeDefinition, RubricCriterion } from '../../definitions/badges/badge.ts'
import { AppError, type FieldRefusal } from '../../platform/errors.ts'
import { decisions } from './reviews-tables.ts'

/** What a reviewer sends. */
export const reviewDetails = z.strictObject({
  /** The attempt that was read, so that a decision never lands on one that came later. */
  attemptNumber: z.number().int().min(1),
  decision: z.enum(decisions),
  comment: z.string().trim().min(1, 'refused.commentNeeded').max(10_000),
  scores: z
    .array(
      z.strictObject({
        criterionId: z.string().max(64),
        levelId: z.string().max(64),
        comment: z.string().trim().max(5_000).default(''),
      }),
    )
    .max(100),
})
export type ReviewDetails = z.infer<typeof reviewDetails>
type Score = ReviewDetails['scores'][number]

/** Holds a review to its rubric: every criterion is scored once, what is missing is said, and only work that meets every goal is approved. */
export function decide(rubric: BadgeDefinition['rubric'], review: ReviewDetails): void {
  const errors = [
    ...review.scores.flatMap((score, index) => checkScore(rubric, review.scores, score, `/scores/${index}`)),
    ...rubric.filter((criterion) => !isScored(review, criterion)).map(missingScore),
  ]
  if (errors.length === 0 && review.decision === 'approved' && !rubric.every((row) => meetsGoal(row, review.scores))) {
    errors.push({
      pointer: '/decision',
      code: 'goal-not-met',
      key: 'refused.goalNotMet',
    })
  }
  if (errors.length > 0) throw new AppError('validation', 'refused.reviewNotSaved', {}, { errors })
}

/** Whether this criterion was scored at the level that counts as shown, or above. */
export function meetsGoal(
  criterion: RubricCriterion,
  scores: readonly { criterionId: string; levelId: string }[],
): boolean {
  const score = scores.find(({ criterionId }) => criterionId === criterion.id)
  return score !== undefined && rankOf(criterion, score.levelId) >= rankOf(criterion, criterion.requiredLevelId)
}

function checkScore(
  rubric: BadgeDefinition['rubric'],
  scores: readonly Score[],
  score: Score,
  pointer: string,
): FieldRefusal[] {
  const criterion = rubric.find(({ id }) => id === score.criterionId)
  if (!criterion) {
    return [{ pointer: `${pointer}/criterionId`, code: 'unknown', key: 'refused.noCriterion' }]
  }
  const values = { criterion: criterion.name }
  if (scores.find(({ criterionId }) => criterionId === score.criterionId) !== score) {
    return [{ pointer: `${pointer}/criterionId`, code: 'duplicate', key: 'refused.scoredTwice', values }]
  }
  if (rankOf(criterion, score.levelId) === -1) {
    return [{ pointer: `${pointer}/levelId`, code: 'unknown', key: 'refused.noLevel', values }]
  }
  if (!meetsGoal(criterion, [score]) && score.comment === '') {
    return [{ pointer: `${pointer}/comment`, code: 'missing', key: 'refused.sayWhatIsMissing', values }]
  }
  return []
}

const isScored = (review: ReviewDetails, criterion: RubricCriterion) =>
  review.scores.some(({ criterionId }) => criterionId === criterion.id)

const missingScore = (criterion: RubricCriterion): FieldRefusal => ({
  pointer: '/scores',
  code: 'missing',
  key: 'refused.chooseLevel',
  values: { criterion: criterion.name },
})

/** Levels stand in the rubric from the lowest up; -1 is none of them. */
const rankOf = (criterion: RubricCriterion, levelId: string) =>
  criterion.levels.findIndex((level) => level.id === levelId)
