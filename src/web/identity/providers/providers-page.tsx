import type { ListedProvider } from '../../../identity/sign-in/providers-store.ts'
import { AdminFrame } from '../../components/admin-frame.tsx'
import { Entry } from '../../components/entry.tsx'
import { Field, FormScope, type FormState, useFormTitle, useInput } from '../../components/form.tsx'
import { Pill } from '../../components/pill.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { emptyForm, type OrganizationChoice, ProviderForm } from './provider-fields.tsx'
import type { TypedProvider } from './provider-form.ts'

interface SsoView {
  providers: ListedProvider[]
  organizations: OrganizationChoice[]
  redirect: string
  isSaved: boolean
  typed?: TypedProvider
  failure?: FormState
}

/** The accounts of districts by which people can sign in here. */
export const ProvidersPage = ({ providers, organizations, redirect, isSaved, typed, failure = {} }: SsoView) => {
  const { t } = useSpeech()
  const title = t('sso.title')
  return (
    <AdminFrame title={useFormTitle(title, failure)} section="sso">
      <div class="form-width stack loose">
        <FormScope form={failure}>
          <div class="stack tight">
            <h1>{title}</h1>
            <p class="lead">{t('sso.lead')}</p>
          </div>
          {isSaved && (
            <div class="note ok" role="status">
              <p>{t('sso.saved')}</p>
            </div>
          )}
          {providers.length === 0 ? <Guide redirect={redirect} /> : <ProviderList providers={providers} />}
          <section class="card stack" aria-labelledby="add">
            <h2 id="add">{t('sso.add')}</h2>
            {providers.length > 0 && <RedirectField redirect={redirect} />}
            <ProviderForm organizations={organizations} typed={typed ?? emptyForm(organizations)} />
          </section>
        </FormScope>
      </div>
    </AdminFrame>
  )
}

const Guide = ({ redirect }: { redirect: string }) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="guide">
      <h2 id="guide">{t('sso.empty')}</h2>
      <ol class="listed">
        <li class="stack tight">
          <p>{t('sso.guide.one')}</p>
          <RedirectField redirect={redirect} />
        </li>
        <li>{t('sso.guide.two')}</li>
        <li>{t('sso.guide.three')}</li>
      </ol>
    </section>
  )
}

const RedirectField = ({ redirect }: { redirect: string }) => {
  const { t } = useSpeech()
  return (
    <Field name="redirect" label={t('sso.redirect')}>
      <input type="text" readonly value={redirect} {...useInput({ name: 'redirect' })} />
    </Field>
  )
}

const ProviderList = ({ providers }: { providers: ListedProvider[] }) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="providers">
      <h2 id="providers">{t('sso.list')}</h2>
      <ul class="entries">
        {providers.map(({ id, name, organizationName, preset, domains, disabledAt }) => {
          const isOn = disabledAt === null
          return (
            <Entry
              name={name}
              pills={
                <Pill tone={isOn ? 'ok' : 'none'} icon={isOn ? 'check' : 'cross'}>
                  {t(isOn ? 'sso.on' : 'sso.off')}
                </Pill>
              }
              actions={
                <>
                  <a class="btn" href={`/admin/sso/${id}`} aria-label={t('sso.change', { name })}>
                    {t('sso.edit')}
                  </a>
                  <form method="post" action={`/admin/sso/${id}/switch`}>
                    <button
                      class="btn"
                      type="submit"
                      name="to"
                      value={isOn ? 'off' : 'on'}
                      aria-label={t(isOn ? 'sso.switchOffOne' : 'sso.switchOnOne', { name })}
                    >
                      {t(isOn ? 'sso.switchOff' : 'sso.switchOn')}
                    </button>
                  </form>
                </>
              }
            >
              <p class="small soft">
                <Words>{organizationName}</Words>, {t(`sso.preset.${preset}`)}
                <br />
                {domains.join(', ')}
              </p>
            </Entry>
          )
        })}
      </ul>
    </section>
  )
}
