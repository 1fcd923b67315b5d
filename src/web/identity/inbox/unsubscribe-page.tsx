import { isMessageKey } from '../../../platform/language/messages.ts'
import type { MailKind } from '../../../platform/mail/mail-kinds.ts'
import { Page } from '../../components/page.tsx'
import { useSpeech } from '../../visit.tsx'

/** What the link to turn off mail leads to: mail scanners open links too, so a button does it. */
export const UnsubscribePage = ({ token, kind, isDone }: { token: string; kind: MailKind; isDone: boolean }) => {
  const { t } = useSpeech()
  const words = `me.mail.${kind}`
  const title = t(isDone ? 'unsubscribe.done' : 'unsubscribe.title')
  return (
    <Page area="identity" title={title}>
      <div class="wrap narrow pt6 stack loose">
        <h1>{title}</h1>
        <p class="lead">{t(isDone ? 'unsubscribe.doneLead' : 'unsubscribe.lead')}</p>
        {isMessageKey(words) && (
          <ul class="prose">
            <li>{t(words)}</li>
          </ul>
        )}
        {!isDone && (
          <form method="post" action={`/unsubscribe/${token}`}>
            <button class="btn primary big" type="submit" name="List-Unsubscribe" value="One-Click">
              {t('unsubscribe.do')}
            </button>
          </form>
        )}
        <p>
          <a href="/me/notifications">{t('unsubscribe.choose')}</a>
        </p>
      </div>
    </Page>
  )
}
