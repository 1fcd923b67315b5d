import type { SubmissionState } from '../../../assessment/submissions/submission.ts'
import { submissionStates } from '../../../assessment/submissions/submissions-tables.ts'
import { Filters, SearchField } from '../../components/filters.tsx'
import { type Option, SelectField } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill } from '../../components/pill.tsx'
import { Paging, Table } from '../../components/table.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { submissionPill } from './submission-pill.ts'

export interface AllSubmissionsView {
  rows: {
    badgeName: string
    issuerName: string
    learnerName: string
    state: SubmissionState
    attemptNumber: number
    changedAt: Date
  }[]
  query: string
  state: SubmissionState | undefined
  isPaged: boolean
  next: string | undefined
  search: string
}

/** How the work on an issuer's badges goes, for who plans them: whose it is and where it stands, and nothing of what is in it. */
export const AllSubmissionsPage = ({ view }: { view: AllSubmissionsView }) => {
  const { t } = useSpeech()
  return (
    <Page area="assessment" title={t('submissions.title')} current="submissions">
      <div class="wrap pt6 stack loose">
        <div class="split">
          <div>
            <h1>{t('submissions.title')}</h1>
            <p class="soft">{t('submissions.lead')}</p>
          </div>
          <a class="btn" href={`/submissions.csv${view.search}`} download="">
            <Icon name="download" />
            {t('people.csv')}
          </a>
        </div>
        <Filters action="/submissions">
          <SearchField label={t('submissions.search')} value={view.query} />
          <SelectField
            name="state"
            label={t('awards.show')}
            value={view.state}
            options={[
              ['', t('awards.all')],
              ...submissionStates.map((state): Option => [state, t(`work.state.${state}`)]),
            ]}
          />
        </Filters>
        {view.rows.length === 0 ? (
          <p class="card soft">{t(view.search ? 'submissions.notFound' : 'submissions.none')}</p>
        ) : (
          <SubmissionsTable rows={view.rows} />
        )}
        <Paging first={view.isPaged && '/submissions'} next={view.next} />
      </div>
    </Page>
  )
}

const SubmissionsTable = ({ rows }: Pick<AllSubmissionsView, 'rows'>) => {
  const { t } = useSpeech()
  return (
    <Table
      caption={t('submissions.title')}
      rows={rows}
      columns={[
        { name: t('awards.recipient'), cell: ({ learnerName }) => <Words>{learnerName}</Words> },
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
        {
          name: t('issuer.state'),
          cell: ({ state }) => <Pill {...submissionPill[state]}>{t(`work.state.${state}`)}</Pill>,
        },
        { name: t('review.try'), cell: ({ attemptNumber }) => String(attemptNumber) },
        { name: t('submissions.changed'), cell: ({ changedAt }) => <When date={changedAt} withTime /> },
      ]}
    />
  )
}
