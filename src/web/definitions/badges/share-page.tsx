import type { BadgeShare } from '../../../definitions/badges/badge-shares-store.ts'
import { About } from '../../components/about.tsx'
import { PlaceField } from '../../components/choice-fields.tsx'
import { type FormState, type Option, SelectField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { Icon } from '../../components/icon.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

export interface ShareView {
  badge: { id: string; name: string }
  shares: BadgeShare[]
  /** With whom it can be shared. */
  choices: { id: string; label: string }[]
  form: FormState
}

/** With whom a badge is shared, and what for. */
export const SharePage = ({ view }: { view: ShareView }) => {
  const { t } = useSpeech()
  const { badge, shares, choices, form } = view
  const title = t('sharing.title')
  const action = `/badges/${badge.id}/share`
  return (
    <FormPage
      area="definitions"
      title={title}
      current="badges"
      trail={[
        { href: '/badges', name: t('nav.badges') },
        { href: `/badges/${badge.id}`, name: badge.name },
      ]}
      form={form}
    >
      <div class="stack tight">
        <h1>{title}</h1>
        <p class="lead">{t('sharing.lead')}</p>
      </div>
      {shares.length === 0 ? (
        <p class="card soft">{t('sharing.none')}</p>
      ) : (
        <ul class="card todo">
          {shares.map(({ organization, mode }) => (
            <li>
              <span class="soft small">{t(`organizations.type.${organization.type}`)}</span>
              <span>
                <strong>
                  <Words>{organization.name}</Words>
                </strong>
                <small>{t(`sharing.mode.${mode}`)}</small>
              </span>
              <form method="post" action={action}>
                <input type="hidden" name="organization" value={organization.id} />
                <input type="hidden" name="mode" value={mode} />
                <button class="btn quiet" type="submit" name="do" value="stop">
                  <Icon name="remove" />
                  <span>
                    {t('sharing.stop')}
                    <About>{organization.name}</About>
                  </span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <form class="card stack" method="post" action={action} novalidate>
        <h2>{t('sharing.add')}</h2>
        <PlaceField name="organization" label={t('sharing.with')} hint={t('sharing.withHint')} places={choices} />
        <SelectField
          name="mode"
          label={t('sharing.for')}
          options={(['award', 'copy'] as const).map((mode): Option => [mode, t(`sharing.mode.${mode}`)])}
        />
        <button class="btn primary" type="submit" name="do" value="share">
          {t('sharing.submit')}
        </button>
      </form>
    </FormPage>
  )
}
