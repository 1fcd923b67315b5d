import type { ListedProvider, Provider } from '../../sign-in/providers-store.ts'
import { providerPresets } from '../../sign-in/sign-in-tables.ts'
import type { TrialResult } from '../../sign-in/try-provider.ts'
import type { UpstreamError } from '../../sign-in/upstream-error.ts'
import { AdminFrame } from '../admin/admin-frame.tsx'
import { Choice, ErrorSummary, Field, type FieldErrors, TextArea, TextField, useInput } from '../components/form.tsx'
import { Pill } from '../components/pill.tsx'
import type { FormFailure } from '../forms/read-failure.ts'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'
import type { TypedProvider } from './provider-form.ts'

export interface OrganisationChoice {
  id: string
  name: string
}

export const SsoPage = ({
  providers,
  organisations,
  redirect,
  isSaved,
  typed,
  failure,
}: {
  providers: ListedProvider[]
  organisations: OrganisationChoice[]
  redirect: string
  isSaved: boolean
  typed?: TypedProvider
  failure?: FormFailure
}) => {
  const { t } = useSpeech()
  const title = t('sso.title')
  return (
    <AdminFrame title={failure ? t('form.errorTitle', { title }) : title} section="sso">
      <div class="form-width stack loose">
        <ErrorSummary errors={failure?.errors ?? {}} note={failure?.note} />
        <div class="stack">
          <h1 class="serif">{title}</h1>
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
          <ProviderForm
            organisations={organisations}
            typed={typed ?? emptyForm(organisations)}
            errors={failure?.errors ?? {}}
          />
        </section>
      </div>
    </AdminFrame>
  )
}

export const ProviderEditPage = ({
  provider,
  organisations,
  typed,
  failure,
}: {
  provider: Provider
  organisations: OrganisationChoice[]
  typed?: TypedProvider
  failure?: FormFailure
}) => {
  const { t } = useSpeech()
  const title = t('sso.change', { name: provider.name })
  return (
    <AdminFrame title={failure ? t('form.errorTitle', { title }) : title} section="sso">
      <div class="form-width stack loose">
        <ErrorSummary errors={failure?.errors ?? {}} note={failure?.note} />
        <h1 class="serif">
          <Words>{title}</Words>
        </h1>
        <div class="card stack">
          <ProviderForm
            organisations={organisations}
            typed={typed ?? formOf(provider)}
            errors={failure?.errors ?? {}}
            providerId={provider.id}
          />
        </div>
        <p>
          <a href="/admin/sso">{t('sso.again')}</a>
        </p>
      </div>
    </AdminFrame>
  )
}

/** Everything a provider said of the one who tried it, and what of it counts. */
export const TrialPage = ({ trial }: { trial: TrialResult }) => {
  const { t } = useSpeech()
  const { claims, verdict, settings, secret } = trial
  const title = t('sso.tried', { name: settings.name })
  return (
    <AdminFrame title={title} section="sso">
      <div class="form-width stack loose">
        <div class="stack">
          <h1 class="serif">
            <Words>{title}</Words>
          </h1>
          <p class="lead">{t('sso.triedLead')}</p>
        </div>
        <div class={verdict.isTrusted ? 'note ok' : 'note warn'}>
          <p>
            {verdict.isTrusted
              ? t('sso.address.trusted', { email: verdict.email })
              : t(`sso.address.${verdict.reason}`)}
          </p>
        </div>
        <section class="card stack" aria-labelledby="claims">
          <h2 id="claims">{t('sso.claims')}</h2>
          <dl class="kv claims">
            {Object.entries(claims).map(([name, value]) => (
              <>
                <dt class="mono">
                  <Words>{name}</Words>
                </dt>
                <dd class="mono">
                  <Words>{spell(value)}</Words>
                </dd>
              </>
            ))}
          </dl>
          <form method="post" action="/admin/sso/save" class="row">
            <input type="hidden" name="secret" value={secret} />
            <button class="btn primary" type="submit">
              {t('sso.save')}
            </button>
            <a class="btn" href="/admin/sso">
              {t('sso.again')}
            </a>
          </form>
        </section>
      </div>
    </AdminFrame>
  )
}

