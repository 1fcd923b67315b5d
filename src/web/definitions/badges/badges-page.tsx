import type { BadgeState } from '../../../definitions/badges/badges-store.ts'
import { About } from '../../components/about.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill } from '../../components/pill.tsx'
import { Table } from '../../components/table.tsx'
import { When } from '../../components/when.tsx'
import { visibleText, Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
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
    <Page area="definitions" title={t('badges.title')} current="badges">
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
                  <a class="btn" href={`/organizations/${issuer.id}/people`}>
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
    <Table
      caption={visibleText(t('badges.of', { issuer: issuer.name }))}
      rows={issuer.badges}
      columns={[
        {
          name: t('badges.name'),
          cell: ({ id, name }) => (
            <a href={`/badges/${id}`}>
              <Words>{name}</Words>
            </a>
          ),
        },
        {
          name: t('badges.status'),
          cell: ({ state }) => <Pill {...badgePill[state]}>{t(`badges.state.${state}`)}</Pill>,
        },
        {
          name: t('achievement.version'),
          cell: ({ version }) => (version === undefined ? t('badges.noVersion') : speech.number(version)),
        },
        { name: t('badges.changedAt'), cell: ({ changedAt }) => <When date={changedAt} /> },
      ]}
    />
  )
}
