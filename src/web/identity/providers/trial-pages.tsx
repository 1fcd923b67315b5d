import type { ProviderError } from '../../../identity/sign-in/provider-error.ts'
import type { TrialResult } from '../../../identity/sign-in/try-provider.ts'
import { AdminFrame } from '../../components/admin-frame.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { ProviderWords } from '../sign-in/provider-pages.tsx'

/** Everything a provider said of the one who tried it, and what of it counts. */
export const TrialPage = ({ trial }: { trial: TrialResult }) => {
  const { t } = useSpeech()
  const { claims, verdict, settings, secret } = trial
  const title = t('sso.tried', { name: settings.name })
  return (
    <AdminFrame title={title} section="sso">
      <div class="form-width stack loose">
        <div class="stack tight">
          <h1>
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

export const TrialFailedPage = ({ upstream, redirect }: { upstream: ProviderError; redirect: string }) => {
  const { t } = useSpeech()
  return (
    <AdminFrame title={t('sso.failed')} section="sso">
      <div class="form-width stack loose">
        <div class="stack tight">
          <h1>{t('sso.failed')}</h1>
          <p class="lead">{t('sso.failedLead')}</p>
        </div>
        <div class="note bad">
          <p class="mono">
            <ProviderWords said={upstream.message} />
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

const spell = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
