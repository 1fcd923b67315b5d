import { assets } from '../../assets.ts'
import { Choice, EmailField, type FormState } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { useSpeech } from '../../visit.tsx'
import { type PersonChoice, PersonPicker } from './person-picker.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

export interface SignInView {
  next: string
  email?: string
  isShared?: boolean
  /** Accounts of districts, while they are few enough to be shown. */
  providers: { id: string; name: string }[]
  /** A form that waits for the one who was sending it, or one that could not be kept. */
  kept?: 'kept' | 'lost' | undefined
  /** Demonstrations only. */
  people: PersonChoice[] | undefined
  form?: FormState
}

/** In with the least typing: the address leads to the district's own sign-in or to a link by mail. No password. */
export const SignInPage = ({ view }: { view: SignInView }) => {
  const { t } = useSpeech()
  const { form = {}, kept, providers, people } = view
  return (
    <SignInFrame
      title={t('signIn.title')}
      lead={t('signIn.lead')}
      form={form}
      head={<script type="module" src={assets.passkeyScript} />}
    >
      {kept && (
        <div class={kept === 'kept' ? 'note ok' : 'note warn'}>
          <p>{t(kept === 'kept' ? 'signIn.kept' : 'signIn.lost')}</p>
        </div>
      )}
      <form class="card stack" method="post" action="/signin" novalidate>
        <EmailField
          name="email"
          label={t('signIn.email')}
          hint={t('signIn.emailHint')}
          value={view.email}
          autocomplete="username webauthn"
        />
        <SharedChoice isChecked={view.isShared ?? false} />
        <button class="btn primary big block" type="submit">
          {t('signIn.continue')}
        </button>
        {providers.length > 0 && (
          <>
            <div class="or">{t('signIn.or')}</div>
            <div class="stack tight">
              {providers.map(({ id, name }) => (
                <button class="btn block" type="submit" formaction="/signin/provider" name="provider" value={id}>
                  <Icon name="account" />
                  <span>{t('signIn.with', { name })}</span>
                </button>
              ))}
            </div>
          </>
        )}
        <PasskeyButton />
        <input type="hidden" name="next" value={view.next} />
      </form>
      <div class="stack tight">
        <p>
          <a href={`/signin/email?next=${encodeURIComponent(view.next)}`}>{t('signIn.linkInstead')}</a>
        </p>
        <p>
          <a href="/help">{t('signIn.help')}</a>
        </p>
      </div>
      {people && <PersonPicker people={people} next={view.next} />}
    </SignInFrame>
  )
}

export const SharedChoice = ({ isChecked }: { isChecked: boolean }) => {
  const { t } = useSpeech()
  return (
    <Choice
      type="checkbox"
      name="shared"
      value="yes"
      label={t('signIn.shared')}
      note={t('signIn.sharedNote')}
      isChecked={isChecked}
    />
  )
}

/** Hidden until its script finds that this browser can. */
const PasskeyButton = () => {
  const { t } = useSpeech()
  return (
    <div hidden data-passkey="sign-in">
      <input type="hidden" name="passkey" value="" />
      <button class="btn block" type="button" data-challenge="/signin/passkey/challenge" data-send="/signin/passkey">
        <Icon name="key" />
        <span>{t('signIn.passkey')}</span>
      </button>
      <p class="small soft" role="status" data-failed={t('signIn.passkeyFailed')} />
    </div>
  )
}
