import type { Decision } from '../../../assessment/reviews/reviews-tables.ts'
import { About } from '../../components/about.tsx'
import { ErrorSummary } from '../../components/form.tsx'
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
  decided: {
    id: string
    badgeName: string
    decision: Decision
    decidedAt: Date
    isUndone: boolean
    /** As long as it can be. */
    undoUntil: Date | undefined
    /** The badge is issued when that time is over. */
    isIssuedThen: boolean
  }[]
  /** A review was just sent. */
  isSent: boolean
  /** An approval was just taken back. */
  isUndone: boolean
  note?: string | undefined
}

/** What waits for this reviewer, longest first, without whose it is. */
export const QueuePage = ({ view }: { view: QueueView }) => {
  const { t } = useSpeech()
  const [first] = view.waiting
  return (
    <Page area="assessment" title={t('review.queue')} current="review">
      <div class="wrap pt6 stack loose">
        <ErrorSummary note={view.note} />
        {view.isUndone && (
          <p class="note ok" role="status">
            {t('review.undone')}
          </p>
        )}
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
        <UndoCard view={view} />
        {view.waiting.length === 0 ? <p class="card">{t('review.clear')}</p> : <WaitingTable view={view} />}
        {view.decided.length > 0 && <DecidedTable view={view} />}
      </div>
    </Page>
  )
}

/** What was approved a moment ago: how long it can be taken back, and what happens then. */
const UndoCard = ({ view }: { view: QueueView }) => {
  const { t, rich } = useSpeech()
  const fresh = view.decided.flatMap((one) => (one.undoUntil ? { ...one, undoUntil: one.undoUntil } : []))
  if (fresh.length === 0) return null
  return (
    <section class="card" aria-labelledby="fresh">
      <h2 id="fresh">{t('review.fresh')}</h2>
      <ul class="todo">
        {fresh.map(({ id, badgeName, undoUntil, isIssuedThen }) => (
          <li>
            <Pill tone="ok" icon="check">
              {t('work.state.approved')}
            </Pill>
            <span>
              <strong>
                <Words>{badgeName}</Words>
              </strong>
              , {t('review.number', { number: submissionNumber(id) })}
              <small>
                {rich(isIssuedThen ? 'review.issuedAt' : 'review.undoUntil', {
                  time: <When date={undoUntil} withTime />,
                })}
              </small>
            </span>
            <form method="post" action={`/review/${id}/undo`}>
              <button class="btn" type="submit">
                {t('review.undo')}
                <About>{`${badgeName}, ${submissionNumber(id)}`}</About>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
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
            cell: ({ decision, isUndone }) =>
              isUndone ? (
                <Pill icon="returned">{t('review.decided.undone')}</Pill>
              ) : (
                <Pill {...decisionPill[decision]}>{t(`review.decided.${decision}`)}</Pill>
              ),
          },
          { name: t('review.decidedAt'), cell: ({ decidedAt }) => <When date={decidedAt} /> },
        ]}
      />
    </section>
  )
}