export const TrialFailedPage = ({ upstream, redirect }: { upstream: UpstreamError; redirect: string }) => {
  const { t } = useSpeech()
  return (
    <AdminFrame title={t('sso.failed')} section="sso">
      <div class="form-width stack loose">
        <div class="stack">
          <h1 class="serif">{t('sso.failed')}</h1>
          <p class="lead">{t('sso.failedLead')}</p>
        </div>
        <div class="note bad">
          <p class="mono">
            <Words>{upstream.message}</Words>
          </p>
        </div>
        <section class="card stack" aria-labelledby="ask">
          <h2 id="ask">{t('sso.ask')}</h2>
          <p>{t(`sso.ask.${upstream.advice}`, { redirect })}</p>
        </section>
        <p>
          <a href="/admin/sso">{t('sso.again')}</a>
        </p>
      </div>
    </AdminFrame>
  )
}

const Guide = ({ redirect }: { redirect: string }) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="guide">
      <h2 id="guide">{t('sso.empty')}</h2>
      <ol>
        <li>
          {t('sso.guide.one')}
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
        {providers.map(({ id, name, organisationName, preset, domains, disabledAt }) => {
          const isOn = disabledAt === null
          return (
            <li class="split">
              <div class="stack tight">
                <p>
                  <b>
                    <Words>{name}</Words>
                  </b>{' '}
                  <Pill tone={isOn ? 'ok' : 'none'} icon={isOn ? 'check' : 'cross'}>
                    {t(isOn ? 'sso.on' : 'sso.off')}
                  </Pill>
                </p>
                <p class="small soft">
                  <Words>{organisationName}</Words>, {t(`sso.preset.${preset}`)}
                  <br />
                  {domains.join(', ')}
                </p>
              </div>
              <div class="row">
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
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const ProviderForm = ({
  organisations,
  typed,
  errors,
  providerId,
}: {
  organisations: OrganisationChoice[]
  typed: TypedProvider
  errors: FieldErrors
  providerId?: string
}) => {
  const { t } = useSpeech()
  return (
    <form class="stack" method="post" action="/admin/sso/test" novalidate>
      {providerId && <input type="hidden" name="provider" value={providerId} />}
      <Field name="preset" label={t('sso.preset')} errors={errors}>
        <select {...useInput({ name: 'preset', errors })}>
          {providerPresets.map((preset) => (
            <option value={preset} selected={preset === typed.preset}>
              {t(`sso.preset.${preset}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field name="organisationId" label={t('sso.organisation')} errors={errors}>
        <select {...useInput({ name: 'organisationId', errors })}>
          {organisations.map(({ id, name }) => (
            <option value={id} selected={id === typed.organisationId}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <TextField name="name" label={t('sso.name')} hint={t('sso.nameHint')} value={typed.name} errors={errors} />
      <TextField
        name="tenant"
        label={t('sso.tenant')}
        hint={t('sso.tenantHint')}
        value={typed.tenant}
        errors={errors}
        spellcheck={false}
      />
      <TextField
        name="issuer"
        type="url"
        label={t('sso.issuer')}
        hint={t('sso.issuerHint')}
        value={typed.issuer}
        errors={errors}
        spellcheck={false}
      />
      <TextField
        name="clientId"
        label={t('sso.clientId')}
        value={typed.clientId}
        errors={errors}
        autocomplete="off"
        spellcheck={false}
      />
      <Field
        name="clientSecret"
        label={t('sso.clientSecret')}
        hint={t(providerId ? 'sso.clientSecretKept' : 'sso.clientSecretHint')}
        errors={errors}
      >
        <input
          type="password"
          autocomplete="off"
          maxlength={500}
          {...useInput({ name: 'clientSecret', hint: true, errors })}
        />
      </Field>
      <TextArea
        name="domains"
        label={t('sso.domains')}
        hint={t('sso.domainsHint')}
        value={typed.domains}
        errors={errors}
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

const emptyForm = (organisations: OrganisationChoice[]): TypedProvider => ({
  organisationId: organisations[0]?.id ?? '',
  preset: 'google',
  name: '',
  tenant: '',
  issuer: '',
  clientId: '',
  domains: '',
  allowsJoining: false,
})

const formOf = ({
  organisationId,
  preset,
  name,
  issuer,
  clientId,
  domains,
  allowsJoining,
}: Provider): TypedProvider => ({
  organisationId,
  preset,
  name,
  tenant: /\/([0-9a-f-]{36})\/v2\.0$/.exec(issuer)?.[1] ?? '',
  issuer: preset === 'other' ? issuer : '',
  clientId,
  domains: domains.join(' '),
  allowsJoining,
})

const spell = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
