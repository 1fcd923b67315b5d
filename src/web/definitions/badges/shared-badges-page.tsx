import type { BadgeSharedWithMe } from '../../../definitions/badges/read-shared-badges.ts'
import { Crumbs } from '../../components/crumbs.tsx'
import { Page } from '../../components/page.tsx'
import { Pill } from '../../components/pill.tsx'
import { Table } from '../../components/table.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

/** What other issuers let the reader's organizations award or copy. */
export const SharedBadgesPage = ({ badges }: { badges: BadgeSharedWithMe[] }) => {
  const { t } = useSpeech()
  return (
    <Page area="definitions" title={t('shared.title')} current="badges">
      <div class="wrap">
        <Crumbs trail={[{ href: '/badges', name: t('nav.badges') }]} here={t('shared.title')} />
        <div class="stack loose pt5">
          <div class="stack tight">
            <h1>{t('shared.title')}</h1>
            <p class="lead">{t('shared.lead')}</p>
          </div>
          {badges.length === 0 ? (
            <p class="card soft">{t('shared.none')}</p>
          ) : (
            <Table
              caption={t('shared.title')}
              rows={badges}
              columns={[
                {
                  name: t('badges.name'),
                  cell: ({ badgeId, version }) => (
                    <a href={`/badges/shared/${badgeId}`}>
                      <Words>{version.definition.name}</Words>
                    </a>
                  ),
                },
                {
                  name: t('shared.from'),
                  cell: ({ issuerName }) => (
                    <span>
                      <Words>{issuerName}</Words>
                    </span>
                  ),
                },
                { name: t('sharing.for'), cell: (badge) => <SharedFor badge={badge} /> },
                {
                  name: t('shared.publishedAt'),
                  cell: ({ version }) => <When date={new Date(version.publishedAt)} />,
                },
              ]}
            />
          )}
        </div>
      </div>
    </Page>
  )
}

export const SharedFor = ({ badge: { isToAward, isToCopy } }: { badge: BadgeSharedWithMe }) => {
  const { t } = useSpeech()
  return (
    <span class="row">
      {isToAward && (
        <Pill tone="ok" icon="award">
          {t('shared.toAward')}
        </Pill>
      )}
      {isToCopy && (
        <Pill tone="info" icon="copy">
          {t('shared.toCopy')}
        </Pill>
      )}
    </span>
  )
}
