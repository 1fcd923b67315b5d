import { artworkIcons } from '../../badges/artwork.ts'
import { artworkTemplates } from '../../badges/badge.ts'
import { About } from '../components/about.tsx'
import { Crumbs } from '../components/crumbs.tsx'
import {
  ErrorSummary,
  Field,
  FieldError,
  type FieldErrors,
  fieldId,
  TextArea,
  TextField,
  useInput,
} from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { Page } from '../components/page.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'
import { type BadgeForm, type CriterionForm, previewPath } from './badge-form.ts'

export interface EditBadgeView {
  form: BadgeForm
  /** Absent for a new badge. */
  badge?: { id: string; revision: number }
  issuer: { id: string; name: string }
  errors?: FieldErrors
  note?: string
}

export const EditBadgePage = ({ view }: { view: EditBadgeView }) => {
  const { t } = useSpeech()
  const { form, badge, errors = {} } = view
  const title = badge ? t('badges.editTitle', { name: form.name }) : t('badges.newTitle')
  const hasProblem = Object.keys(errors).length > 0 || view.note !== undefined
  return (
    <Page title={hasProblem ? t('form.errorTitle', { title }) : title} current="badges">
      <div class="wrap">
        <Crumbs
          trail={[
            { href: '/badges', name: t('nav.badges') },
            ...(badge ? [{ href: `/badges/${badge.id}`, name: form.name }] : []),
          ]}
          here={badge ? t('badges.edit') : t('badges.new')}
        />
        <div class="stack loose pt5">
          <ErrorSummary errors={errors} {...(view.note !== undefined && { note: view.note })} />
          <form
            class="stack loose"
            method="post"
            action={badge ? `/badges/${badge.id}/edit` : `/badges/new?issuer=${view.issuer.id}`}
            novalidate
          >
            <div class="split">
              <div class="stack tight">
                <h1>{badge ? t('badges.edit') : t('badges.newTitle')}</h1>
                <p class="soft">
                  <Words>{t('badges.forIssuer', { issuer: view.issuer.name })}</Words>
                </p>
              </div>
              {/* Stands first, because the first button of a form is the one that Enter presses. */}
              <button class="btn primary" type="submit" name="action" value="save">
                {t('badges.save')}
              </button>
            </div>
            {badge && <input type="hidden" name="revision" value={String(badge.revision)} />}
            <PromiseCard form={form} errors={errors} />
            <RubricCard form={form} errors={errors} />
            <TaskCard form={form} errors={errors} />
            <ArtworkCard form={form} issuerName={view.issuer.name} errors={errors} />
            <div class="row">
              <button class="btn primary big" type="submit" name="action" value="save">
                {t('badges.save')}
              </button>
              <a class="btn quiet" href={badge ? `/badges/${badge.id}` : '/badges'}>
                {t('form.cancel')}
              </a>
            </div>
          </form>
        </div>
      </div>
    </Page>
  )
}

interface PartProps {
  form: BadgeForm
  errors: FieldErrors
}

