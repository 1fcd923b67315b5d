import { meetsGoal } from '../../../assessment/reviews/review.ts'
import type { Decision } from '../../../assessment/reviews/reviews-tables.ts'
import type { RubricCriterion } from '../../../definitions/badges/badge.ts'
import { Pill } from '../../components/pill.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

/** What a reviewer said about one attempt; who said it is not part of it. */
export interface FeedbackRound {
  attemptNumber: number
  decision: Decision
  comment: string
  decidedAt: Date
  scores: { criterionId: string; levelId: string; comment: string }[]
}

/** The newest answer open, the earlier ones on demand. */
export const Feedback = ({ rounds, rubric }: { rounds: FeedbackRound[]; rubric: RubricCriterion[] }) => {
  const speech = useSpeech()
  const [newest, ...earlier] = [...rounds].reverse()
  if (!newest) return null
  return (
    <section class="card stack" aria-labelledby="feedback">
      <h2 id="feedback">{speech.t(`feedback.${newest.decision}`)}</h2>
      <Round round={newest} rubric={rubric} />
      {earlier.map((round) => (
        <details>
          <summary>{speech.t('feedback.earlier', { number: round.attemptNumber })}</summary>
          <div class="stack mt4">
            <Round round={round} rubric={rubric} />
          </div>
        </details>
      ))}
    </section>
  )
}

const Round = ({ round, rubric }: { round: FeedbackRound; rubric: RubricCriterion[] }) => {
  const speech = useSpeech()
  return (
    <>
      <blockquote class="note info preline">
        <Words>{round.comment}</Words>
      </blockquote>
      <p class="small soft">{speech.rich('feedback.when', { date: <When date={round.decidedAt} /> })}</p>
      <ul class="tasks">
        {rubric.map((criterion, index) => {
          const score = round.scores.find(({ criterionId }) => criterionId === criterion.id)
          const level = criterion.levels.find(({ id }) => id === score?.levelId)
          const isMet = meetsGoal(criterion, round.scores)
          return (
            <li class={isMet ? 'done' : 'now'}>
              <span class="step">{String(index + 1)}</span>
              <span>
                <b>
                  <Words>{criterion.name}</Words>
                </b>
                {score?.comment && (
                  <small>
                    <Words>{score.comment}</Words>
                  </small>
                )}
              </span>
              <Pill tone={isMet ? 'ok' : 'warn'} icon={isMet ? 'check' : 'current'}>
                <Words>{level?.name ?? ''}</Words>
              </Pill>
            </li>
          )
        })}
      </ul>
    </>
  )
}
