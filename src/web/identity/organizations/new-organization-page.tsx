import type { OrganisationType } from '../../../identity/organizations/tree.ts'
import { type FormState, type Option, SelectField, TextField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { useSpeech } from '../../visit.tsx'
import { useOrganisationTrail } from './organization-trail.ts'

export interface NewOrganisationView {
  /** Below which it can stand. */
  parents: { id: string; label: string }[]
  /** Whether it can stand by itself. */
  mayBeRoot: boolean
  types: readonly OrganisationType[]
  form: FormState
}

export const NewOrganisationPage = ({ view }: { view: NewOrganisationView }) => {
  const { t } = useSpeech()
  const title = t('organisations.new')
  const root: Option[] = view.mayBeRoot ? [['', t('organisations.root')]] : []
  return (
    <FormPage title={title} current="organisations" trail={useOrganisationTrail()} form={view.form}>
      <div class="stack tight">
        <h1>{title}</h1>
        <p class="lead">{t('organisations.newLead')}</p>
      </div>
      <form class="card stack" method="post" action="/organisations/new" novalidate>
        <TextField name="name" label={t('organisations.name')} hint={t('organisations.nameHint')} maxlength={200} />
        <SelectField
          name="type"
          label={t('organisations.type')}
          value="school"
          options={view.types.map((type): Option => [type, t(`organisations.type.${type}`)])}
        />
        <SelectField
          name="parentId"
          label={t('organisations.parent')}
          hint={t('organisations.parentHint')}
          options={[...root, ...view.parents.map(({ id, label }): Option => [id, label])]}
        />
        <div class="row">
          <button class="btn primary big" type="submit">
            {t('organisations.create')}
          </button>
          <a class="btn quiet" href="/organisations">
            {t('form.cancel')}
          </a>
        </div>
      </form>
    </FormPage>
  )
}
