import type { Passkey } from '../../../identity/sign-in/passkeys-store.ts'
import { assets } from '../../assets.ts'
import { Entry } from '../../components/entry.tsx'
import { type FormState, TextField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { Icon } from '../../components/icon.tsx'
import { Pill } from '../../components/pill.tsx'
import { When } from '../../components/when.tsx'
import { useSpeech } from '../../visit.tsx'

/** A person's passkeys: what each is called and when it was used, one more, one less. */
export const PasskeysPage = ({ passkeys, form = {} }: { passkeys: Passkey[]; form: FormState | undefined }) => {
  const { t } = useSpeech()
  const title = t('passkeys.title')
  return (
    <FormPage
      area="identity"
      title={title}
      current="me"
      trail={[{ href: '/me', name: t('me.title') }]}
      form={form}
      head={<script type="module" src={assets.passkeyScript} />}
    >
      <div class="stack tight">
        <h1 class="serif">{title}</h1>
        <p class="lead">{t('passkeys.lead')}</p>
      </div>
      <section class="card stack" aria-labelledby="own">
        <h2 id="own">{title}</h2>
        {passkeys.length === 0 ? (
          <p class="soft">{t('passkeys.empty')}</p>
        ) : (
          <ul class="entries">
            {passkeys.map((passkey) => (
              <PasskeyEntry passkey={passkey} error={form.errors?.[`name-${passkey.id}`]} />
            ))}
          </ul>
        )}
      </section>
      <section class="card stack" aria-labelledby="add">
        <h2 id="add">{t('passkeys.add')}</h2>
        <p data-without-passkey="">{t('passkeys.noScript')}</p>
        <div hidden data-passkey="make">
          <form class="stack" method="post" action="/me/passkeys" novalidate>
            <input type="hidden" name="passkey" value="" />
            <TextField name="name" label={t('passkeys.name')} hint={t('passkeys.nameHint')} maxlength={60} />
            <button class="btn primary" type="button" data-challenge="/me/passkeys/challenge" data-send="/me/passkeys">
              <Icon name="key" />
              <span>{t('passkeys.create')}</span>
            </button>
            <p class="small soft" role="status" data-failed={t('passkeys.failed')} />
          </form>
        </div>
      </section>
      <p>
        <a href="/me/sessions">{t('passkeys.sessions')}</a>
      </p>
    </FormPage>
  )
}

const PasskeyEntry = ({ passkey, error }: { passkey: Passkey; error: string | undefined }) => {
  const { t, rich } = useSpeech()
  const { id, name, createdAt, lastUsedAt, isSynced } = passkey
  const field = `name-${id}`
  return (
    <Entry
      name={name}
      pills={isSynced && <Pill tone="info">{t('passkeys.synced')}</Pill>}
      actions={
        <form method="post" action={`/me/passkeys/${id}/remove`}>
          <button class="btn danger" type="submit" aria-label={t('passkeys.removeOne', { name })}>
            {t('passkeys.remove')}
          </button>
        </form>
      }
    >
      <p class="small soft">
        {rich('passkeys.made', { time: <When date={new Date(createdAt)} withTime /> })}
        <br />
        {lastUsedAt === null
          ? t('passkeys.unused')
          : rich('passkeys.used', { time: <When date={new Date(lastUsedAt)} withTime /> })}
      </p>
      <details open={error !== undefined}>
        <summary>{t('passkeys.rename')}</summary>
        <form class="row" method="post" action={`/me/passkeys/${id}/name`} novalidate>
          <label class="vh" for={`f-${field}`}>
            {t('passkeys.renameOne', { name })}
          </label>
          <input id={`f-${field}`} name="name" value={name} maxlength={60} />
          <button class="btn" type="submit">
            {t('form.save')}
          </button>
        </form>
      </details>
    </Entry>
  )
}
