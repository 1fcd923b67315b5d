import { otherLanguage } from '../../../platform/language/speech.ts'
import type { MailContent } from '../../../platform/mail/mail-content.ts'
import { About } from '../../components/about.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill } from '../../components/pill.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

export interface InboxView {
  messages: InboxMessage[]
  next: string | undefined
}
interface InboxMessage {
  id: string
  subject: string
  language: string
  content: MailContent
  writtenAt: Date
  isUnread: boolean
  isUndelivered: boolean
}

/** The copies of what was written to the reader, each with its words. */
export const InboxPage = ({ view: { messages, next } }: { view: InboxView }) => {
  const { t } = useSpeech()
  const [newest] = messages
  const hasUnread = messages.some(({ isUnread }) => isUnread)
  return (
    <Page area="identity" title={t('inbox.title')} current="messages">
      <div class="wrap narrow pt6 stack loose">
        <div class="split">
          <div class="stack tight">
            <h1>{t('inbox.title')}</h1>
            <p class="lead">{t('inbox.lead')}</p>
          </div>
          {newest && hasUnread && (
            <form method="post" action="/me/messages">
              <button class="btn" type="submit" name="until" value={newest.writtenAt.getTime()}>
                {t('inbox.readAll')}
              </button>
            </form>
          )}
        </div>
        {messages.length === 0 && <p class="card soft">{t('inbox.none')}</p>}
        {messages.map((message) => (
          <MessageCard message={message} />
        ))}
        {next && (
          <a class="btn" href={next} rel="next">
            {t('paging.next')}
            <Icon name="arrow" />
          </a>
        )}
      </div>
    </Page>
  )
}

const MessageCard = ({ message }: { message: InboxMessage }) => {
  const speech = useSpeech()
  const { t } = speech
  const { content } = message
  return (
    <article class={message.isUnread ? 'card attention stack' : 'card stack'} aria-labelledby={`m-${message.id}`}>
      <div class="stack tight">
        <p class="row small soft">
          {message.isUnread && <Pill tone="info">{t('inbox.unread')}</Pill>}
          <When date={message.writtenAt} withTime />
        </p>
        <h2 id={`m-${message.id}`} lang={otherLanguage(message.language, speech)}>
          <Words>{message.subject}</Words>
        </h2>
      </div>
      <div class="stack" lang={otherLanguage(message.language, speech)}>
        {content.paragraphs.map((words) => (
          <p>
            <Words>{words}</Words>
          </p>
        ))}
      </div>
      {content.button && content.button.url === undefined && <p class="small soft">{t('inbox.linkGone')}</p>}
      {message.isUndelivered && <p class="small soft">{t('inbox.notSent')}</p>}
      <div class="row">
        {content.button?.url !== undefined && (
          <a class="btn primary" href={content.button.url}>
            {content.button.label}
          </a>
        )}
        {message.isUnread && (
          <form method="post" action={`/me/messages/${message.id}`}>
            <button class="btn quiet" type="submit">
              {t('inbox.read')}
              <About>{message.subject}</About>
            </button>
          </form>
        )}
      </div>
    </article>
  )
}
