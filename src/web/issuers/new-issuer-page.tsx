import { Crumbs } from '../components/crumbs.tsx'
import { ErrorSummary, type FieldErrors, TextArea, TextField } from '../components/form.tsx'
import { Page } from '../components/page.tsx'
import { useSpeech } from '../visit.tsx'

export interface NewIssuerView {
  typed: Record<string, string>
  errors: FieldErrors
  note?: string
}

/** Starts an issuer: a name, a place on the web, and keys that are made at once. */
export const NewIssuerPage = ({ view: { typed, errors, note } }: { view: NewIssuerView }) => {
  const { t } = useSpeech()
  const title = t('newIssuer.title')
  const hasProblem = Object.keys(errors).length > 0 || note !== undefined
  return (
    <Page title={hasProblem ? t('form.errorTitle', { title }) : title} current="home">
      <div class="wrap narrow">
        <Crumbs trail={[{ href: '/home', name: t('nav.home') }]} here={title} />
        <div class="stack loose pt5">
          <ErrorSummary errors={errors} {...(note !== undefined && { note })} />
          <div class="stack tight">
            <h1 class="serif">{title}</h1>
            <p class="lead">{t('newIssuer.lead')}</p>
          </div>
          <form class="card stack" method="post" action="/issuers/new" novalidate>
            <TextField
              name="name"
              label={t('newIssuer.name')}
              hint={t('newIssuer.nameHint')}
              value={typed.name}
              errors={errors}
            />
            <TextField
              name="url"
              type="url"
              label={t('issuer.website')}
              hint={t('newIssuer.urlHint')}
              value={typed.url}
              errors={errors}
              spellcheck={false}
            />
            <TextField
              name="email"
              type="email"
              label={t('newIssuer.email')}
              hint={t('newIssuer.emailHint')}
              value={typed.email}
              errors={errors}
              spellcheck={false}
            />
            <TextArea
              name="description"
              label={t('newIssuer.description')}
              hint={t('form.optional')}
              value={typed.description}
              rows={3}
              errors={errors}
            />
            <div class="row">
              <button class="btn primary big" type="submit">
                {t('newIssuer.submit')}
              </button>
              <a class="btn quiet" href="/home">
                {t('form.cancel')}
              </a>
            </div>
          </form>
        </div>
      </div>
    </Page>
  )
}
