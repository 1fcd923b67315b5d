import { artworkIcons } from '../../../definitions/badges/artwork.ts'
import { artworkTemplates } from '../../../definitions/badges/badge.ts'
import { ColorField, FieldError, type Option, SelectField, TextField } from '../../components/form.tsx'
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
      <div class="two">
        <ColorField name="artwork.color" label={t('badges.color')} value={artwork.color} />
        <ColorField name="artwork.accent" label={t('badges.accent')} value={artwork.accent} />
        <SelectField
          name="artwork.icon"
          label={t('badges.icon')}
          value={artwork.icon}
          options={iconsFor(artwork.icon).map((icon): Option => [icon, icon.replaceAll('-', ' ')])}
        />
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

/** With the one that is chosen, even when it did not come from this list. */
const iconsFor = (chosen: string) => (artworkIcons.includes(chosen) ? artworkIcons : [chosen, ...artworkIcons])
