import { lanes } from '../../identity/people/people-tables.ts'
import { languages } from '../../platform/language/languages.ts'
import { useSpeech } from '../visit.tsx'
import { type FieldProps, type Option, SelectField } from './form.tsx'

interface KnownChoiceProps extends FieldProps {
  /** As it is saved. */
  value?: string | undefined
  /** What choosing none of them is called, where that is possible. */
  none?: string | undefined
}

interface LanguageFieldProps extends KnownChoiceProps {
  /** For whoever looks for their own language: each by the name that its speakers give it. */
  isOwn?: boolean
}

export const LanguageField = ({ none, isOwn = false, ...field }: LanguageFieldProps) => {
  const { t } = useSpeech()
  const options = languages.map((one): Option => [one, isOwn ? t(`me.language.${one}`) : t(`language.${one}`)])
  return <SelectField options={[...choosingNone(none), ...options]} {...field} />
}

export const LaneField = (field: Omit<KnownChoiceProps, 'label' | 'none'>) => {
  const { t } = useSpeech()
  const options = lanes.map((lane): Option => [lane, t(`me.lane.${lane}`)])
  return <SelectField label={t('me.lane')} options={[...choosingNone(t('me.laneNone')), ...options]} {...field} />
}

interface PlaceFieldProps extends KnownChoiceProps {
  /** Organizations, by what they are called from the root down. */
  places: readonly { id: string; label: string }[]
}

export const PlaceField = ({ none, places, ...field }: PlaceFieldProps) => (
  <SelectField options={[...choosingNone(none), ...places.map(({ id, label }): Option => [id, label])]} {...field} />
)

const choosingNone = (words: string | undefined): Option[] => (words === undefined ? [] : [['', words]])
