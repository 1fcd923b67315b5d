import type { RosterWithPlace } from '../../../identity/rosters/rosters-store.ts'
import { About } from '../../components/about.tsx'
import { Crumbs } from '../../components/crumbs.tsx'
import { Page } from '../../components/page.tsx'
import { Paging, Table } from '../../components/table.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { useOrganizationTrail } from '../organizations/organization-trail.ts'
import { RosterPill } from './roster-pill.tsx'

interface RostersView {
  rosters: RosterWithPlace[]
  /** Where the viewer may send one. */
  places: { id: string; label: string }[]
  next: string | undefined
  isPaged: boolean
}

/** The rosters that were sent, the newest first. */
export const RostersPage = ({ view }: { view: RostersView }) => {
  const { t } = useSpeech()
  return (
    <Page area="identity" title={t('rosters.title')} current="organizations">
      <div class="wrap">
        <Crumbs trail={useOrganizationTrail()} here={t('rosters.title')} />
        <div class="stack loose pt5">
          <div class="stack tight">
            <h1>{t('rosters.title')}</h1>
            <p class="lead">{t('rosters.lead')}</p>
          </div>
          <div class="cols">
            <div class="stack loose">
              {view.rosters.length === 0 ? <Guide /> : <RosterTable rosters={view.rosters} />}
              <Paging first={view.isPaged && '/admin/rosters'} next={view.next} />
            </div>
            <section class="card stack" aria-labelledby="places">
              <h2 id="places">{t('rosters.send')}</h2>
              {view.places.length === 0 ? (
                <p class="soft">{t('rosters.noPlace')}</p>
              ) : (
                <ul class="stack">
                  {view.places.map(({ id, label }) => (
                    <li>
                      <a href={`/organizations/${id}/rosters/new`}>
                        <Words>{label}</Words>
                      </a>
                    </li>
                  ))}
                </ul>
              )}
            </section>
          </div>
        </div>
      </div>
    </Page>
  )
}

/** What to do first, with the columns to copy. */
export const Guide = () => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="guide">
      <h2 id="guide">{t('rosters.guide')}</h2>
      <ol class="listed">
        <li>{t('rosters.guideFirst')}</li>
        <li>{t('rosters.guideSecond')}</li>
        <li>{t('rosters.guideThird')}</li>
      </ol>
      <pre class="words">
        Employee ID,First name,Last name,Email,School,Job title{'\n'}1042,Maya,Ortiz,maya.ortiz@district.org,Oak
        Elementary,Teacher
      </pre>
    </section>
  )
}

const RosterTable = ({ rosters }: { rosters: RosterWithPlace[] }) => {
  const { t } = useSpeech()
  return (
    <Table
      caption={t('rosters.title')}
      rows={rosters}
      columns={[
        {
          name: t('rosters.file'),
          cell: ({ id, fileName, organizationName, format }) => (
            <>
              <a href={`/admin/rosters/${id}`}>
                <Words>{fileName}</Words>
                <About>{organizationName}</About>
              </a>
              <br />
              <span class="soft small">{t(`rosters.format.${format}`)}</span>
            </>
          ),
        },
        {
          name: t('rosters.organization'),
          cell: ({ organizationName }) => (
            <span>
              <Words>{organizationName}</Words>
            </span>
          ),
        },
        { name: t('rosters.sent'), cell: ({ createdAt }) => <When date={new Date(createdAt)} withTime /> },
        { name: t('rosters.state'), cell: ({ state }) => <RosterPill state={state} /> },
      ]}
    />
  )
}
