import type { SubmissionState } from '../../../assessment/submissions/submission.ts'
import type { RubricCriterion } from '../../../definitions/badges/badge.ts'
import { Crumbs } from '../../components/crumbs.tsx'
import { FormScope, type FormState, useFormTitle } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill } from '../../components/pill.tsx'
import { RubricTable } from '../../components/rubric-table.tsx'
import { When } from '../../components/when.tsx'
import { Markdown } from '../../text/markdown.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { AddEvidence, sendForm } from './add-evidence.tsx'
import { Feedback, type FeedbackRound } from './feedback.tsx'
import { EvidenceRows, type OwnEvidence } from './own-evidence.tsx'
import { submissionPill } from './submission-pill.ts'

export interface SubmissionPageView {
  id: string
  name: string
  issuerName: string
  versionId: string
  state: SubmissionState
  attemptNumber: number
  sentAt: Date | undefined
  criteria: string
  rubric: RubricCriterion[]
  evidence: OwnEvidence[]
  feedback: FeedbackRound[]
  /** Nobody has begun to review what was sent. */
  mayTakeBack: boolean
  /** When an approval is issued by itself, where nobody else has to do it. */
  issuedFrom: Date | undefined
  awardId: string | undefined
  maxFileMegabytes: number
}

/** One learner's work toward one badge, from the first piece of evidence to the answer. */
export const SubmissionPage = ({ view, form = {} }: { view: SubmissionPageView; form?: FormState }) => {
  const { t } = useSpeech()
  const isOpen = view.state === 'draft' || view.state === 'returned'
  const { tone, icon } = submissionPill[view.state]
  return (
    <Page area="assessment" title={useFormTitle(view.name, form)} current="home">
      <div class="wrap">
        <Crumbs trail={[{ href: '/home', name: t('nav.home') }]} here={view.name} />
        <div class="stack loose pt5">
          <FormScope form={form}>
            <div class="split">
              <div class="stack tight">
                <p class="eyebrow">
                  <Words>{view.issuerName}</Words>
                </p>
                <h1 class="serif">
                  <Words>{view.name}</Words>
                </h1>
                <p class="row">
                  <Pill tone={tone} icon={icon}>
                    {t(`work.state.${view.state}`)}
                  </Pill>
                  {view.attemptNumber > 1 && (
                    <span class="small soft">{t('work.try', { number: view.attemptNumber })}</span>
                  )}
                </p>
              </div>
              <a href={`/achievements/${view.versionId}`}>{t('work.aboutBadge')}</a>
            </div>
            <StateNote view={view} />
            <div class="cols">
              <div class="stack">
                {view.feedback.length > 0 && <Feedback rounds={view.feedback} rubric={view.rubric} />}
                <section class="card stack" aria-labelledby="evidence">
                  <h2 id="evidence">{t('work.evidence')}</h2>
                  <EvidenceRows view={view} isOpen={isOpen} />
                  {isOpen && <AddEvidence view={view} />}
                </section>
                <section class="card" aria-labelledby="rubric">
                  <h2 id="rubric">{t('achievement.rubric')}</h2>
                  <p class="soft">{t('achievement.rubricLead', { count: view.rubric.length })}</p>
                  <div class="mt5">
                    <RubricTable rubric={view.rubric} />
                  </div>
                </section>
                <section class="card" aria-labelledby="criteria">
                  <h2 id="criteria">{t('achievement.criteria')}</h2>
                  <Markdown level={2}>{view.criteria}</Markdown>
                </section>
              </div>
              <aside class="stack side" aria-label={t('work.aside')}>
                <NextStep view={view} isOpen={isOpen} />
              </aside>
            </div>
          </FormScope>
        </div>
      </div>
    </Page>
  )
}

const StateNote = ({ view }: { view: SubmissionPageView }) => {
  const speech = useSpeech()
  const { t } = speech
  if (view.state === 'submitted') {
    return (
      <div class="note info">
        <p>{speech.rich('work.waiting', { date: view.sentAt ? <When date={view.sentAt} withTime /> : '' })}</p>
      </div>
    )
  }
  if (view.state === 'approved') {
    return (
      <div class="note ok">
        {view.issuedFrom
          ? speech.rich('work.issuedSoon', { time: <When date={view.issuedFrom} withTime /> })
          : t('work.approvedNote')}
      </div>
    )
  }
  if (view.state === 'declined' || view.state === 'withdrawn')
    return <div class="note">{t(`work.${view.state}Note`)}</div>
  if (view.state === 'awarded' && view.awardId) {
    return (
      <div class="note ok row">
        <Icon name="award" class="state-ok" />
        <span>{t('work.awardedNote')}</span>
        <a class="btn primary" href={`/c/${view.awardId}`}>
          {t('achievement.earned')}
        </a>
      </div>
    )
  }
  return null
}

const NextStep = ({ view, isOpen }: { view: SubmissionPageView; isOpen: boolean }) => {
  const { t } = useSpeech()
  const isWithdrawable = isOpen || view.state === 'submitted'
  return (
    <>
      {isOpen && (
        <section class="card stack" aria-labelledby="send">
          <h2 id="send">{t('work.send')}</h2>
          <p class="small soft">{t('work.sendNote', { count: view.evidence.length })}</p>
          <button class="btn primary block" type="submit" form={sendForm}>
            <Icon name="send" />
            {t('work.submit')}
          </button>
        </section>
      )}
      <section class="card stack" aria-labelledby="seen">
        <h2 id="seen">{t('work.whoSees')}</h2>
        <p class="small soft">{t('work.whoSeesNote')}</p>
      </section>
      {view.mayTakeBack && (
        <section class="card stack" aria-labelledby="take-back">
          <h2 id="take-back">{t('work.takeBackTitle')}</h2>
          <p class="small soft">{t('work.takeBackNote')}</p>
          <form method="post" action={`/work/${view.id}/take-back`}>
            <button class="btn block" type="submit">
              {t('work.takeBack')}
            </button>
          </form>
        </section>
      )}
      {isWithdrawable && (
        <details class="card">
          <summary>{t('work.withdrawTitle')}</summary>
          <form class="stack mt4" method="post" action={`/work/${view.id}/withdraw`}>
            <p class="small soft">{t('work.withdrawNote')}</p>
            <button class="btn danger block" type="submit">
              {t('work.withdraw')}
            </button>
          </form>
        </details>
      )}
    </>
  )
}
