import type { Child } from 'hono/jsx'
import { Page } from '../components/page.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'

/** Goes on by itself; the link is for whoever's browser does not. */
export const LeavePage = ({ name, url }: { name: string; url: string }) => {
  const { t } = useSpeech()
  const title = t('signIn.leave.title', { name })
  return (
    <Page title={title} current="signIn" head={<meta http-equiv="refresh" content={`0; url=${url}`} />}>
      <Narrow title={title} lead={t('signIn.leave.lead')}>
        <a class="btn primary big" href={url}>
          {t('signIn.leave.go', { name })}
        </a>
      </Narrow>
    </Page>
  )
}

export const ProviderFailedPage = ({ message, name }: { message: string; name?: string }) => {
  const { t } = useSpeech()
  return (
    <Page title={t('signIn.back.failed')} current="signIn">
      <Narrow
        title={t('signIn.back.failed')}
        lead={t('signIn.back.failedLead', { name: name ?? t('signIn.provider') })}
      >
        <section class="card stack" aria-labelledby="said">
          <h2 id="said">{t('signIn.back.said')}</h2>
          <p class="mono">
            <Words>{message}</Words>
          </p>
          <p class="small soft">{t('signIn.back.tellAdmin')}</p>
        </section>
        <BackToSignIn />
      </Narrow>
    </Page>
  )
}

export const ReturnLatePage = () => {
  const { t } = useSpeech()
  return (
    <Page title={t('signIn.back.late')} current="signIn">
      <Narrow title={t('signIn.back.late')} lead={t('signIn.back.lateLead')}>
        <BackToSignIn />
      </Narrow>
    </Page>
  )
}

export const StrangerPage = ({ name }: { name: string }) => {
  const { t } = useSpeech()
  return (
    <Page title={t('signIn.back.stranger')} current="signIn">
      <Narrow title={t('signIn.back.stranger')} lead={t('signIn.back.strangerLead', { name })}>
        <BackToSignIn />
      </Narrow>
    </Page>
  )
}

/** The provider's word does not say which account is theirs; a link to the address of that account does. */
export const ConnectPage = ({ name }: { name: string }) => {
  const { t } = useSpeech()
  return (
    <Page title={t('signIn.connect.title')} current="signIn">
      <Narrow title={t('signIn.connect.title')} lead={t('signIn.connect.lead', { name })}>
        <p>
          <a class="btn primary big" href={`/signin/email?next=${encodeURIComponent('/signin/connect')}`}>
            {t('signIn.connect.byMail')}
          </a>
        </p>
        <BackToSignIn />
      </Narrow>
    </Page>
  )
}

export const ConnectQuestionPage = ({ name, person }: { name: string; person: string }) => {
  const { t } = useSpeech()
  const title = t('signIn.connect.question', { name })
  return (
    <Page title={title} current="signIn">
      <Narrow title={title} lead={t('signIn.connect.questionLead', { name, person })}>
        <form class="row" method="post" action="/signin/connect">
          <button class="btn primary" type="submit" name="decision" value="yes">
            {t('signIn.connect.yes')}
          </button>
          <button class="btn" type="submit" name="decision" value="no">
            {t('signIn.connect.no')}
          </button>
        </form>
      </Narrow>
    </Page>
  )
}

const Narrow = ({ title, lead, children }: { title: string; lead: string; children: Child }) => (
  <div class="wrap narrow pt6 stack loose">
    <div class="stack">
      <h1 class="serif">
        <Words>{title}</Words>
      </h1>
      <p class="lead">
        <Words>{lead}</Words>
      </p>
    </div>
    {children}
  </div>
)

const BackToSignIn = () => {
  const { t } = useSpeech()
  return (
    <p>
      <a href="/signin">{t('signIn.back.again')}</a>
    </p>
  )
}
