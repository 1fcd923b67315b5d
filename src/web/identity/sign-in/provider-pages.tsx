import type { ProviderError } from '../../../identity/sign-in/provider-error.ts'
import { sayRefusal } from '../../../platform/language/say-refusal.ts'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

/** Goes on by itself; the link is for whoever's browser does not. */
export const GoToProviderPage = ({ name, url }: { name: string; url: string }) => {
  const { t } = useSpeech()
  return (
    <SignInFrame
      title={t('signIn.leave.title', { name })}
      lead={t('signIn.leave.lead')}
      head={<meta http-equiv="refresh" content={`0; url=${url}`} />}
    >
      <a class="btn primary big" href={url}>
        {t('signIn.leave.go', { name })}
      </a>
    </SignInFrame>
  )
}

export const ProviderFailedPage = ({ message, name }: { message: ProviderError['message']; name?: string }) => {
  const { t } = useSpeech()
  return (
    <SignInFrame
      title={t('signIn.back.failed')}
      lead={<Words>{t('signIn.back.failedLead', { name: name ?? t('signIn.provider') })}</Words>}
    >
      <section class="card stack" aria-labelledby="said">
        <h2 id="said">{t('signIn.back.said')}</h2>
        <p class="mono">
          <ProviderWords said={message} />
        </p>
        <p class="small soft">{t('signIn.back.tellAdmin')}</p>
      </section>
      <BackToSignIn />
    </SignInFrame>
  )
}

/** Theirs as they said them; ours in the language of the page. */
export const ProviderWords = ({ said }: { said: ProviderError['message'] }) => {
  const speech = useSpeech()
  return <Words>{typeof said === 'string' ? said : sayRefusal(said, speech)}</Words>
}

export const ReturnLatePage = () => {
  const { t } = useSpeech()
  return (
    <SignInFrame title={t('signIn.back.late')} lead={t('signIn.back.lateLead')}>
      <BackToSignIn />
    </SignInFrame>
  )
}

export const StrangerPage = ({ name }: { name: string }) => {
  const { t } = useSpeech()
  return (
    <SignInFrame title={t('signIn.back.stranger')} lead={<Words>{t('signIn.back.strangerLead', { name })}</Words>}>
      <BackToSignIn />
    </SignInFrame>
  )
}

/** The provider's word does not say which account is theirs; a link to the address of that account does. */
export const ConnectPage = ({ name }: { name: string }) => {
  const { t } = useSpeech()
  return (
    <SignInFrame title={t('signIn.connect.title')} lead={<Words>{t('signIn.connect.lead', { name })}</Words>}>
      <p>
        <a class="btn primary big" href={`/signin/email?next=${encodeURIComponent('/signin/connect')}`}>
          {t('signIn.connect.byMail')}
        </a>
      </p>
      <BackToSignIn />
    </SignInFrame>
  )
}

export const ConnectQuestionPage = ({ name, person }: { name: string; person: string }) => {
  const { t } = useSpeech()
  return (
    <SignInFrame
      title={t('signIn.connect.question', { name })}
      lead={<Words>{t('signIn.connect.questionLead', { name, person })}</Words>}
    >
      <form class="row" method="post" action="/signin/connect">
        <button class="btn primary" type="submit" name="decision" value="yes">
          {t('signIn.connect.yes')}
        </button>
        <button class="btn" type="submit" name="decision" value="no">
          {t('signIn.connect.no')}
        </button>
      </form>
    </SignInFrame>
  )
}

const BackToSignIn = () => {
  const { t } = useSpeech()
  return (
    <p>
      <a href="/signin">{t('signIn.back.again')}</a>
    </p>
  )
}
