import type { AwardState } from '../../../credentials/awards/read-awards.ts'
import { About } from '../../components/about.tsx'
import { Filters } from '../../components/filters.tsx'
import { ErrorSummary, type Option, SelectField } from '../../components/form.tsx'
import { Icon, type IconName } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill, type Tone } from '../../components/pill.tsx'
import { Paging, Table } from '../../components/table.tsx'
import { DayOnRecord, When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

export interface AwardsView {
  /** Badges of which several wait. */
  several: { badgeId: string; badgeName: string; count: number }[]
  toIssue: { submissionId: string; badgeName: string; recipientName: string; approvedAt: Date }[]
  issued: {
    id: string
    badgeName: string
    recipientName: string
    issuedAt: Date
    state: AwardState
    mayTakeBack: boolean
  }[]
  /** Which of the issued ones are shown. */
  filter: AwardState | undefined
  next: string | undefined
  /** Whether anything could ever wait for this person. */
  mayIssue: boolean
  note?: string
}

/** What can be issued now, and what was. */
export const AwardsPage = ({ view }: { view: AwardsView }) => {
  const { t } = useSpeech()
  return (
    <Page area="credentials" title={t('awards.title')} current="awards">
      <div class="wrap pt6 stack loose">
        <ErrorSummary note={view.note} />
        <h1>{t('awards.title')}</h1>
        {view.mayIssue && (
          <section class={view.toIssue.length > 0 ? 'card attention' : 'card'} aria-labelledby="to-issue">
            <h2 id="to-issue">{t('awards.toIssue')}</h2>
            {view.toIssue.length === 0 ? <p class="soft">{t('awards.nothingToIssue')}</p> : <ToIssue view={view} />}
          </section>
        )}
        <section class="stack" aria-labelledby="issued">
          <h2 id="issued">{t('awards.issued')}</h2>
          <AwardFilter filter={view.filter} />
          {view.issued.length === 0 ? <p class="card soft">{t('awards.none')}</p> : <IssuedTable view={view} />}
          <Paging next={view.next} />
        </section>
      </div>
    </Page>
  )
}

const ToIssue = ({ view }: { view: AwardsView }) => {
  const { t } = useSpeech()
  if (view.several.length === 0) return <OneByOne view={view} />
  return (
    <>
      <ul class="todo">
        {view.several.map(({ badgeId, badgeName, count }) => (
          <li>
            <Pill tone="ok" icon="check">
              {t('bulk.approved', { count })}
            </Pill>
            <strong>
              <Words>{badgeName}</Words>
            </strong>
            <a class="btn primary" href={`/awards/all?badge=${badgeId}`}>
              {t('bulk.awardCount', { count })}
              <About>{badgeName}</About>
            </a>
          </li>
        ))}
      </ul>
      <details class="disc-row" open={view.toIssue.length <= shownOpen}>
        <summary>
          <Icon name="account" class="state-none" />
          <span>
            <b>{t('bulk.oneByOne')}</b>
            <small>{t('bulk.oneByOneNote', { count: view.toIssue.length })}</small>
          </span>
          <Icon name="chevron" class="chevron" />
        </summary>
        <div class="disc-form">
          <OneByOne view={view} />
        </div>
      </details>
    </>
  )
}

const shownOpen = 5

const OneByOne = ({ view }: { view: AwardsView }) => {
  const speech = useSpeech()
  const { t } = speech
  return (
    <ul class="todo">
      {view.toIssue.map((one) => (
        <li>
          <Pill tone="ok" icon="check">
            {t('work.state.approved')}
          </Pill>
          <span>
            <strong>
              <Words>{one.recipientName}</Words>
            </strong>
            , <Words>{one.badgeName}</Words>
            <small>{speech.rich('awards.approvedOn', { date: <When date={one.approvedAt} /> })}</small>
          </span>
          <form method="post" action="/awards">
            <input type="hidden" name="submission" value={one.submissionId} />
            <button class={view.several.length > 0 ? 'btn' : 'btn primary'} type="submit">
              {t('awards.issue')}
              <About>{`${one.badgeName}, ${one.recipientName}`}</About>
            </button>
          </form>
        </li>
      ))}
    </ul>
  )
}

const AwardFilter = ({ filter }: { filter: AwardState | undefined }) => {
  const { t } = useSpeech()
  return (
    <Filters action="/awards">
      <SelectField
        name="state"
        label={t('awards.show')}
        value={filter}
        options={[
          ['', t('awards.all')],
          ...(['active', 'expired', 'revoked'] as const).map((state): Option => [state, t(`awards.state.${state}`)]),
        ]}
      />
    </Filters>
  )
}

const IssuedTable = ({ view }: { view: AwardsView }) => {
  const { t } = useSpeech()
  return (
    <Table
      caption={t('awards.issued')}
      rows={view.issued}
      columns={[
        {
          name: t('awards.recipient'),
          cell: ({ id, recipientName }) => (
            <a href={`/c/${id}`}>
              <Words>{recipientName}</Words>
            </a>
          ),
        },
        { name: t('review.badge'), cell: ({ badgeName }) => <Words>{badgeName}</Words> },
        { name: t('credential.issued'), cell: ({ issuedAt }) => <DayOnRecord date={issuedAt} /> },
        {
          name: t('issuer.state'),
          cell: ({ state }) => <Pill {...awardPill[state]}>{t(`awards.state.${state}`)}</Pill>,
        },
        {
          name: t('awards.actions'),
          isQuiet: true,
          cell: ({ id, mayTakeBack, badgeName, recipientName }) =>
            mayTakeBack && (
              <a href={`/awards/${id}/revoke`}>
                {t('awards.takeBack')}
                <About>{`${badgeName}, ${recipientName}`}</About>
              </a>
            ),
        },
      ]}
    />
  )
}

const awardPill: Record<AwardState, { tone: Tone; icon: IconName }> = {
  active: { tone: 'ok', icon: 'check' },
  expired: { tone: 'warn', icon: 'clock' },
  revoked: { tone: 'bad', icon: 'cross' },
}
