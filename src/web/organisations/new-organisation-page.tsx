import type { OrganisationType } from '../../organisations/tree.ts'
import { Crumbs } from '../components/crumbs.tsx'
import { ErrorSummary, Field, type FieldErrors, TextField, useInput } from '../components/form.tsx'
import { Page } from '../components/page.tsx'
import { useSpeech } from '../visit.tsx'

export interface NewOrganisationView {
  /** Below which it can stand. */
  parents: { id: string; label: string }[]
  /** Whether it can stand by itself. */
  mayBeRoot: boolean
  types: readonly OrganisationType[]
  typed: Record<string, string>
  errors: FieldErrors
  note?: string | undefined
}

export const NewOrganisationPage = ({ view }: { view: NewOrganisationView }) => {
  const { t } = useSpeech()
  const { typed, errors, note } = view
  const title = t('organisations.new')
  const hasProblem = Object.keys(errors).length > 0 || note !== undefined
  return (
    <Page title={hasProblem ? t('form.errorTitle', { title }) : title} current="organisations">
      <div class="wrap narrow">
        <Crumbs trail={[{ href: '/organisations', name: t('organisations.title') }]} here={title} />
        <div class="stack loose pt5">
          <ErrorSummary errors={errors} note={note} />
          <div class="stack tight">
            <h1>{title}</h1>
            <p class="lead">{t('organisations.newLead')}</p>
          </div>
          <form class="card stack" method="post" action="/organisations/new" novalidate>
            <TextField
              name="name"
              label={t('organisations.name')}
              hint={t('organisations.nameHint')}
              value={typed.name}
              errors={errors}
              maxlength={200}
            />
            <Field name="type" label={t('organisations.type')} errors={errors}>
              <select {...useInput({ name: 'type', errors })}>
                {view.types.map((type) => (
                  <option value={type} selected={type === (typed.type ?? 'school')}>
                    {t(`organisations.type.${type}`)}
                  </option>
                ))}
              </select>
            </Field>
            <Field
              name="parentId"
              label={t('organisations.parent')}
              hint={t('organisations.parentHint')}
              errors={errors}
            >
              <select {...useInput({ name: 'parentId', hint: true, errors })}>
                {view.mayBeRoot && <option value="">{t('organisations.root')}</option>}
                {view.parents.map(({ id, label }) => (
                  <option value={id} selected={id === typed.parentId}>
                    {label}
                  </option>
                ))}
              </select>
            </Field>
            <div class="row">
              <button class="btn primary big" type="submit">
                {t('organisations.create')}
              </button>
              <a class="btn quiet" href="/organisations">
                {t('form.cancel')}
              </a>
            </div>
          </form>
        </div>
      </div>
    </Page>
  )
}
