import type { Child, PropsWithChildren } from 'hono/jsx'
import { useSpeech } from '../visit.tsx'
import { Icon } from './icon.tsx'

/** What to say beside each field, by the field's name. */
export type FieldErrors = Readonly<Record<string, string>>

/** Stands above the form, takes the focus and leads to each field at fault. */
export const ErrorSummary = ({ errors, note }: { errors: FieldErrors; note?: string | undefined }) => {
  const { t } = useSpeech()
  const entries = Object.entries(errors)
  if (entries.length === 0 && !note) return null
  return (
    <div class="errorsummary" role="alert" tabindex={-1} autofocus>
      <h2>{t('form.problem')}</h2>
      {note && <p>{note}</p>}
      {entries.length > 0 && (
        <ul>
          {entries.map(([field, message]) => (
            <li>
              <a href={`#${fieldId(field)}`}>{message}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface FieldProps {
  name: string
  label: Child
  hint?: Child
  errors?: FieldErrors
}

export const Field = ({ name, label, hint, errors, children }: PropsWithChildren<FieldProps>) => (
  <div class="field">
    <label for={fieldId(name)}>{label}</label>
    {hint && (
      <span class="hint" id={`${fieldId(name)}-hint`}>
        {hint}
      </span>
    )}
    <FieldError name={name} errors={errors} />
    {children}
  </div>
)

export const FieldError = ({ name, errors }: { name: string; errors: FieldErrors | undefined }) => {
  const { t } = useSpeech()
  const message = errors?.[name]
  if (!message) return null
  return (
    <span class="err" id={`${fieldId(name)}-error`}>
      <Icon name="alert" />
      <span>
        <span class="vh">{t('form.errorPrefix')} </span>
        {message}
      </span>
    </span>
  )
}

/** The attributes that tie an input to its label, its hint and its error. */
export function inputProps({ name, hint, errors }: { name: string; hint?: unknown; errors?: FieldErrors | undefined }) {
  const id = fieldId(name)
  const hasError = errors?.[name] !== undefined
  const described = [hint ? `${id}-hint` : '', hasError ? `${id}-error` : ''].filter(Boolean).join(' ')
  return {
    id,
    name,
    ...(described && { 'aria-describedby': described }),
    ...(hasError && { 'aria-invalid': 'true' as const }),
  }
}

interface TextFieldProps extends FieldProps {
  value?: string | undefined
  type?: 'text' | 'email' | 'url' | 'search' | 'number'
  maxlength?: number
  autocomplete?: string
  placeholder?: string
  inputmode?: 'decimal' | 'numeric'
  spellcheck?: boolean
}

export const TextField = ({ label, value = '', type = 'text', spellcheck, ...rest }: TextFieldProps) => {
  const { name, hint, errors, ...attributes } = rest
  return (
    <Field name={name} label={label} hint={hint} {...(errors && { errors })}>
      <input
        type={type}
        value={value}
        {...inputProps({ name, hint, errors })}
        {...attributes}
        {...(spellcheck === false && { spellcheck: false })}
      />
    </Field>
  )
}

interface FileFieldProps extends FieldProps {
  accept: string
  isMultiple?: boolean
}

export const FileField = ({ accept, isMultiple = false, ...field }: FileFieldProps) => (
  <Field {...field}>
    <input type="file" accept={accept} multiple={isMultiple} {...inputProps(field)} />
  </Field>
)

interface TextAreaProps extends FieldProps {
  value?: string | undefined
  rows?: number
  maxlength?: number
  spellcheck?: boolean
}

export const TextArea = ({ value = '', rows = 4, maxlength, spellcheck, ...field }: TextAreaProps) => (
  <Field {...field}>
    <textarea
      rows={rows}
      {...inputProps(field)}
      {...(maxlength !== undefined && { maxlength })}
      {...(spellcheck === false && { spellcheck: false })}
    >
      {value}
    </textarea>
  </Field>
)

interface ChoiceProps {
  type: 'radio' | 'checkbox'
  name: string
  value: string
  label: Child
  note?: Child
  isChecked?: boolean
}

export const Choice = ({ type, name, value, label, note, isChecked = false }: ChoiceProps) => (
  <label class="choice">
    <input type={type} name={name} value={value} checked={isChecked} />
    <b>{label}</b> {note && <small>{note}</small>}
  </label>
)

export const fieldId = (name: string) => `f-${name.replaceAll(/[^\w-]/g, '-')}`
