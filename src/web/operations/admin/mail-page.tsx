import type { MessageState } from '../../../platform/mail/messages-store.ts'
import { About } from '../../components/about.tsx'
import { AdminFrame } from '../../components/admin-frame.tsx'
import { Crumbs } from '../../components/crumbs.tsx'
import { Filters } from '../../components/filters.tsx'
import { ErrorSummary, type Option, SelectField } from '../../components/form.tsx'
import { Icon, type IconName } from '../../components/icon.tsx'
import { Pill, type Tone } from '../../components/pill.tsx'
import { Paging, Table } from '../../components/table.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

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
      <ErrorSummary note={view.note} />
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
      <Filters action="/admin/email">
        <SelectField
          name="state"
          label={t('mailRoom.show')}
          value={view.filter}
          options={[
            ['', t('mailRoom.all')],
            ...messageStates.map((state): Option => [state, t(`mailRoom.state.${state}`)]),
          ]}
        />
      </Filters>
      {view.mail.length === 0 ? (
        <p class="card soft">{view.filter ? t('mailRoom.noneOfState') : t('mailRoom.none')}</p>
      ) : (
        <MailTable view={view} />
      )}
      <Paging next={view.next} />
    </AdminFrame>
  )
}

const MailTable = ({ view }: { view: MailView }) => {
  const { t } = useSpeech()
  return (
    <Table
      caption={t('mailRoom.title')}
      rows={view.mail}
      columns={[
        { name: t('mailRoom.to'), cell: ({ to }) => <Words>{to}</Words> },
        { name: t('mailRoom.subject'), cell: ({ subject }) => <Words>{subject}</Words> },
        { name: t('mailRoom.state'), cell: (mail) => <MailState mail={mail} /> },
        { name: t('mailRoom.written'), cell: ({ writtenAt }) => <When date={writtenAt} withTime /> },
        {
          name: t('awards.actions'),
          isQuiet: true,
          cell: (mail) => <MailSteps mail={mail} isWorkbench={view.isWorkbench} />,
        },
      ]}
    />
  )
}

const MailState = ({ mail: { state, attempts, lastError } }: { mail: SentMail }) => {
  const { t } = useSpeech()
  return (
    <span>
      <Pill {...statePills[state]}>{t(`mailRoom.state.${state}`)}</Pill>
      {state !== 'sent' && attempts > 0 && (
        <small class="line soft">{t('mailRoom.attempts', { count: attempts })}</small>
      )}
      {lastError && (
        <small class="line soft">
          <Words>{lastError}</Words>
        </small>
      )}
    </span>
  )
}

const MailSteps = ({ mail, isWorkbench }: { mail: SentMail; isWorkbench: boolean }) => {
  const { t } = useSpeech()
  return (
    <>
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
    </>
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
