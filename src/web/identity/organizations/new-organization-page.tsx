import type { OrganizationType } from '../../../identity/organizations/tree.ts'
import { type FormState, type Option, SelectField, TextField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { useSpeech } from '../../visit.tsx'
import { useOrganizationTrail } from './organization-trail.ts'

export interface NewOrganizationView {
  /** Below which it can stand. */
  parents: { id: string; label: string }[]
  /** Whether it can stand by itself. */
  mayBeRoot: boolean
  types: readonly OrganizationType[]
  form: FormState
}

export const NewOrganizationPage = ({ view }: { view: NewOrganizationView }) => {
  const { t } = useSpeech()
  const title = t('organizations.new')
  const root: Option[] = view.mayBeRoot ? [['', t('organizations.root')]] : []
  return (
    <FormPage area="identity" title={title} current="organizations" trail={useOrganizationTrail()} form={view.form}>
      <div class="stack tight">
        <h1>{title}</h1>
        <p class="lead">{t('organizations.newLead')}</p>
      </div>
      <form class="card stack" method="post" action="/organizations/new" novalidate>
        <TextField name="name" label={t('organizations.name')} hint={t('organizations.nameHint')} maxlength={200} />
        <SelectField
          name="type"
          label={t('organizations.type')}
          value="school"
          options={view.types.map((type): Option => [type, t(`organizations.type.${type}`)])}
        />
        <SelectField
          name="parentId"
          label={t('organizations.parent')}
          hint={t('organizations.parentHint')}
          options={[...root, ...view.parents.map(({ id, label }): Option => [id, label])]}
        />
        <div class="row">
          <button class="btn primary big" type="submit">
            {t('organizations.create')}
          </button>
          <a class="btn quiet" href="/organizations">
            {t('form.cancel')}
          </a>
        </div>
      </form>
    </FormPage>
  )
}
