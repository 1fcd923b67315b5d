import type { Provider } from '../../../identity/sign-in/providers-store.ts'
import { AdminFrame } from '../../components/admin-frame.tsx'
import { FormScope, type FormState, useFormTitle } from '../../components/form.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { formOf, type OrganizationChoice, ProviderForm } from './provider-fields.tsx'
import type { TypedProvider } from './provider-form.ts'

interface ProviderEditView {
  provider: Provider
  organizations: OrganizationChoice[]
  typed?: TypedProvider
  failure?: FormState
}

export const EditProviderPage = ({ provider, organizations, typed, failure = {} }: ProviderEditView) => {
  const { t } = useSpeech()
  const title = t('sso.change', { name: provider.name })
  return (
    <AdminFrame title={useFormTitle(title, failure)} section="sso">
      <div class="form-width stack loose">
        <FormScope form={failure}>
          <h1>
            <Words>{title}</Words>
          </h1>
          <div class="card stack">
            <ProviderForm organizations={organizations} typed={typed ?? formOf(provider)} providerId={provider.id} />
          </div>
          <p>
            <a href="/admin/sso">{t('sso.again')}</a>
          </p>
        </FormScope>
      </div>
    </AdminFrame>
  )
}
