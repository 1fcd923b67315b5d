import type { BadgeShare } from '../../badges/badge-shares-store.ts'
import { About } from '../components/about.tsx'
import { Crumbs } from '../components/crumbs.tsx'
import { ErrorSummary, Field, type FieldErrors, useInput } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { Page } from '../components/page.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'

export interface ShareView {
  badge: { id: string; name: string }
  shares: BadgeShare[]
  /** With whom it can be shared. */
  choices: { id: string; label: string }[]
  errors: FieldErrors
  note?: string | undefined
}

/** With whom a badge is shared, and what for. */
export const SharePage = ({ view }: { view: ShareView }) => {
  const { t } = useSpeech()
  const { badge, shares, choices, errors, note } = view
  const title = t('sharing.title')
  const action = `/badges/${badge.id}/share`
  const hasProblem = Object.keys(errors).length > 0 || note !== undefined
  return (
    <Page title={hasProblem ? t('form.errorTitle', { title }) : title} current="badges">
      <div class="wrap narrow">
        <Crumbs
          trail={[
            { href: '/badges', name: t('nav.badges') },
            { href: `/badges/${badge.id}`, name: badge.name },
          ]}
          here={title}
        />
        <div class="stack loose pt5">
          <ErrorSummary errors={errors} note={note} />
          <div class="stack tight">
            <h1>{title}</h1>
            <p class="lead">{t('sharing.lead')}</p>
          </div>
          {shares.length === 0 ? (
            <p class="card soft">{t('sharing.none')}</p>
          ) : (
            <ul class="card todo">
              {shares.map(({ organisation, mode }) => (
                <li>
                  <span class="soft small">{t(`organisations.type.${organisation.type}`)}</span>
                  <span>
                    <strong>
                      <Words>{organisation.name}</Words>
                    </strong>
                    <small>{t(`sharing.mode.${mode}`)}</small>
                  </span>
                  <form method="post" action={action}>
                    <input type="hidden" name="organisation" value={organisation.id} />
                    <input type="hidden" name="mode" value={mode} />
                    <button class="btn quiet" type="submit" name="do" value="stop">
                      <Icon name="remove" />
                      <span>
                        {t('sharing.stop')}
                        <About>{organisation.name}</About>
                      </span>
                    </button>
                  </form>
                </li>
              ))}
            </ul>
          )}
          <form class="card stack" method="post" action={action} novalidate>
            <h2>{t('sharing.add')}</h2>
            <Field name="organisation" label={t('sharing.with')} hint={t('sharing.withHint')} errors={errors}>
              <select {...useInput({ name: 'organisation', hint: true, errors })}>
                {choices.map(({ id, label }) => (
                  <option value={id}>{label}</option>
                ))}
              </select>
            </Field>
            <Field name="mode" label={t('sharing.for')} errors={errors}>
              <select {...useInput({ name: 'mode', errors })}>
                {(['award', 'copy'] as const).map((mode) => (
                  <option value={mode}>{t(`sharing.mode.${mode}`)}</option>
                ))}
              </select>
            </Field>
            <button class="btn primary" type="submit" name="do" value="share">
              {t('sharing.submit')}
            </button>
          </form>
        </div>
      </div>
    </Page>
  )
}
