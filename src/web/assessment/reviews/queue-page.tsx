import type { Decision } from '../../../assessment/reviews/reviews-tables.ts'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill } from '../../components/pill.tsx'
import { Table } from '../../components/table.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
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
    <Page area="assessment" title={t('review.queue')} current="review">
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
export const submissionNumber = (submissionId: string) => submissionId.replaceAll('-', '').slice(-6).toUpperCase()

const WaitingTable = ({ view }: { view: QueueView }) => {
  const { t } = useSpeech()
  return (
    <Table
      caption={t('review.queue')}
      rows={view.waiting}
      columns={[
        {
          name: t('review.work'),
          cell: ({ id }) => <a href={`/review/${id}`}>{t('review.number', { number: submissionNumber(id) })}</a>,
        },
        {
          name: t('review.badge'),
          cell: ({ badgeName, issuerName }) => (
            <span>
              <Words>{badgeName}</Words>
              <br />
              <span class="soft">
                <Words>{issuerName}</Words>
              </span>
            </span>
          ),
        },
        { name: t('review.try'), cell: ({ attemptNumber }) => String(attemptNumber) },
        { name: t('review.sentAt'), cell: ({ sentAt }) => <When date={sentAt} withTime /> },
      ]}
    />
  )
}

const DecidedTable = ({ view }: { view: QueueView }) => {
  const { t } = useSpeech()
  return (
    <section class="stack" aria-labelledby="decided">
      <h2 id="decided">{t('review.mine')}</h2>
      <Table
        caption={t('review.mine')}
        rows={view.decided}
        columns={[
          { name: t('review.badge'), cell: ({ badgeName }) => <Words>{badgeName}</Words> },
          {
            name: t('review.decision'),
            cell: ({ decision }) => <Pill {...decisionPill[decision]}>{t(`review.decided.${decision}`)}</Pill>,
          },
          { name: t('review.decidedAt'), cell: ({ decidedAt }) => <When date={decidedAt} /> },
        ]}
      />
    </section>
  )
}
