import { FieldError, fieldId, TextArea, TextField } from '../../components/form.tsx'
import { useSpeech } from '../../visit.tsx'
import { ActionButton } from './action-button.tsx'
import type { BadgeForm, CriterionForm } from './badge-form.ts'

/** What has to be shown, row by row, and what each level looks like. */
export const RubricCard = ({ form }: { form: BadgeForm }) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="rubric">
      <h2 id="rubric">{t('badges.rubric')}</h2>
      <p class="soft">{t('badges.rubricLead')}</p>
      <FieldError name="rubric" />
      {form.rubric.map((criterion, row) => (
        <CriterionFields criterion={criterion} row={row} rows={form.rubric.length} />
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
}

const CriterionFields = ({ criterion, row, rows }: CriterionProps) => {
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
              />
              <TextArea name={`${here}.description`} label={t('badges.levelText')} value={level.description} rows={4} />
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
      <FieldError name={`${at}.required_level_id`} />
      <div class="row">
        {row > 0 && <ActionButton value={`raise-row.${row}`} icon="up" words={t('badges.raiseRow')} about={number} />}
        {rows > 1 && (
          <ActionButton value={`remove-row.${row}`} icon="remove" words={t('badges.removeRow')} about={number} />
        )}
      </div>
    </fieldset>
  )
}
