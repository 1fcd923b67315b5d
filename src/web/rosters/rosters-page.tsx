import type { RosterWithPlace } from '../../rosters/rosters-store.ts'
import { About } from '../components/about.tsx'
import { Icon } from '../components/icon.tsx'
import { Page } from '../components/page.tsx'
import { When } from '../components/when.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'
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
    <Page title={t('rosters.title')} current="organisations">
      <div class="wrap pt6 stack loose">
        <div class="stack">
          <h1>{t('rosters.title')}</h1>
          <p class="lead">{t('rosters.lead')}</p>
        </div>
        <div class="cols">
          <div class="stack loose">
            {view.rosters.length === 0 ? <Guide /> : <RosterTable rosters={view.rosters} />}
            <div class="row">
              {view.isPaged && (
                <a class="btn" href="/admin/rosters">
                  {t('paging.first')}
                </a>
              )}
              {view.next && (
                <a class="btn" href={view.next} rel="next">
                  {t('paging.next')}
                  <Icon name="arrow" />
                </a>
              )}
            </div>
          </div>
          <section class="card stack" aria-labelledby="places">
            <h2 id="places">{t('rosters.send')}</h2>
            {view.places.length === 0 ? (
              <p class="soft">{t('rosters.noPlace')}</p>
            ) : (
              <ul class="stack">
                {view.places.map(({ id, label }) => (
                  <li>
                    <a href={`/organisations/${id}/rosters/new`}>
                      <Words>{label}</Words>
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </section>
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
      <ol class="stack steps">
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
    <div class="tablewrap">
      <table class="cards">
        <caption class="vh">{t('rosters.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('rosters.file')}</th>
            <th scope="col">{t('rosters.organisation')}</th>
            <th scope="col">{t('rosters.sent')}</th>
            <th scope="col">{t('rosters.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rosters.map((roster) => (
            <tr>
              <th scope="row">
                <a href={`/admin/rosters/${roster.id}`}>
                  <Words>{roster.fileName}</Words>
                  <About>{roster.organisationName}</About>
                </a>
                <br />
                <span class="soft small">{t(`rosters.format.${roster.format}`)}</span>
              </th>
              <td data-label={t('rosters.organisation')}>
                <span>
                  <Words>{roster.organisationName}</Words>
                </span>
              </td>
              <td data-label={t('rosters.sent')}>
                <When date={new Date(roster.createdAt)} withTime />
              </td>
              <td data-label={t('rosters.state')}>
                <RosterPill state={roster.state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
