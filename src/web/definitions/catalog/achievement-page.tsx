import type { Child } from 'hono/jsx'
import type { BadgeDefinition } from '../../../definitions/badges/badge.ts'
import { otherLanguage } from '../../../platform/language/speech.ts'
import { BadgeKind } from '../../components/badge-kind.tsx'
import { Crumbs } from '../../components/crumbs.tsx'
import { EvidenceName } from '../../components/evidence-list.tsx'
import { Facts } from '../../components/facts.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { RubricTable } from '../../components/rubric-table.tsx'
import { When } from '../../components/when.tsx'
import { Markdown } from '../../text/markdown.tsx'
import { visibleText, Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

export interface AchievementView {
  /** Of this version. */
  id: string
  badgeId: string
  badge: BadgeDefinition
  issuer: { id: string; name: string }
  version: number
  publishedAt: Date
  isRetired: boolean
  /** The version that took its place, if one did. */
  newerId: string | undefined
  /** What the viewer can do here. */
  action:
    | { kind: 'sign-in' }
    | { kind: 'start' }
    | { kind: 'continue'; submissionId: string }
    | { kind: 'earned'; awardId: string }
    | { kind: 'not-theirs' }
}

/** All there is to know about one badge, for those who earned it and those who might. */
export const AchievementPage = ({ view }: { view: AchievementView }) => {
  const speech = useSpeech()
  const { t } = speech
  const { badge } = view
  const lang = otherLanguage(badge.language, speech)
  return (
    <Page
      area="definitions"
      title={t('achievement.title', { badge: visibleText(badge.name), issuer: visibleText(view.issuer.name) })}
      description={badge.description}
      brand={view.issuer.name}
      current="catalog"
      isListed
    >
      <div class="wrap">
        <Crumbs trail={[{ href: '/catalog', name: t('nav.catalog') }]} here={badge.name} />
        {view.newerId && (
          <p class="note info mt4">
            {t('achievement.older')} <a href={`/achievements/${view.newerId}`}>{t('achievement.newer')}</a>
          </p>
        )}
        <section class="hero">
          <div>
            <BadgeKind badge={badge} />
            <h1 class="serif">
              <Words lang={lang}>{badge.name}</Words>
            </h1>
            <p class="lead">
              <Words lang={lang}>{badge.description}</Words>
            </p>
            <AchievementAction view={view} />
          </div>
          <img
            src={`/achievements/${view.id}/image.svg`}
            width="250"
            height="250"
            alt={t('credential.artwork', { badge: visibleText(badge.name), issuer: visibleText(view.issuer.name) })}
          />
        </section>
        <AchievementFacts view={view} />
        <div class="cols mt6">
          <div class="stack">
            <section class="card" aria-labelledby="rubric">
              <h2 id="rubric">{t('achievement.rubric')}</h2>
              <p class="soft">{t('achievement.rubricLead', { count: badge.rubric.length })}</p>
              <div class="mt5">
                <RubricTable rubric={badge.rubric} lang={lang} />
              </div>
            </section>
            <section class="card" aria-labelledby="criteria">
              <h2 id="criteria">{t('achievement.criteria')}</h2>
              <Markdown level={2} lang={lang}>
                {badge.criteria}
              </Markdown>
            </section>
          </div>
          <aside class="stack side" aria-label={t('achievement.aside')}>
            {badge.activity && (
              <AsideCard id="learn" title={t('achievement.learn')}>
                <Markdown level={2} lang={lang}>
                  {badge.activity}
                </Markdown>
              </AsideCard>
            )}
            {badge.alignments.length > 0 && (
              <AsideCard id="alignments" title={t('achievement.alignments')}>
                <ul class="stack tight small">
                  {badge.alignments.map((alignment) => (
                    <li>
                      <EvidenceName name={alignment.name} href={alignment.url} />
                      {(alignment.framework || alignment.code) && (
                        <span class="soft">
                          <br />
                          <Words>{[alignment.framework, alignment.code].filter(Boolean).join(' ')}</Words>
                        </span>
                      )}
                    </li>
                  ))}
                </ul>
              </AsideCard>
            )}
            <AsideCard id="about" title={t('achievement.issuedBy')}>
              <p>
                <a href={`/issuers/${view.issuer.id}`}>
                  <Words>{view.issuer.name}</Words>
                </a>
              </p>
              <p class="small soft mt4">{t('achievement.free')}</p>
            </AsideCard>
          </aside>
        </div>
      </div>
    </Page>
  )
}

const AsideCard = ({ id, title, children }: { id: string; title: string; children?: Child }) => (
  <section class="card" aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
)

const AchievementFacts = ({ view }: { view: AchievementView }) => {
  const speech = useSpeech()
  const { t } = speech
  const { badge } = view
  return (
    <Facts
      class="factbar"
      facts={[
        badge.hours === undefined
          ? undefined
          : { label: t('achievement.time'), value: t('credential.hours', { hours: badge.hours }) },
        {
          label: t('achievement.skills'),
          value: t('credential.skills', { count: badge.rubric.length }),
          note: t('achievement.allNeeded'),
        },
        {
          label: t('achievement.goodFor'),
          value: badge.validMonths ? t('achievement.months', { count: badge.validMonths }) : t('credential.noEnd'),
        },
        {
          label: t('achievement.version'),
          value: speech.number(view.version),
          note: <When date={view.publishedAt} />,
        },
      ]}
    />
  )
}

const AchievementAction = ({ view: { id, badgeId, issuer, isRetired, action } }: { view: AchievementView }) => {
  const { t } = useSpeech()
  if (action.kind === 'earned') {
    return (
      <ActionLink href={`/c/${action.awardId}`} words={t('achievement.earned')} note={t('achievement.earnedNote')} />
    )
  }
  if (action.kind === 'continue') {
    return (
      <ActionLink
        href={`/work/${action.submissionId}`}
        words={t('achievement.continue')}
        note={t('achievement.continueNote')}
      />
    )
  }
  if (isRetired) {
    return (
      <p class="note warn">
        <strong>{t('achievement.retired')}</strong> <a href="/catalog">{t('achievement.similar')}</a>
      </p>
    )
  }
  if (action.kind === 'not-theirs')
    return (
      <p class="note info">
        <Words>{t('achievement.notYours', { issuer: issuer.name })}</Words>
      </p>
    )
  if (action.kind === 'sign-in')
    return (
      <ActionLink
        href={`/signin?next=/achievements/${id}`}
        words={t('achievement.signIn')}
        note={t('achievement.startNote')}
      />
    )
  return (
    <form class="row" method="post" action="/work">
      <input type="hidden" name="badge" value={badgeId} />
      <button class="btn primary big" type="submit">
        {t('achievement.start')}
        <Icon name="arrow" />
      </button>
      <span class="small soft">{t('achievement.startNote')}</span>
    </form>
  )
}

const ActionLink = ({ href, words, note }: { href: string; words: string; note: string }) => (
  <div class="row">
    <a class="btn primary big" href={href}>
      {words}
      <Icon name="arrow" />
    </a>
    <span class="small soft">{note}</span>
  </div>
)
