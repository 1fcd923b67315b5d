import type { PersonEmail } from '../../../identity/people/emails-store.ts'
import { Entry } from '../../components/entry.tsx'
import { Choice, EmailField } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { Pill } from '../../components/pill.tsx'
import { useSpeech } from '../../visit.tsx'

export interface EmailsView {
  emails: PersonEmail[]
  newEmail: { email: string; kind: string }
}

/** The addresses that lead to an account, and how to add one. */
export const EmailsCard = ({ emails, newEmail }: EmailsView) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="emails">
      <h2 id="emails">{t('me.emails')}</h2>
      <p class="soft">{t('me.emailsLead')}</p>
      <ul class="entries">
        {emails.map((email) => (
          <EmailEntry email={email} isOnly={emails.length === 1} />
        ))}
      </ul>
      <form class="stack" method="post" action="/me/emails" novalidate>
        <h3>{t('me.addEmail')}</h3>
        <EmailField
          name="email"
          label={t('me.email')}
          hint={t('me.emailHint')}
          value={newEmail.email}
          autocomplete="email"
        />
        <fieldset class="row">
          <legend class="label">{t('me.emailKind')}</legend>
          {(['personal', 'work'] as const).map((kind) => (
            <Choice
              type="radio"
              name="kind"
              value={kind}
              label={t(`me.email.${kind}`)}
              isChecked={kind === newEmail.kind}
            />
          ))}
        </fieldset>
        <button class="btn" type="submit">
          <Icon name="send" />
          {t('me.sendCheck')}
        </button>
      </form>
    </section>
  )
}

const EmailEntry = ({ email: row, isOnly }: { email: PersonEmail; isOnly: boolean }) => {
  const { t } = useSpeech()
  const { email, kind, isMain, verifiedAt } = row
  return (
    <Entry
      name={email}
      pills={
        <>
          <Pill>{t(`me.email.${kind}`)}</Pill>
          {isMain && (
            <Pill tone="info" icon="mail">
              {t('me.mainEmail')}
            </Pill>
          )}
          {verifiedAt === null ? (
            <Pill tone="warn" icon="clock">
              {t('me.unconfirmed')}
            </Pill>
          ) : (
            <Pill tone="ok" icon="check">
              {t('me.isConfirmed')}
            </Pill>
          )}
        </>
      }
      actions={
        <>
          {verifiedAt === null && (
            <EmailButton
              action="/me/emails"
              row={row}
              words={t('me.sendAgain')}
              label={t('me.sendAgainTo', { email })}
            />
          )}
          {!isMain && verifiedAt !== null && (
            <EmailButton
              action="/me/emails/main"
              row={row}
              words={t('me.makeMain')}
              label={t('me.makeMainOf', { email })}
            />
          )}
          {!isMain && !isOnly && (
            <EmailButton
              action="/me/emails/remove"
              row={row}
              words={t('me.remove')}
              label={t('me.removeOf', { email })}
              isDangerous
            />
          )}
        </>
      }
    />
  )
}

interface EmailButtonProps {
  action: string
  row: PersonEmail
  words: string
  label: string
  isDangerous?: boolean
}
const EmailButton = ({ action, row: { email, kind }, words, label, isDangerous = false }: EmailButtonProps) => (
  <form method="post" action={action}>
    <input type="hidden" name="email" value={email} />
    <input type="hidden" name="kind" value={kind} />
    <button class={isDangerous ? 'btn danger' : 'btn'} type="submit" aria-label={label}>
      {words}
    </button>
  </form>
)
