import type { MessageState } from '../../mail/messages-store.ts'
import { About } from '../components/about.tsx'
import { Crumbs } from '../components/crumbs.tsx'
import { ErrorSummary } from '../components/form.tsx'
import { Icon, type IconName } from '../components/icon.tsx'
import { Pill, type Tone } from '../components/pill.tsx'
import { When } from '../components/when.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'
import { AdminFrame } from './admin-frame.tsx'

export interface MailView {
  mail: SentMail[]
  filter: MessageState | undefined
  next: string | undefined
  /** Whether the words of each can be opened. */
  isWorkbench: boolean
  notice: 'tested' | 'testWaits' | undefined
  note?: string
}
interface SentMail {
  id: string
  to: string
  subject: string
  state: MessageState
  attempts: number
  lastError: string | undefined
  writtenAt: Date
  isRepeatable: boolean
}

export const messageStates = ['waiting', 'sent', 'failed', 'kept'] as const satisfies readonly MessageState[]

/** What became of each mail. */
export const MailPage = ({ view }: { view: MailView }) => {
  const { t } = useSpeech()
  return (
    <AdminFrame title={t('mailRoom.title')} section="mail">
      <ErrorSummary errors={{}} {...(view.note !== undefined && { note: view.note })} />
      <div class="split">
        <div class="stack tight">
          <h1>{t('mailRoom.title')}</h1>
          <p class="lead">{t('mailRoom.lead')}</p>
        </div>
        <form method="post" action="/admin/email/test">
          <button class="btn primary" type="submit">
            {t('mailRoom.test')}
          </button>
        </form>
      </div>
      {view.notice && (
        <p class={view.notice === 'tested' ? 'note ok' : 'note warn'} role="status">
          {t(`mailRoom.${view.notice}`)}
        </p>
      )}
      <form class="filters" method="get" action="/admin/email">
        <div class="field">
          <label for="f-state">{t('mailRoom.show')}</label>
          <select id="f-state" name="state">
            <option value="">{t('mailRoom.all')}</option>
            {messageStates.map((state) => (
              <option value={state} selected={state === view.filter}>
                {t(`mailRoom.state.${state}`)}
              </option>
            ))}
          </select>
        </div>
        <button class="btn" type="submit">
          {t('awards.apply')}
        </button>
      </form>
      {view.mail.length === 0 ? (
        <p class="card soft">{view.filter ? t('mailRoom.noneOfState') : t('mailRoom.none')}</p>
      ) : (
        <MailTable view={view} />
      )}
      {view.next && (
        <a class="btn" href={view.next} rel="next">
          {t('paging.next')}
          <Icon name="arrow" />
        </a>
      )}
    </AdminFrame>
  )
}

const MailTable = ({ view }: { view: MailView }) => {
  const { t } = useSpeech()
  return (
    <div class="tablewrap">
      <table class="cards">
        <caption class="vh">{t('mailRoom.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('mailRoom.to')}</th>
            <th scope="col">{t('mailRoom.subject')}</th>
            <th scope="col">{t('mailRoom.state')}</th>
            <th scope="col">{t('mailRoom.written')}</th>
            <th scope="col">
              <span class="vh">{t('awards.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {view.mail.map((one) => (
            <MailRow mail={one} isWorkbench={view.isWorkbench} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const MailRow = ({ mail, isWorkbench }: { mail: SentMail; isWorkbench: boolean }) => {
  const { t } = useSpeech()
  return (
    <tr>
      <th scope="row">
        <Words>{mail.to}</Words>
      </th>
      <td data-label={t('mailRoom.subject')}>
        <Words>{mail.subject}</Words>
      </td>
      <td data-label={t('mailRoom.state')}>
        <span>
          <Pill {...statePills[mail.state]}>{t(`mailRoom.state.${mail.state}`)}</Pill>
          {mail.state !== 'sent' && mail.attempts > 0 && (
            <small class="line soft">{t('mailRoom.attempts', { count: mail.attempts })}</small>
          )}
          {mail.lastError && (
            <small class="line soft">
              <Words>{mail.lastError}</Words>
            </small>
          )}
        </span>
      </td>
      <td data-label={t('mailRoom.written')}>
        <When date={mail.writtenAt} withTime />
      </td>
      <td data-label={t('awards.actions')}>
        {mail.isRepeatable && (
          <form method="post" action="/admin/email">
            <button class="btn quiet" type="submit" name="message" value={mail.id}>
              <Icon name="refresh" />
              <span>
                {t('mailRoom.again')}
                <About>{`${mail.subject}, ${mail.to}`}</About>
              </span>
            </button>
          </form>
        )}
        {isWorkbench && (
          <a href={`/admin/email/${mail.id}`}>
            {t('mailRoom.open')}
            <About>{`${mail.subject}, ${mail.to}`}</About>
          </a>
        )}
      </td>
    </tr>
  )
}

const statePills: Record<MessageState, { tone: Tone; icon: IconName }> = {
  waiting: { tone: 'info', icon: 'clock' },
  sent: { tone: 'ok', icon: 'check' },
  failed: { tone: 'bad', icon: 'failed' },
  kept: { tone: 'none', icon: 'hidden' },
}

/** One mail as it leaves, for who tries things out without a mail server. */
export const MailPreviewPage = ({ mail }: { mail: { to: string; subject: string; text: string; link?: string } }) => {
  const { t } = useSpeech()
  return (
    <AdminFrame title={mail.subject} section="mail">
      <Crumbs trail={[{ href: '/admin/email', name: t('mailRoom.title') }]} here={mail.subject} />
      <div class="stack tight">
        <p class="eyebrow">{t('mailRoom.preview')}</p>
        <h1>
          <Words>{mail.subject}</Words>
        </h1>
        <p class="soft">
          {t('mailRoom.to')}: <Words>{mail.to}</Words>
        </p>
      </div>
      <section class="card stack" aria-labelledby="text">
        <h2 id="text">{t('mailRoom.previewText')}</h2>
        <pre class="words">{mail.text}</pre>
        {mail.link && <a href={mail.link}>{mail.link}</a>}
      </section>
    </AdminFrame>
  )
}
