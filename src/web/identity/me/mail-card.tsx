import type { MessageKey } from '../../../platform/language/messages.ts'
import type { MailChoice } from '../../../platform/mail/choose-mail.ts'
import type { MailKind } from '../../../platform/mail/mail-kinds.ts'
import { Choice } from '../../components/form.tsx'
import { useSpeech } from '../../visit.tsx'

/** Which mail somebody wants. */
export const MailCard = ({ choices }: { choices: MailChoice[] }) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" id="notifications" method="post" action="/me/notifications">
      <h2>{t('me.mail')}</h2>
      <fieldset class="stack tight">
        <legend class="soft">{t('me.mailLead')}</legend>
        {choices.map(({ kind, isWanted }) => {
          const words = mailWords[kind]
          return (
            <Choice
              type="checkbox"
              name="kind"
              value={kind}
              label={words === undefined ? kind : t(words)}
              isChecked={isWanted}
            />
          )
        })}
      </fieldset>
      <button class="btn" type="submit">
        {t('form.save')}
      </button>
    </form>
  )
}

const mailWords: Partial<Record<MailKind, MessageKey>> = {
  'submission-received': 'me.mail.submission-received',
  'join-request': 'me.mail.join-request',
}
