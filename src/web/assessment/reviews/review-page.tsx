import type { RubricCriterion } from '../../../definitions/badges/badge.ts'
import { About } from '../../components/about.tsx'
import { Crumbs } from '../../components/crumbs.tsx'
import { EvidenceFacts, EvidenceName, evidenceIcon, type SharedEvidence } from '../../components/evidence-list.tsx'
import {
  Choice,
  FieldError,
  FormScope,
  type FormState,
  fieldId,
  TextArea,
  useForm,
  useFormTitle,
} from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill } from '../../components/pill.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { Feedback, type FeedbackRound } from '../submissions/feedback.tsx'
import { submissionNumber } from './queue-page.tsx'

export interface ReviewPageView {
  id: string
  badgeName: string
  attemptNumber: number
  sentAt: Date
  rubric: RubricCriterion[]
  evidence: SharedEvidence[]
  earlier: FeedbackRound[]
  /** Still waiting for a decision. */
  isOpen: boolean
}

/** The evidence on the left, the rubric on the right, and no name anywhere. */
export const ReviewPage = ({ view, form = {} }: { view: ReviewPageView; form?: FormState }) => {
  const speech = useSpeech()
  const { t } = speech
  const title = t('review.title', { number: submissionNumber(view.id), badge: view.badgeName })
  return (
    <Page area="assessment" title={useFormTitle(title, form)} current="review" isWide>
      <div class="wrap wide">
        <Crumbs trail={[{ href: '/review', name: t('review.queue') }]} here={view.badgeName} />
        <FormScope form={form}>
          <div class="rv-head">
            <div>
              <h1>{t('review.number', { number: submissionNumber(view.id) })}</h1>
              <p class="row small soft">
                <Pill tone="info" icon="current">
                  {t('work.try', { number: view.attemptNumber })}
                </Pill>
                <span>{speech.rich('review.sentOn', { date: <When date={view.sentAt} withTime /> })}</span>
                <span class="row">
                  <Icon name="hidden" />
                  {t('review.blind')}
                </span>
              </p>
            </div>
          </div>
          <div class="rv">
            <section class="rv-ev" aria-labelledby="evidence">
              <h2 id="evidence">{t('review.evidence', { count: view.evidence.length })}</h2>
              {view.earlier.length > 0 && (
                <details class="note info" open>
                  <summary>
                    <strong>{t('review.earlier')}</strong>
                  </summary>
                  <div class="mt4">
                    <Feedback rounds={view.earlier} rubric={view.rubric} />
                  </div>
                </details>
              )}
              {view.evidence.map((piece) => (
                <Sheet piece={piece} />
              ))}
            </section>
            {view.isOpen ? <RubricForm view={view} /> : <p class="note">{t('review.closed')}</p>}
          </div>
        </FormScope>
      </div>
    </Page>
  )
}

const Sheet = ({ piece }: { piece: SharedEvidence }) => {
  const { t } = useSpeech()
  const isPicture =
    ['image/png', 'image/jpeg', 'image/webp'].includes(piece.mediaType ?? '') && (piece.size ?? 0) < 12_000_000
  return (
    <article class="sheet">
      <div class="split">
        <div class="row nowrap">
          <Icon name={evidenceIcon(piece)} class="state-none" />
          <div>
            <h3>
              <EvidenceName name={piece.name} href={piece.kind === 'link' ? piece.href : undefined} />
            </h3>
            <p class="small soft">
              <EvidenceFacts piece={piece} />
            </p>
          </div>
        </div>
        {piece.kind === 'file' && piece.href && (
          <a class="btn" href={piece.href}>
            <Icon name="download" />
            {t('review.download')}
            <About>{piece.name}</About>
          </a>
        )}
      </div>
      {piece.description && (
        <p class="words soft">
          <Words>{piece.description}</Words>
        </p>
      )}
      {piece.words && (
        <p class="words">
          <Words>{piece.words}</Words>
        </p>
      )}
      {isPicture && <img src={piece.href} alt={t('review.picture', { name: piece.name })} loading="lazy" />}
    </article>
  )
}

const RubricForm = ({ view }: { view: ReviewPageView }) => {
  const { t } = useSpeech()
  const { typed = {} } = useForm()
  return (
    <form class="rv-rub" method="post" action={`/review/${view.id}`} aria-labelledby="rubric" novalidate>
      <h2 id="rubric">{t('review.rubric')}</h2>
      <input type="hidden" name="attempt_number" value={String(view.attemptNumber)} />
      {view.rubric.map((criterion, index) => (
        <CriterionChoice criterion={criterion} number={index + 1} />
      ))}
      <TextArea name="comment" label={t('review.comment')} hint={t('review.commentHint')} rows={4} />
      <fieldset class="stack tight" id={fieldId('decision')}>
        <legend class="label">{t('review.decision')}</legend>
        <FieldError name="decision" />
        {(['approved', 'returned', 'declined'] as const).map((decision) => (
          <Choice
            type="radio"
            name="decision"
            value={decision}
            label={t(`review.choose.${decision}`)}
            note={t(`review.choose.${decision}Note`)}
            isChecked={typed.decision === decision}
          />
        ))}
      </fieldset>
      <button class="btn primary big" type="submit">
        {t('review.send')}
        <Icon name="arrow" />
      </button>
      <p class="small soft">{t('review.final')}</p>
    </form>
  )
}

interface CriterionChoiceProps {
  criterion: RubricCriterion
  number: number
}

const CriterionChoice = ({ criterion, number }: CriterionChoiceProps) => {
  const { t } = useSpeech()
  const { typed = {} } = useForm()
  const levelField = `level.${criterion.id}`
  const commentField = `comment.${criterion.id}`
  return (
    <fieldset class="rub" id={fieldId(levelField)}>
      <legend>
        <span class="n" aria-hidden="true">
          {String(number)}
        </span>
        <Words>{criterion.name}</Words>
      </legend>
      <FieldError name={levelField} />
      <div class="levels">
        {criterion.levels.map((level) => (
          <label class="lvl">
            <input type="radio" name={levelField} value={level.id} checked={typed[levelField] === level.id} />
            <b>
              <Words>{level.name}</Words>
            </b>
            {level.id === criterion.requiredLevelId && <em>{t('review.goal')}</em>}
            <span>
              <Words>{level.description}</Words>
            </span>
          </label>
        ))}
      </div>
      <TextArea name={commentField} label={t('review.skillComment')} hint={t('review.skillCommentHint')} rows={2} />
    </fieldset>
  )
}
