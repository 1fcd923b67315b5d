import type { BadgeState } from '../../badges/badges-store.ts'
import { About } from '../components/about.tsx'
import { Icon } from '../components/icon.tsx'
import { Page } from '../components/page.tsx'
import { Pill } from '../components/pill.tsx'
import { When } from '../components/when.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'
import { badgePill } from './badge-pill.ts'

export interface IssuerBadges {
  id: string
  name: string
  mayEdit: boolean
  badges: { id: string; name: string; state: BadgeState; version: number | undefined; changedAt: Date }[]
}

export const BadgesPage = ({ issuers }: { issuers: IssuerBadges[] }) => {
  const { t } = useSpeech()
  return (
    <Page title={t('badges.title')} current="badges">
      <div class="wrap pt6 stack loose">
        <div class="split">
          <h1>{t('badges.title')}</h1>
          <a class="btn" href="/badges/shared">
            <Icon name="copy" />
            {t('shared.title')}
          </a>
        </div>
        {issuers.length === 0 && <p class="card">{t('badges.noIssuer')}</p>}
        {issuers.map((issuer) => (
          <section class="stack" aria-labelledby={`issuer-${issuer.id}`}>
            <div class="split">
              <h2 id={`issuer-${issuer.id}`}>
                <a href={`/issuers/${issuer.id}`}>
                  <Words>{issuer.name}</Words>
                </a>
              </h2>
              <div class="row">
                {issuer.mayEdit && (
                  <a class="btn" href={`/organisations/${issuer.id}/people`}>
                    <Icon name="account" />
                    {t('people.title')}
                    <About>{issuer.name}</About>
                  </a>
                )}
                <a class="btn primary" href={`/badges/new?issuer=${issuer.id}`}>
                  <Icon name="add" />
                  {t('badges.new')}
                  <About>{issuer.name}</About>
                </a>
              </div>
            </div>
            {issuer.badges.length === 0 ? <p class="card soft">{t('badges.empty')}</p> : <BadgeTable issuer={issuer} />}
          </section>
        ))}
      </div>
    </Page>
  )
}

const BadgeTable = ({ issuer }: { issuer: IssuerBadges }) => {
  const speech = useSpeech()
  const { t } = speech
  return (
    <div class="tablewrap">
      <table class="cards">
        <caption class="vh">
          <Words>{t('badges.of', { issuer: issuer.name })}</Words>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('badges.name')}</th>
            <th scope="col">{t('badges.status')}</th>
            <th scope="col">{t('achievement.version')}</th>
            <th scope="col">{t('badges.changedAt')}</th>
          </tr>
        </thead>
        <tbody>
          {issuer.badges.map((badge) => (
            <tr>
              <th scope="row">
                <a href={`/badges/${badge.id}`}>
                  <Words>{badge.name}</Words>
                </a>
              </th>
              <td data-label={t('badges.status')}>
                <Pill {...badgePill[badge.state]}>{t(`badges.state.${badge.state}`)}</Pill>
              </td>
              <td data-label={t('achievement.version')}>
                <span>{badge.version === undefined ? t('badges.noVersion') : speech.number(badge.version)}</span>
              </td>
              <td data-label={t('badges.changedAt')}>
                <When date={badge.changedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
