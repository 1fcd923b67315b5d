import { undoMinutes } from '../../../assessment/reviews/approval-wait.ts'
import type { BadgeDefinition } from '../../../definitions/badges/badge.ts'
import type { BadgeWarning } from '../../../definitions/badges/badge-warnings.ts'
import type { BadgeState } from '../../../definitions/badges/badges-store.ts'
import { badgeIssuing, badgeStarters } from '../../../definitions/badges/badges-tables.ts'
import { Crumbs } from '../../components/crumbs.tsx'
import { ErrorSummary } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill } from '../../components/pill.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { BadgeContent } from './badge-content.tsx'
import { badgePill } from './badge-pill.ts'

export interface BadgeView {
  id: string
  revision: number
  state: BadgeState
  draft: BadgeDefinition
  issuerName: string
  latest: { id: string; number: number; publishedAt: Date } | undefined
  mayShare: boolean
  starters: (typeof badgeStarters)[number]
  issuing: (typeof badgeIssuing)[number]
  /** The badge of another issuer that it was begun with. */
  origin: { versionId: string; name: string; issuerName: string } | undefined
  /** The draft says something that the latest version does not. */
  hasChanges: boolean
  /** Of the draft: said before it is published, and for as long as its words stay. */
  warnings: BadgeWarning[]
  /** Words of the draft that its picture can't show whole. */
  undrawable: string[]
  note?: string
}

/** One badge for those who write it: how it will look, and the two big steps. */
export const BadgePage = ({ view }: { view: BadgeView }) => {
  const { t } = useSpeech()
  const { draft } = view
  return (
    <Page area="definitions" title={draft.name} current="badges">
      <div class="wrap">
        <Crumbs trail={[{ href: '/badges', name: t('nav.badges') }]} here={draft.name} />
        <div class="pt5">
          <ErrorSummary note={view.note} />
        </div>
        <section class="hero">
          <div>
            <p class="row">
              <Pill {...badgePill[view.state]}>{t(`badges.state.${view.state}`)}</Pill>
              {view.state === 'published' && view.hasChanges && (
                <Pill tone="warn" icon="write">
                  {t('badges.changed')}
                </Pill>
              )}
            </p>
            <h1 class="serif">
              <Words>{draft.name}</Words>
            </h1>
            <p class="lead">
              <Words>{draft.description}</Words>
            </p>
            <p class="small soft">
              <Words>{view.issuerName}</Words>
            </p>
            {view.origin && <Origin origin={view.origin} />}
          </div>
          <img
            src={`/badges/${view.id}/artwork.svg?r=${view.revision}`}
            width="250"
            height="250"
            alt={t('badges.preview', { name: draft.name })}
          />
        </section>
        <div class="cols mt5">
          <BadgeContent definition={draft} />
          <aside class="stack side" aria-label={t('badges.steps')}>
            <StepsCard view={view} />
          </aside>
        </div>
      </div>
    </Page>
  )
}

const Origin = ({ origin }: { origin: NonNullable<BadgeView['origin']> }) => {
  const { rich } = useSpeech()
  return (
    <p class="small soft">
      {rich('shared.origin', {
        badge: (
          <a href={`/achievements/${origin.versionId}`}>
            <Words>{origin.name}</Words>
          </a>
        ),
        issuer: <Words>{origin.issuerName}</Words>,
      })}
    </p>
  )
}

const StepsCard = ({ view }: { view: BadgeView }) => {
  const speech = useSpeech()
  const { t } = speech
  const mayPublish = view.state === 'draft' || (view.state === 'published' && view.hasChanges)
  return (
    <>
      <section class="card stack" aria-labelledby="steps">
        <h2 id="steps">{t('badges.steps')}</h2>
        {view.latest && (
          <p class="small soft">
            {speech.rich('badges.latest', {
              number: speech.number(view.latest.number),
              date: <When date={view.latest.publishedAt} />,
              a: (words) => <a href={`/achievements/${view.latest?.id}`}>{words}</a>,
            })}
          </p>
        )}
        {view.mayShare && view.latest && (
          <p>
            <a href={`/badges/${view.id}/share`}>{t('sharing.title')}</a>
          </p>
        )}
        {view.warnings.map(({ code }) => (
          <p class="note warn">{t(`badges.warning.${code}`)}</p>
        ))}
        {mayPublish && view.undrawable.length > 0 && (
          <p class="note warn">
            <Words>{t('badges.undrawable', { words: view.undrawable.join(', ') })}</Words>
          </p>
        )}
        {mayPublish && (
          <form class="stack" method="post" action={`/badges/${view.id}/publish`}>
            <input type="hidden" name="revision" value={String(view.revision)} />
            <p class="small soft">{t('badges.publishNote')}</p>
            <button class="btn primary block" type="submit">
              <Icon name="send" />
              {view.latest ? t('badges.publishAgain') : t('badges.publish')}
            </button>
          </form>
        )}
        {view.state !== 'retired' && (
          <a class="btn block" href={`/badges/${view.id}/edit`}>
            <Icon name="write" />
            {t('badges.edit')}
          </a>
        )}
      </section>
      {view.state !== 'retired' && <SettingsCard view={view} />}
      {view.state === 'published' && (
        <section class="card stack" aria-labelledby="retire">
          <h2 id="retire">{t('badges.retireTitle')}</h2>
          <form class="stack" method="post" action={`/badges/${view.id}/retire`}>
            <p class="small soft">{t('badges.retireNote')}</p>
            <label class="choice">
              <input type="checkbox" name="sure" value="yes" />
              <b>{t('badges.retireSure')}</b>
            </label>
            <button class="btn danger block" type="submit">
              <Icon name="ban" />
              {t('badges.retire')}
            </button>
          </form>
        </section>
      )}
    </>
  )
}

const SettingsCard = ({ view }: { view: BadgeView }) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={`/badges/${view.id}/settings`} aria-labelledby="settings">
      <h2 id="settings">{t('badges.settings')}</h2>
      <fieldset class="stack tight">
        <legend>{t('badges.starters')}</legend>
        {badgeStarters.map((starters) => (
          <SettingChoice
            name="starters"
            value={starters}
            isChosen={starters === view.starters}
            words={t(`badges.starters.${starters}`, { issuer: view.issuerName })}
          />
        ))}
      </fieldset>
      <fieldset class="stack tight">
        <legend>{t('badges.issuing')}</legend>
        {badgeIssuing.map((issuing) => (
          <SettingChoice
            name="issuing"
            value={issuing}
            isChosen={issuing === view.issuing}
            words={t(`badges.issuing.${issuing}`, { minutes: undoMinutes })}
          />
        ))}
      </fieldset>
      <button class="btn block" type="submit">
        {t('badges.settingsSave')}
      </button>
    </form>
  )
}

const SettingChoice = (choice: { name: string; value: string; isChosen: boolean; words: string }) => (
  <label class="choice">
    <input type="radio" name={choice.name} value={choice.value} checked={choice.isChosen} />
    <b>
      <Words>{choice.words}</Words>
    </b>
  </label>
)