const PromiseCard = ({ form, errors }: PartProps) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="promise">
      <h2 id="promise">{t('badges.promise')}</h2>
      <TextField
        name="name"
        label={t('badges.name')}
        hint={t('badges.nameHint')}
        value={form.name}
        maxlength={120}
        errors={errors}
      />
      <TextArea
        name="description"
        label={t('badges.description')}
        hint={t('badges.descriptionHint')}
        value={form.description}
        rows={2}
        errors={errors}
      />
      <div class="two">
        <Field name="achievement_type" label={t('badges.type')}>
          <select {...useInput({ name: 'achievement_type' })}>
            {(['MicroCredential', 'Badge', 'CertificateOfCompletion', 'Course'] as const).map((type) => (
              <option value={type} selected={type === form.achievementType}>
                {t(`badge.type.${type}`)}
              </option>
            ))}
          </select>
        </Field>
        <TextField name="hours" label={t('badges.hours')} value={form.hours} inputmode="decimal" errors={errors} />
        <TextField
          name="valid_months"
          label={t('badges.validMonths')}
          hint={t('badges.validMonthsHint')}
          value={form.validMonths}
          inputmode="numeric"
          errors={errors}
        />
        <Field name="language" label={t('badges.language')}>
          <select {...useInput({ name: 'language' })}>
            {(['en', 'es'] as const).map((language) => (
              <option value={language} selected={language === form.language}>
                {t(`language.${language}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
    </section>
  )
}

const RubricCard = ({ form, errors }: PartProps) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="rubric">
      <h2 id="rubric">{t('badges.rubric')}</h2>
      <p class="soft">{t('badges.rubricLead')}</p>
      <FieldError name="rubric" errors={errors} />
      {form.rubric.map((criterion, row) => (
        <CriterionFields criterion={criterion} row={row} rows={form.rubric.length} errors={errors} />
      ))}
      <div class="row" id={fieldId('rubric')}>
        <ActionButton value="add-row" icon="add" words={t('badges.addRow')} />
        <ActionButton value="add-level" icon="add" words={t('badges.addLevel')} />
        <ActionButton value="remove-level" icon="remove" words={t('badges.removeLevel')} />
      </div>
    </section>
  )
}

interface CriterionProps {
  criterion: CriterionForm
  row: number
  rows: number
  errors: FieldErrors
}

const CriterionFields = ({ criterion, row, rows, errors }: CriterionProps) => {
  const { t } = useSpeech()
  const at = `rubric.${row}`
  const number = row + 1
  return (
    <fieldset class="criterion" id={`row-${number}`}>
      <legend class="split">
        <span class="label">{t('badges.row', { number })}</span>
      </legend>
      <input type="hidden" name={`${at}.id`} value={criterion.id} />
      <TextField
        name={`${at}.name`}
        label={t('badges.rowName')}
        hint={t('badges.rowNameHint')}
        value={criterion.name}
        errors={errors}
      />
      <div class="level-edit">
        {criterion.levels.map((level, index) => {
          const here = `${at}.levels.${index}`
          return (
            <div>
              <input type="hidden" name={`${here}.id`} value={level.id} />
              <TextField
                name={`${here}.name`}
                label={t('badges.levelName', { number: index + 1 })}
                value={level.name}
                errors={errors}
              />
              <TextArea
                name={`${here}.description`}
                label={t('badges.levelText')}
                value={level.description}
                rows={4}
                errors={errors}
              />
              <label class="choice">
                <input
                  type="radio"
                  name={`${at}.required_level_id`}
                  value={level.id}
                  checked={level.id === criterion.requiredLevelId}
                />
                <b>{t('badges.isGoal')}</b>
              </label>
            </div>
          )
        })}
      </div>
      <FieldError name={`${at}.required_level_id`} errors={errors} />
      <div class="row">
        {row > 0 && <ActionButton value={`raise-row.${row}`} icon="up" words={t('badges.raiseRow')} about={number} />}
        {rows > 1 && (
          <ActionButton value={`remove-row.${row}`} icon="remove" words={t('badges.removeRow')} about={number} />
        )}
      </div>
    </fieldset>
  )
}

interface ActionProps {
  value: string
  icon: 'add' | 'remove' | 'up' | 'preview'
  words: string
  /** The row it is about, for those who cannot see where the button stands. */
  about?: number
}

const ActionButton = ({ value, icon, words, about }: ActionProps) => {
  const { t } = useSpeech()
  return (
    <button class="btn quiet" type="submit" name="action" value={value}>
      <Icon name={icon} />
      <span>
        {words}
        {about !== undefined && <About>{t('badges.row', { number: about })}</About>}
      </span>
    </button>
  )
}

const TaskCard = ({ form, errors }: PartProps) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="task">
      <h2 id="task">{t('badges.task')}</h2>
      <TextArea
        name="criteria"
        label={t('badges.criteria')}
        hint={t('badges.criteriaHint')}
        value={form.criteria}
        rows={8}
        errors={errors}
      />
      <TextArea
        name="activity"
        label={t('badges.activity')}
        hint={t('badges.activityHint')}
        value={form.activity}
        rows={4}
        errors={errors}
      />
      <TextField name="tags" label={t('badges.tags')} hint={t('badges.tagsHint')} value={form.tags} errors={errors} />
      <TextArea
        name="alignments"
        label={t('badges.alignments')}
        hint={t('badges.alignmentsHint')}
        value={form.alignments}
        rows={3}
        spellcheck={false}
        errors={errors}
      />
    </section>
  )
}

const ArtworkCard = ({ form, issuerName, errors }: PartProps & { issuerName: string }) => {
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
        <FieldError name="artwork.template" errors={errors} />
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
        <Field name="artwork.color" label={t('badges.color')} errors={errors}>
          <input type="color" value={artwork.color} {...useInput({ name: 'artwork.color', errors })} />
        </Field>
        <Field name="artwork.accent" label={t('badges.accent')} errors={errors}>
          <input type="color" value={artwork.accent} {...useInput({ name: 'artwork.accent', errors })} />
        </Field>
        <Field name="artwork.icon" label={t('badges.icon')} errors={errors}>
          <select {...useInput({ name: 'artwork.icon', errors })}>
            {iconsFor(artwork.icon).map((icon) => (
              <option value={icon} selected={icon === artwork.icon}>
                {icon.replaceAll('-', ' ')}
              </option>
            ))}
          </select>
        </Field>
        <TextField
          name="artwork.level_name"
          label={t('badges.levelWord')}
          hint={t('badges.levelWordHint')}
          value={artwork.levelName}
          errors={errors}
        />
        <TextField
          name="artwork.level"
          label={t('badges.level')}
          value={artwork.level}
          inputmode="numeric"
          errors={errors}
        />
        <TextField
          name="artwork.levels"
          label={t('badges.levels')}
          value={artwork.levels}
          inputmode="numeric"
          errors={errors}
        />
      </div>
    </section>
  )
}

/** With the one that is chosen, even when it did not come from this list. */
const iconsFor = (chosen: string) => (artworkIcons.includes(chosen) ? artworkIcons : [chosen, ...artworkIcons])
