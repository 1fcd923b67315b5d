import { artworkIcons } from '../../../definitions/badges/artwork.ts'
import { artworkTemplates } from '../../../definitions/badges/badge.ts'
import { isMessageKey } from '../../../platform/language/messages.ts'
import type { Speech } from '../../../platform/language/speech.ts'
import { ColorField, FieldError, TextField } from '../../components/form.tsx'
import { useSpeech } from '../../visit.tsx'
import { ActionButton } from './action-button.tsx'
import { type BadgeForm, previewPath } from './badge-form.ts'

/** What the badge looks like, as it is typed. */
export const ArtworkCard = ({ form, issuerName }: { form: BadgeForm; issuerName: string }) => {
  const { t } = useSpeech()
  const { artwork } = form
  return (
    <section class="card stack" aria-labelledby="artwork">
      <h2 id="artwork">{t('badges.artwork')}</h2>
      <div class="preview">
        <img
          src={previewPath(form, issuerName)}
          width="176"
          height="176"
          alt={t('badges.preview', { name: form.name })}
        />
        <div class="stack">
          <p class="soft">{t('badges.artworkLead')}</p>
          <ActionButton value="preview" icon="preview" words={t('badges.showPreview')} />
        </div>
      </div>
      <fieldset class="field">
        <legend class="label">{t('badges.shape')}</legend>
        <FieldError name="artwork.template" />
        <div class="swatches">
          {artworkTemplates.map((template) => (
            <label class="pick">
              <img
                src={previewPath(
                  { ...form, name: t(`badges.shape.${template}`), artwork: { ...artwork, template } },
                  issuerName,
                )}
                alt=""
                width="64"
                height="64"
              />
              <input type="radio" name="artwork.template" value={template} checked={template === artwork.template} />
              <span>{t(`badges.shape.${template}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <details class="field">
        <summary class="label">{t('badges.icon')}</summary>
        <FieldError name="artwork.icon" />
        <fieldset class="swatches icons">
          <legend class="vh">{t('badges.icon')}</legend>
          {artworkIcons.map((icon) => (
            <label class="pick">
              <img src={`/icons/${icon}.svg`} alt="" width="32" height="32" loading="lazy" />
              <input type="radio" name="artwork.icon" value={icon} checked={icon === artwork.icon} />
              <span>{nameOf(icon, t)}</span>
            </label>
          ))}
        </fieldset>
      </details>
      <div class="two">
        <ColorField name="artwork.color" label={t('badges.color')} value={artwork.color} />
        <ColorField name="artwork.accent" label={t('badges.accent')} value={artwork.accent} />
        <TextField
          name="artwork.level_name"
          label={t('badges.levelWord')}
          hint={t('badges.levelWordHint')}
          value={artwork.levelName}
        />
        <TextField name="artwork.level" label={t('badges.level')} value={artwork.level} inputmode="numeric" />
        <TextField name="artwork.levels" label={t('badges.levels')} value={artwork.levels} inputmode="numeric" />
      </div>
    </section>
  )
}

const nameOf = (icon: string, t: Speech['t']) => {
  const key = `icon.${icon}`
  return isMessageKey(key) ? t(key) : icon
}
