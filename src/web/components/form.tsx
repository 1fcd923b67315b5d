import { type Child, createContext, type PropsWithChildren, useContext } from 'hono/jsx'
import { useSpeech } from '../visit.tsx'
import { Icon } from './icon.tsx'

/** What to say beside each field, by the field's name. */
export type FieldErrors = Readonly<Record<string, string>>

/** A form as it was sent, where it could not be taken. */
export interface FormState {
  /** By the field's name; stands in the fields instead of what was saved. */
  typed?: Readonly<Record<string, string | undefined>> | undefined
  errors?: FieldErrors | undefined
  /** What went wrong as a whole, where no field says it. */
  note?: string | undefined
}

const FormContext = createContext<FormState>({})

interface FormScopeProps {
  form: FormState
  /** Whether what is wrong is also said above, as it is where the page is all about the form. */
  hasSummary?: boolean
}

/** The forms within know by themselves what was typed into their fields and what is wrong with it. */
export const FormScope = ({ form, hasSummary = true, children }: PropsWithChildren<FormScopeProps>) => (
  <FormContext.Provider value={form}>
    {hasSummary && <ErrorSummary errors={form.errors} note={form.note} />}
    {children}
  </FormContext.Provider>
)

/** What the forms of a `FormScope` know. */
export const useForm = (): FormState => useContext(FormContext)

/** The title of a page with forms, which begins with an error where there is one. */
export function useFormTitle(title: string, { errors = {}, note }: FormState): string {
  const { t } = useSpeech()
  return Object.keys(errors).length > 0 || note !== undefined ? t('form.errorTitle', { title }) : title
}

/** Stands above the form, takes the focus and leads to each field at fault. */
export const ErrorSummary = ({ errors = {}, note }: Pick<FormState, 'errors' | 'note'>) => {
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

export interface FieldProps {
  name: string
  label: Child
  hint?: Child
}

export const Field = ({ name, label, hint, children }: PropsWithChildren<FieldProps>) => (
  <div class="field">
    <label for={fieldId(name)}>{label}</label>
    {hint && (
      <span class="hint" id={`${fieldId(name)}-hint`}>
        {hint}
      </span>
    )}
    <FieldError name={name} />
    {children}
  </div>
)

export const FieldError = ({ name }: { name: string }) => {
  const { t } = useSpeech()
  const message = useForm().errors?.[name]
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
export function useInput({ name, hint }: { name: string; hint?: unknown }) {
  const { errors } = useForm()
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

/** What stands in a field: what was typed, or else what is saved. */
const useValue = (name: string, saved: string | undefined): string => useForm().typed?.[name] ?? saved ?? ''

interface TextFieldProps extends FieldProps {
  /** As it is saved. */
  value?: string | undefined
  type?: 'text' | 'email' | 'url' | 'search' | 'number' | 'date'
  maxlength?: number
  autocomplete?: string
  inputmode?: 'decimal' | 'numeric'
  spellcheck?: boolean
}

export const TextField = ({ label, value, type = 'text', spellcheck, ...rest }: TextFieldProps) => {
  const { name, hint, ...attributes } = rest
  return (
    <Field name={name} label={label} hint={hint}>
      <input
        type={type}
        value={useValue(name, value)}
        {...useInput({ name, hint })}
        {...attributes}
        {...(spellcheck === false && { spellcheck: false })}
      />
    </Field>
  )
}

interface EmailFieldProps extends FieldProps {
  value?: string | undefined
  autocomplete: 'email' | 'username webauthn' | 'off'
}

export const EmailField = (field: EmailFieldProps) => (
  <TextField type="email" maxlength={320} spellcheck={false} {...field} />
)

/** What is sent, and what the reader chooses by. */
export type Option = readonly [value: string, words: string]

interface SelectFieldProps extends FieldProps {
  /** As it is saved. */
  value?: string | undefined
  options: readonly Option[]
}

export const SelectField = ({ value, options, ...field }: SelectFieldProps) => {
  const chosen = useValue(field.name, value)
  return (
    <Field {...field}>
      <select {...useInput(field)}>
        {options.map(([option, words]) => (
          <option value={option} selected={option === chosen}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  )
}

interface ColorFieldProps extends FieldProps {
  /** As #rrggbb. */
  value: string
}

export const ColorField = ({ value, ...field }: ColorFieldProps) => (
  <Field {...field}>
    <input type="color" value={value} {...useInput(field)} />
  </Field>
)

interface FileFieldProps extends FieldProps {
  accept: string
  isMultiple?: boolean
}

export const FileField = ({ accept, isMultiple = false, ...field }: FileFieldProps) => (
  <Field {...field}>
    <input type="file" accept={accept} multiple={isMultiple} {...useInput(field)} />
  </Field>
)

interface TextAreaProps extends FieldProps {
  /** As it is saved. */
  value?: string | undefined
  rows?: number
  maxlength?: number
  spellcheck?: boolean
}

export const TextArea = ({ value, rows = 4, maxlength, spellcheck, ...field }: TextAreaProps) => (
  <Field {...field}>
    <textarea
      rows={rows}
      {...useInput(field)}
      {...(maxlength !== undefined && { maxlength })}
      {...(spellcheck === false && { spellcheck: false })}
    >
      {useValue(field.name, value)}
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

/** For what cannot be undone: nothing happens unless it is ticked. */
export const SureField = ({ label }: { label: Child }) => (
  <div class="field">
    <FieldError name="sure" />
    <label class="choice" for={fieldId('sure')}>
      <input type="checkbox" value="yes" {...useInput({ name: 'sure' })} />
      <b>{label}</b>
    </label>
  </div>
)

export const fieldId = (name: string) => `f-${name.replaceAll(/[^\w-]/g, '-')}`
