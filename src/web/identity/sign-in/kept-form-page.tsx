import type { KeptForm } from '../../../identity/sign-in/kept-forms.ts'
import { Page } from '../../components/page.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

/** What somebody was sending when their session ended. */
export const KeptFormPage = ({ form }: { form: KeptForm }) => {
  const { t } = useSpeech()
  const typed = [...new URLSearchParams(form.body)].filter(([, value]) => value.trim() !== '')
  return (
    <Page area="identity" title={t('signIn.keptForm.title')}>
      <div class="wrap narrow pt6 stack loose">
        <div class="stack">
          <h1 class="serif">{t('signIn.keptForm.title')}</h1>
          <p class="lead">{t('signIn.keptForm.lead')}</p>
        </div>
        <div class="card stack">
          <dl class="kv">
            <dt>{t('signIn.keptForm.where')}</dt>
            <dd>
              <Words>{form.path}</Words>
            </dd>
            <dt>{t('signIn.keptForm.when')}</dt>
            <dd>
              <When date={form.keptAt} withTime />
            </dd>
          </dl>
          {typed.length > 0 && (
            <section class="stack tight" aria-labelledby="typed">
              <h2 id="typed">{t('signIn.keptForm.what')}</h2>
              <ul class="listed kept">
                {typed.map(([, value]) => (
                  <li>
                    <Words>{value}</Words>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <form class="row" method="post" action="/signin/kept">
            <button class="btn primary" type="submit" name="decision" value="send">
              {t('signIn.keptForm.send')}
            </button>
            <button class="btn" type="submit" name="decision" value="drop">
              {t('signIn.keptForm.drop')}
            </button>
          </form>
        </div>
      </div>
    </Page>
  )
}

export const NothingKeptPage = () => {
  const { t } = useSpeech()
  return (
    <Page area="identity" title={t('signIn.keptForm.title')}>
      <div class="wrap narrow pt6 stack loose">
        <h1 class="serif">{t('signIn.keptForm.title')}</h1>
        <p class="lead">{t('signIn.keptForm.gone')}</p>
        <p>
          <a href="/home">{t('nav.home')}</a>
        </p>
      </div>
    </Page>
  )
}
