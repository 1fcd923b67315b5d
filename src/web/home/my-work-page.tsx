import type { SubmissionState } from '../../assessment/submissions/submission.ts'
import { submissionPill } from '../assessment/submissions/submission-pill.ts'
import { About } from '../components/about.tsx'
import { type BadgeTile, BadgeTiles } from '../components/badge-tiles.tsx'
import { Page } from '../components/page.tsx'
import { Pill } from '../components/pill.tsx'
import { When } from '../components/when.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech, useVisit } from '../visit.tsx'

export interface MyWorkView {
  submissions: OwnSubmission[]
  earned: BadgeTile[]
  waitingReviews: number
  waitingAwards: number
  drafts: { id: string; name: string }[]
}
export interface OwnSubmission {
  id: string
  name: string
  issuerName: string
  state: SubmissionState
  changedAt: Date
}

/** What needs me, most urgent first. */
export const MyWorkPage = ({ view }: { view: MyWorkView }) => {
  const { t } = useSpeech()
  const { viewer } = useVisit()
  const current = view.submissions.filter(({ state }) => !['awarded', 'withdrawn', 'declined'].includes(state))
  return (
    <Page title={t('myWork.title')} current="home">
      <div class="wrap pt6 stack loose">
        <div class="split">
          <div>
            <p class="eyebrow">{t('myWork.eyebrow')}</p>
            <h1>
              <Words>{t('myWork.hello', { name: viewer?.name ?? '' })}</Words>
            </h1>
          </div>
          <div class="row">
            {viewer?.isAdministrator && (
              <a class="btn" href="/issuers/new">
                {t('myWork.newIssuer')}
              </a>
            )}
            <a class="btn primary" href="/catalog">
              {t('myWork.find')}
            </a>
          </div>
        </div>
        <NeedsYou view={view} />
        <section class="card" aria-labelledby="current">
          <h2 id="current">{t('myWork.current')}</h2>
          {current.length === 0 ? (
            <p class="soft">
              {t('myWork.nothing')} <a href="/catalog">{t('myWork.findOne')}</a>
            </p>
          ) : (
            <SubmissionList submissions={current} />
          )}
        </section>
        {view.earned.length > 0 && (
          <section class="stack" aria-labelledby="earned">
            <h2 id="earned">{t('myWork.earned')}</h2>
            <BadgeTiles tiles={view.earned} />
          </section>
        )}
        {view.submissions.length > current.length && (
          <details>
            <summary>{t('myWork.past')}</summary>
            <div class="card mt4">
              <SubmissionList submissions={view.submissions.filter((one) => !current.includes(one))} />
            </div>
          </details>
        )}
      </div>
    </Page>
  )
}

const NeedsYou = ({ view }: { view: MyWorkView }) => {
  const { t } = useSpeech()
  const returned = view.submissions.filter(({ state }) => state === 'returned')
  if (returned.length + view.waitingReviews + view.waitingAwards + view.drafts.length === 0) {
    return <p class="soft">{t('myWork.clear')}</p>
  }
  return (
    <section class="card attention" aria-labelledby="needs-you">
      <h2 id="needs-you">{t('myWork.needsYou')}</h2>
      <ul class="todo">
        {returned.map((submission) => (
          <li>
            <Pill tone="warn" icon="returned">
              {t('myWork.feedback')}
            </Pill>
            <span>
              <Words>{submission.name}</Words>
              <small>{t('myWork.feedbackNote')}</small>
            </span>
            <a class="btn" href={`/work/${submission.id}`}>
              {t('myWork.read')}
              <About>{submission.name}</About>
            </a>
          </li>
        ))}
        {view.waitingReviews > 0 && (
          <li>
            <Pill tone="info" icon="queue">
              {t('nav.review')}
            </Pill>
            <span>{t('myWork.reviews', { count: view.waitingReviews })}</span>
            <a class="btn" href="/review">
              {t('myWork.openQueue')}
            </a>
          </li>
        )}
        {view.waitingAwards > 0 && (
          <li>
            <Pill tone="info" icon="award">
              {t('myWork.issue')}
            </Pill>
            <span>{t('myWork.awards', { count: view.waitingAwards })}</span>
            <a class="btn" href="/awards">
              {t('myWork.openAwards')}
            </a>
          </li>
        )}
        {view.drafts.map((draft) => (
          <li>
            <Pill icon="write">{t('badges.state.draft')}</Pill>
            <span>
              <Words>{draft.name}</Words>
              <small>{t('myWork.draftNote')}</small>
            </span>
            <a class="btn" href={`/badges/${draft.id}`}>
              {t('myWork.finish')}
              <About>{draft.name}</About>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

const SubmissionList = ({ submissions }: { submissions: OwnSubmission[] }) => {
  const speech = useSpeech()
  return (
    <ul class="todo">
      {submissions.map((submission) => {
        const { tone, icon } = submissionPill[submission.state]
        return (
          <li>
            <Pill tone={tone} icon={icon}>
              {speech.t(`work.state.${submission.state}`)}
            </Pill>
            <span>
              <a href={`/work/${submission.id}`}>
                <Words>{submission.name}</Words>
              </a>
              <small>
                <Words>{submission.issuerName}</Words>
              </small>
            </span>
            <span class="small soft">
              {speech.rich('work.changed', { date: <When date={submission.changedAt} /> })}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
