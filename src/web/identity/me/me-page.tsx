import type { Child } from 'hono/jsx'
import type { MailChoice } from '../../../platform/mail/choose-mail.ts'
import { FormScope, type FormState, useFormTitle } from '../../components/form.tsx'
import { Page } from '../../components/page.tsx'
import { PositionFacts, type ShownPosition } from '../../components/position-facts.tsx'
import { When } from '../../components/when.tsx'
import { useSpeech } from '../../visit.tsx'
import { EmailsCard, type EmailsView } from './emails-card.tsx'
import { MailCard } from './mail-card.tsx'
import { ProfileCard, type ProfileView } from './profile-card.tsx'

export interface MeView extends ProfileView, EmailsView {
  positions: ShownPosition[]
  mail: MailChoice[]
  /** When the account will be erased, if that was confirmed. */
  erasedOn: Date | undefined
  done: Done | undefined
  form: Omit<FormState, 'typed'>
}
export const dones = ['saved', 'sent', 'confirmed', 'main', 'removed', 'mail', 'merged', 'kept'] as const
export type Done = (typeof dones)[number]

/** Who somebody is here, and everything that is theirs to decide. */
export const MePage = ({ view }: { view: MeView }) => {
  const { t, rich } = useSpeech()
  const title = t('me.title')
  const { form } = view
  return (
    <Page area="identity" title={useFormTitle(title, form)} current="me">
      <div class="wrap pt6 stack loose">
        <FormScope form={form}>
          {view.done && (
            <p class="note ok" role="status">
              {t(`me.done.${view.done}`)}
            </p>
          )}
          {view.erasedOn && <ErasureNote date={view.erasedOn} />}
          <div class="stack tight">
            <h1 class="serif">{title}</h1>
            <p class="lead">{t('me.lead')}</p>
          </div>
          <div class="cols">
            <div class="stack">
              <ProfileCard profile={view.profile} timeZones={view.timeZones} unchosen={view.unchosen} />
              <EmailsCard emails={view.emails} newEmail={view.newEmail} />
              <MailCard choices={view.mail} />
            </div>
            <div class="stack">
              <LinksCard id="signing-in" title={t('me.signIn')} lead={t('me.signInLead')}>
                <CardLink href="/me/passkeys" words={t('me.passkeys')} note={t('me.passkeysNote')} />
                <CardLink href="/me/sessions" words={t('me.sessions')} note={t('me.sessionsNote')} />
              </LinksCard>
              <PositionsCard positions={view.positions} />
              <LinksCard id="data" title={t('me.data')} lead={t('me.dataLead')}>
                <CardLink href="/me/export" words={t('me.export')} note={t('me.exportNote')} />
                <CardLink href="/me/merge" words={t('me.merge')} note={t('me.mergeNote')} />
                <CardLink href="/me/erase" words={t('me.erase')} note={t('me.eraseNote')} />
              </LinksCard>
              <p class="small soft">{rich('me.messages', { link: (words) => <a href="/me/messages">{words}</a> })}</p>
            </div>
          </div>
        </FormScope>
      </div>
    </Page>
  )
}

const ErasureNote = ({ date }: { date: Date }) => {
  const { t, rich } = useSpeech()
  return (
    <div class="note warn split">
      <p>{rich('me.erasing', { day: <When date={date} withTime /> })}</p>
      <form method="post" action="/me/erase/cancel">
        <button class="btn" type="submit">
          {t('me.keep')}
        </button>
      </form>
    </div>
  )
}

const PositionsCard = ({ positions }: { positions: MeView['positions'] }) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="positions">
      <h2 id="positions">{t('me.positions')}</h2>
      {positions.length === 0 ? (
        <p class="soft">{t('me.noPositions')}</p>
      ) : (
        <ul class="entries">
          {positions.map((position) => (
            <li>
              <PositionFacts position={position} />
            </li>
          ))}
        </ul>
      )}
      <p class="small soft">{t('me.positionsNote')}</p>
    </section>
  )
}

interface LinksCardProps {
  id: string
  title: string
  lead: string
  children?: Child
}
const LinksCard = ({ id, title, lead, children }: LinksCardProps) => (
  <section class="card stack" aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    <p class="soft">{lead}</p>
    <ul class="entries">{children}</ul>
  </section>
)

const CardLink = ({ href, words, note }: { href: string; words: string; note: string }) => (
  <li class="stack tight">
    <p>
      <a href={href}>{words}</a>
    </p>
    <p class="small soft">{note}</p>
  </li>
)
