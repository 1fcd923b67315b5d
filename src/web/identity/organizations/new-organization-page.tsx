import type { OrganizationType } from '../../../identity/organizations/tree.ts'
import { PlaceField } from '../../components/choice-fields.tsx'
import { type FormState, type Option, SelectField, TextField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { SubmitRow } from '../../components/submit-row.tsx'
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
        <PlaceField
          name="parentId"
          label={t('organizations.parent')}
          hint={t('organizations.parentHint')}
          none={view.mayBeRoot ? t('organizations.root') : undefined}
          places={view.parents}
        />
        <SubmitRow words={t('organizations.create')} cancel="/organizations" />
      </form>
    </FormPage>
  )
}
