import type { FormState } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { SubmitRow } from '../../components/submit-row.tsx'
import { useSpeech } from '../../visit.tsx'
import { ProfileFields } from './profile-fields.tsx'

/** Starts an issuer: a name, a place on the web, and keys that are made at once. */
export const NewIssuerPage = ({ form }: { form: FormState }) => {
  const { t } = useSpeech()
  const title = t('newIssuer.title')
  return (
    <FormPage area="identity" title={title} current="home" trail={[{ href: '/home', name: t('nav.home') }]} form={form}>
      <div class="stack tight">
        <h1 class="serif">{title}</h1>
        <p class="lead">{t('newIssuer.lead')}</p>
      </div>
      <form class="card stack" method="post" action="/issuers/new" novalidate>
        <ProfileFields issuer={{}} />
        <SubmitRow words={t('newIssuer.submit')} cancel="/home" />
      </form>
    </FormPage>
  )
}
