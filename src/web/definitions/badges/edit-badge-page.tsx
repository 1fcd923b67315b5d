import { LanguageField } from '../../components/choice-fields.tsx'
import { type FormState, type Option, SelectField, TextArea, TextField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { SubmitRow } from '../../components/submit-row.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { ArtworkCard } from './artwork-card.tsx'
import type { BadgeForm } from './badge-form.ts'
import { RubricCard } from './rubric-card.tsx'

export interface EditBadgeView {
  form: BadgeForm
  /** Absent for a new badge. */
  badge?: { id: string; revision: number }
  issuer: { id: string; name: string }
  /** What was wrong when it was sent. */
  problem?: Omit<FormState, 'typed'>
}

export const EditBadgePage = ({ view }: { view: EditBadgeView }) => {
  const { t } = useSpeech()
  const { form, badge } = view
  const title = badge ? t('badges.editTitle', { name: form.name }) : t('badges.newTitle')
  return (
    <FormPage
      area="definitions"
      title={title}
      current="badges"
      trail={[
        { href: '/badges', name: t('nav.badges') },
        ...(badge ? [{ href: `/badges/${badge.id}`, name: form.name }] : []),
      ]}
      here={badge ? t('badges.edit') : t('badges.new')}
      form={view.problem ?? {}}
      isWide
    >
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
        <PromiseCard form={form} />
        <RubricCard form={form} />
        <TaskCard form={form} />
        <ArtworkCard form={form} issuerName={view.issuer.name} />
        <SubmitRow
          words={t('badges.save')}
          cancel={badge ? `/badges/${badge.id}` : '/badges'}
          name="action"
          value="save"
        />
      </form>
    </FormPage>
  )
}

const PromiseCard = ({ form }: { form: BadgeForm }) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="promise">
      <h2 id="promise">{t('badges.promise')}</h2>
      <TextField name="name" label={t('badges.name')} hint={t('badges.nameHint')} value={form.name} maxlength={120} />
      <TextArea
        name="description"
        label={t('badges.description')}
        hint={t('badges.descriptionHint')}
        value={form.description}
        rows={2}
      />
      <div class="two">
        <SelectField
          name="achievement_type"
          label={t('badges.type')}
          value={form.achievementType}
          options={(['MicroCredential', 'Badge', 'CertificateOfCompletion', 'Course'] as const).map(
            (type): Option => [type, t(`badge.type.${type}`)],
          )}
        />
        <TextField name="hours" label={t('badges.hours')} value={form.hours} inputmode="decimal" />
        <TextField
          name="valid_months"
          label={t('badges.validMonths')}
          hint={t('badges.validMonthsHint')}
          value={form.validMonths}
          inputmode="numeric"
        />
        <LanguageField name="language" label={t('badges.language')} value={form.language} />
      </div>
    </section>
  )
}

const TaskCard = ({ form }: { form: BadgeForm }) => {
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
      />
      <TextArea
        name="activity"
        label={t('badges.activity')}
        hint={t('badges.activityHint')}
        value={form.activity}
        rows={4}
      />
      <TextField name="tags" label={t('badges.tags')} hint={t('badges.tagsHint')} value={form.tags} />
      <TextArea
        name="alignments"
        label={t('badges.alignments')}
        hint={t('badges.alignmentsHint')}
        value={form.alignments}
        rows={3}
        spellcheck={false}
      />
    </section>
  )
}
