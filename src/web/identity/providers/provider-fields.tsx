import type { Provider } from '../../../identity/sign-in/providers-store.ts'
import { providerPresets } from '../../../identity/sign-in/sign-in-tables.ts'
import { Choice, Field, type Option, SelectField, TextArea, TextField, useInput } from '../../components/form.tsx'
import { useSpeech } from '../../visit.tsx'
import type { TypedProvider } from './provider-form.ts'

export interface OrganizationChoice {
  id: string
  name: string
}

interface ProviderFormProps {
  organizations: OrganizationChoice[]
  /** As typed, or as saved. */
  typed: TypedProvider
  /** Absent for a new one. */
  providerId?: string
}

/** What a provider is asked with. It is tried before anything is saved. */
export const ProviderForm = ({ organizations, typed, providerId }: ProviderFormProps) => {
  const { t } = useSpeech()
  return (
    <form class="stack" method="post" action="/admin/sso/test" novalidate>
      {providerId && <input type="hidden" name="provider" value={providerId} />}
      <SelectField
        name="preset"
        label={t('sso.preset')}
        value={typed.preset}
        options={providerPresets.map((preset): Option => [preset, t(`sso.preset.${preset}`)])}
      />
      <SelectField
        name="organizationId"
        label={t('sso.organization')}
        value={typed.organizationId}
        options={organizations.map(({ id, name }): Option => [id, name])}
      />
      <TextField name="name" label={t('sso.name')} hint={t('sso.nameHint')} value={typed.name} />
      <TextField
        name="tenant"
        label={t('sso.tenant')}
        hint={t('sso.tenantHint')}
        value={typed.tenant}
        spellcheck={false}
      />
      <TextField
        name="issuer"
        type="url"
        label={t('sso.issuer')}
        hint={t('sso.issuerHint')}
        value={typed.issuer}
        spellcheck={false}
      />
      <TextField
        name="clientId"
        label={t('sso.clientId')}
        value={typed.clientId}
        autocomplete="off"
        spellcheck={false}
      />
      <Field
        name="clientSecret"
        label={t('sso.clientSecret')}
        hint={t(providerId ? 'sso.clientSecretKept' : 'sso.clientSecretHint')}
      >
        <input type="password" autocomplete="off" maxlength={500} {...useInput({ name: 'clientSecret', hint: true })} />
      </Field>
      <TextArea
        name="domains"
        label={t('sso.domains')}
        hint={t('sso.domainsHint')}
        value={typed.domains}
        rows={2}
        spellcheck={false}
      />
      <Choice
        type="checkbox"
        name="allowsJoining"
        value="yes"
        label={t('sso.allowsJoining')}
        note={t('sso.allowsJoiningNote')}
        isChecked={typed.allowsJoining}
      />
      <div class="stack tight">
        <button class="btn primary big" type="submit">
          {t('sso.test')}
        </button>
        <p class="small soft">{t('sso.testNote')}</p>
      </div>
    </form>
  )
}

export const emptyForm = (organizations: OrganizationChoice[]): TypedProvider => ({
  organizationId: organizations[0]?.id ?? '',
  preset: 'google',
  name: '',
  tenant: '',
  issuer: '',
  clientId: '',
  domains: '',
  allowsJoining: false,
})

export const formOf = ({
  organizationId,
  preset,
  name,
  issuer,
  clientId,
  domains,
  allowsJoining,
}: Provider): TypedProvider => ({
  organizationId,
  preset,
  name,
  tenant: /\/([0-9a-f-]{36})\/v2\.0$/.exec(issuer)?.[1] ?? '',
  issuer: preset === 'other' ? issuer : '',
  clientId,
  domains: domains.join(' '),
  allowsJoining,
})
