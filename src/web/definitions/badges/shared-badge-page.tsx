import type { BadgeSharedWithMe } from '../../../definitions/badges/read-shared-badges.ts'
import { Crumbs } from '../../components/crumbs.tsx'
import { FormScope, type FormState, type Option, SelectField, useFormTitle } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { BadgeContent } from './badge-content.tsx'
import { SharedFor } from './shared-badges-page.tsx'

export interface SharedBadgeView extends BadgeSharedWithMe {
  /** Issuers at which the reader may copy it. */
  targets: { id: string; name: string }[]
  /** What the reader has begun with it. */
  copies: { id: string; name: string }[]
  form: FormState
}

/** A badge of another issuer, and the step to one of one's own. */
export const SharedBadgePage = ({ view }: { view: SharedBadgeView }) => {
  const { t } = useSpeech()
  const { version, issuerName, isToAward, isToCopy, form } = view
  const { definition } = version
  return (
    <Page area="definitions" title={useFormTitle(definition.name, form)} current="badges">
      <div class="wrap">
        <Crumbs
          trail={[
            { href: '/badges', name: t('nav.badges') },
            { href: '/badges/shared', name: t('shared.title') },
          ]}
          here={definition.name}
        />
        <FormScope form={form}>
          <section class="hero">
            <div>
              <SharedFor badge={view} />
              <h1 class="serif">
                <Words>{definition.name}</Words>
              </h1>
              <p class="lead">
                <Words>{definition.description}</Words>
              </p>
              <p class="small soft">
                <Words>{issuerName}</Words>
              </p>
            </div>
            <img
              src={`/achievements/${version.id}/image.svg`}
              width="250"
              height="250"
              alt={t('badges.preview', { name: definition.name })}
            />
          </section>
          <div class="cols mt5">
            <BadgeContent definition={definition} />
            <aside class="stack side" aria-label={t('badges.steps')}>
              {isToCopy && <CopyCard view={view} />}
              {isToAward && (
                <section class="card stack" aria-labelledby="award">
                  <h2 id="award">{t('shared.toAward')}</h2>
                  <p class="small soft">{t('shared.toAwardNote', { issuer: issuerName })}</p>
                  <p>
                    <a href={`/achievements/${version.id}`}>{t('shared.public')}</a>
                  </p>
                </section>
              )}
            </aside>
          </div>
        </FormScope>
      </div>
    </Page>
  )
}

const CopyCard = ({ view: { badgeId, targets, copies } }: { view: SharedBadgeView }) => {
  const { t } = useSpeech()
  const [first, ...others] = targets
  return (
    <section class="card stack" aria-labelledby="copy">
      <h2 id="copy">{t('shared.copyTitle')}</h2>
      <p class="small soft">{t('shared.copyNote')}</p>
      {copies.length > 0 && (
        <div class="note info">
          <p>{t('shared.copied')}</p>
          <ul>
            {copies.map(({ id, name }) => (
              <li>
                <a href={`/badges/${id}`}>
                  <Words>{name}</Words>
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <form class="stack" method="post" action={`/badges/shared/${badgeId}/copy`} novalidate>
        {others.length > 0 ? (
          <SelectField
            name="issuer"
            label={t('shared.target')}
            options={targets.map(({ id, name }): Option => [id, name])}
          />
        ) : (
          <>
            <input type="hidden" name="issuer" value={first?.id ?? ''} />
            <p>
              <Words>{t('badges.forIssuer', { issuer: first?.name ?? '' })}</Words>
            </p>
          </>
        )}
        <button class="btn primary block" type="submit">
          <Icon name="copy" />
          {t('shared.copy')}
        </button>
      </form>
    </section>
  )
}
