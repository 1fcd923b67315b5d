import { Facts } from '../../components/facts.tsx'
import { EmailField, FormScope, type FormState, TextField, useFormTitle } from '../../components/form.tsx'
import { Page } from '../../components/page.tsx'
import { useSpeech } from '../../visit.tsx'

export interface SetUpView {
  secret: string
  address: string
  timeZone: string
  form: FormState
}

/** Three fields, and an empty installation is a district that can sign. */
export const SetUpPage = ({ view }: { view: SetUpView }) => {
  const { t } = useSpeech()
  const title = t('setup.title')
  return (
    <Page area="operations" title={useFormTitle(title, view.form)}>
      <div class="wrap narrow pt6 stack loose">
        <FormScope form={view.form}>
          <div class="stack tight">
            <h1 class="serif">{title}</h1>
            <p class="lead">{t('setup.lead')}</p>
          </div>
          <form class="card stack" method="post" action="/setup" novalidate>
            <TextField
              name="district"
              label={t('setup.district')}
              hint={t('setup.districtHint')}
              autocomplete="organization"
              maxlength={200}
            />
            <TextField name="name" label={t('setup.name')} autocomplete="name" maxlength={200} />
            <EmailField name="email" label={t('setup.email')} hint={t('setup.emailHint')} autocomplete="email" />
            <button class="btn primary big" type="submit">
              {t('setup.submit')}
            </button>
            <input type="hidden" name="secret" value={view.secret} />
          </form>
          <section class="card" aria-labelledby="guessed">
            <h2 id="guessed">{t('setup.guessed')}</h2>
            <Facts
              facts={[
                { label: t('setup.guessedAddress'), value: view.address },
                { label: t('setup.guessedZone'), value: view.timeZone },
              ]}
            />
            <p class="small soft mt4">{t('setup.guessedNote')}</p>
          </section>
        </FormScope>
      </div>
    </Page>
  )
}

export const SetUpGonePage = () => {
  const { t } = useSpeech()
  const title = t('setup.gone')
  return (
    <Page area="operations" title={title}>
      <div class="wrap narrow pt6 stack">
        <h1>{title}</h1>
        <p class="lead">{t('setup.goneLead')}</p>
      </div>
    </Page>
  )
}
