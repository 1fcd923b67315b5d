import type { Decision } from '../../reviews/reviews-tables.ts'
import { Icon } from '../components/icon.tsx'
import { Page } from '../components/page.tsx'
import { Pill } from '../components/pill.tsx'
import { When } from '../components/when.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'
import { decisionPill } from './decision-pill.ts'

export interface QueueView {
  waiting: { id: string; badgeName: string; issuerName: string; attemptNumber: number; sentAt: Date }[]
  decided: { badgeName: string; decision: Decision; decidedAt: Date }[]
  /** A review was just sent. */
  isSent: boolean
}

/** What waits for this reviewer, longest first, without whose it is. */
export const QueuePage = ({ view }: { view: QueueView }) => {
  const { t } = useSpeech()
  const [first] = view.waiting
  return (
    <Page title={t('review.queue')} current="review">
      <div class="wrap pt6 stack loose">
        {view.isSent && (
          <p class="note ok" role="status">
            {t('review.sent')}
          </p>
        )}
        <div class="split">
          <div>
            <h1>{t('review.queue')}</h1>
            <p class="soft">{t('review.queueLead', { count: view.waiting.length })}</p>
          </div>
          {first && (
            <a class="btn primary big" href={`/review/${first.id}`}>
              {t('review.oldest')}
              <Icon name="arrow" />
            </a>
          )}
        </div>
        {view.waiting.length === 0 ? <p class="card">{t('review.clear')}</p> : <WaitingTable view={view} />}
        {view.decided.length > 0 && <DecidedTable view={view} />}
      </div>
    </Page>
  )
}

/** A short name for work whose author the reviewer must not know. */
export const workNumber = (submissionId: string) => submissionId.replaceAll('-', '').slice(-6).toUpperCase()

const WaitingTable = ({ view }: { view: QueueView }) => {
  const { t } = useSpeech()
  return (
    <div class="tablewrap">
      <table class="cards">
        <caption class="vh">{t('review.queue')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('review.work')}</th>
            <th scope="col">{t('review.badge')}</th>
            <th scope="col">{t('review.try')}</th>
            <th scope="col">{t('review.sentAt')}</th>
          </tr>
        </thead>
        <tbody>
          {view.waiting.map((attempt) => (
            <tr>
              <th scope="row">
                <a href={`/review/${attempt.id}`}>{t('review.number', { number: workNumber(attempt.id) })}</a>
              </th>
              <td data-label={t('review.badge')}>
                <span>
                  <Words>{attempt.badgeName}</Words>
                  <br />
                  <span class="soft">
                    <Words>{attempt.issuerName}</Words>
                  </span>
                </span>
              </td>
              <td data-label={t('review.try')}>
                <span>{String(attempt.attemptNumber)}</span>
              </td>
              <td data-label={t('review.sentAt')}>
                <When date={attempt.sentAt} withTime />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const DecidedTable = ({ view }: { view: QueueView }) => {
  const { t } = useSpeech()
  return (
    <section class="stack" aria-labelledby="decided">
      <h2 id="decided">{t('review.mine')}</h2>
      <div class="tablewrap">
        <table class="cards">
          <caption class="vh">{t('review.mine')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('review.badge')}</th>
              <th scope="col">{t('review.decision')}</th>
              <th scope="col">{t('review.decidedAt')}</th>
            </tr>
          </thead>
          <tbody>
            {view.decided.map(({ badgeName, decision, decidedAt }) => (
              <tr>
                <th scope="row">
                  <Words>{badgeName}</Words>
                </th>
                <td data-label={t('review.decision')}>
                  <Pill {...decisionPill[decision]}>{t(`review.decided.${decision}`)}</Pill>
                </td>
                <td data-label={t('review.decidedAt')}>
                  <When date={decidedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
