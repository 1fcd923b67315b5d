import type { RoleName } from '../../../identity/organizations/permissions.ts'
import { Page } from '../../components/page.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

export interface InvitationView {
  secret: string
  organizationName: string
  roles: readonly RoleName[]
  until: Date
  /** What the reader can do: accept, sign in first, or sign in as somebody else. */
  step: 'accept' | 'sign-in' | 'other-address'
}

/** What the link in a mail leads to. Nothing happens until somebody accepts. */
export const InvitationPage = ({ view }: { view: InvitationView }) => {
  const speech = useSpeech()
  const { t } = speech
  const path = `/invitations/${view.secret}`
  return (
    <Page area="identity" title={t('invitations.one', { organization: view.organizationName })}>
      <div class="wrap narrow pt6 stack loose">
        <div class="stack tight">
          <p class="eyebrow">{t('invitations.pill')}</p>
          <h1 class="serif">
            <Words>{view.organizationName}</Words>
          </h1>
        </div>
        <section class="card stack" aria-labelledby="roles">
          <h2 id="roles">{t('invitations.asWhat')}</h2>
          <ul class="prose">
            {view.roles.map((role) => (
              <li>
                <strong>{t(`role.${role}`)}</strong>: {t(`role.${role}.may`)}
              </li>
            ))}
          </ul>
          <p class="soft">{speech.rich('invitations.until', { date: <When date={view.until} /> })}</p>
          {view.step === 'accept' && (
            <form method="post" action={path}>
              <button class="btn primary big" type="submit">
                {t('invitations.accept')}
              </button>
            </form>
          )}
          {view.step === 'sign-in' && (
            <>
              <p>{t('invitations.signIn')}</p>
              <p>
                <a class="btn primary big" href={`/signin?next=${encodeURIComponent(path)}`}>
                  {t('nav.signIn')}
                </a>
              </p>
            </>
          )}
          {view.step === 'other-address' && (
            <>
              <p class="note warn">{t('invitations.otherAddress')}</p>
              <p>
                <a class="btn" href="/me">
                  {t('invitations.toEmails')}
                </a>
              </p>
            </>
          )}
        </section>
      </div>
    </Page>
  )
}
