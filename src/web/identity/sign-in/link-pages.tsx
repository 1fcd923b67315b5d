import { type LinkRequest, linkMinutes } from '../../../identity/sign-in/ask-for-link.ts'
import type { OpenedLink } from '../../../identity/sign-in/sign-in-by-link.ts'
import { LanguageField } from '../../components/choice-fields.tsx'
import { EmailField, type FormState, TextField } from '../../components/form.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import { SharedChoice } from './sign-in-page.tsx'

interface AskForLinkProps {
  next: string
  email?: string
  isShared?: boolean
  /** Of the mail, where it was chosen. */
  language?: string | undefined
  form?: FormState
}

export const AskForLinkPage = ({ next, email, isShared = false, language, form = {} }: AskForLinkProps) => {
  const { t } = useSpeech()
  return (
    <SignInFrame title={t('signIn.link.ask')} lead={t('signIn.link.askLead', { minutes: linkMinutes })} form={form}>
      <form class="card stack" method="post" action="/signin/email" novalidate>
        <EmailField
          name="email"
          label={t('signIn.email')}
          hint={t('signIn.link.emailHint')}
          value={email}
          autocomplete="email"
        />
        <LanguageField
          name="language"
          label={t('signIn.link.language')}
          value={language ?? ''}
          none={t('signIn.link.languageUsual')}
          isOwn
        />
        <SharedChoice isChecked={isShared} />
        <button class="btn primary big block" type="submit">
          {t('signIn.link.send')}
        </button>
        <input type="hidden" name="next" value={next} />
      </form>
      <p>
        <a href={`/signin?next=${encodeURIComponent(next)}`}>{t('signIn.otherWays')}</a>
      </p>
    </SignInFrame>
  )
}

/** Says the same whether anybody has the address or not. */
export const LinkSentPage = ({ request, form = {} }: { request: LinkRequest; form?: FormState }) => {
  const { t, rich } = useSpeech()
  return (
    <SignInFrame
      title={t('signIn.link.sent')}
      lead={rich('signIn.link.sentLead', { email: <Words>{request.email}</Words>, minutes: String(linkMinutes) })}
      form={form}
    >
      <form class="card stack" method="post" action="/signin/email/code" novalidate>
        <h2>{t('signIn.code.title')}</h2>
        <TextField
          name="code"
          label={t('signIn.code')}
          hint={t('signIn.code.hint')}
          autocomplete="one-time-code"
          spellcheck={false}
          maxlength={20}
        />
        <button class="btn" type="submit">
          {t('signIn.code.submit')}
        </button>
      </form>
      <div class="stack tight">
        <h2>{t('signIn.link.nothing')}</h2>
        <p>{t('signIn.link.nothingText')}</p>
        <p>
          <a href={`/signin/email?next=${encodeURIComponent(request.next)}`}>{t('signIn.link.other')}</a>
        </p>
      </div>
    </SignInFrame>
  )
}

/** Asks before it signs anybody in: a mail scanner opens links and presses no buttons. */
export const LinkPage = ({ link, secret }: { link: OpenedLink; secret: string }) => {
  const { t, rich } = useSpeech()
  const { person, request, askedAt, isSameBrowser } = link
  return (
    <SignInFrame
      title={t('signIn.link.title')}
      lead={rich('signIn.link.as', {
        name: <Words>{person.name}</Words>,
        email: <Words>{request.email}</Words>,
      })}
    >
      {!isSameBrowser && (
        <div class="note warn">
          <p>{t('signIn.link.foreign')}</p>
        </div>
      )}
      <form class="card stack" method="post" action="/signin/link">
        <p class="small soft">
          {request.agent
            ? rich('signIn.link.asked', { time: <When date={askedAt} withTime />, agent: request.agent })
            : rich('signIn.link.askedAt', { time: <When date={askedAt} withTime /> })}
        </p>
        <input type="hidden" name="secret" value={secret} />
        <SharedChoice isChecked={isSameBrowser && request.isShared} />
        <button class="btn primary big block" type="submit">
          {t('signIn.link.enter')}
        </button>
      </form>
      <p class="small soft">{t('signIn.link.notYou')}</p>
    </SignInFrame>
  )
}

/** Used or old, or never ours: the same page, with a new link one press away. */
export const LinkSpentPage = ({ secret }: { secret?: string }) => {
  const { t } = useSpeech()
  return (
    <SignInFrame title={t('signIn.spent.title')} lead={t('signIn.spent.lead', { minutes: linkMinutes })}>
      <div class="card stack">
        {secret ? (
          <form method="post" action="/signin/link/again">
            <input type="hidden" name="secret" value={secret} />
            <button class="btn primary big block" type="submit">
              {t('signIn.spent.again')}
            </button>
          </form>
        ) : (
          <a class="btn primary big block" href="/signin/email">
            {t('signIn.spent.again')}
          </a>
        )}
        <a class="btn quiet" href="/signin">
          {t('signIn.otherWays')}
        </a>
      </div>
    </SignInFrame>
  )
}
