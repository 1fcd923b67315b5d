import type { Child } from 'hono/jsx'
import type { MailChoice } from '../../mail/choose-mail.ts'
import type { MailKind } from '../../mail/mail-kinds.ts'
import type { PersonEmail } from '../../people/emails-store.ts'
import { lanes } from '../../people/people-tables.ts'
import { languages } from '../../people/person.ts'
import { Choice, ErrorSummary, Field, type FieldErrors, TextField, useInput } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { Page } from '../components/page.tsx'
import { Pill } from '../components/pill.tsx'
import { PositionFacts, type ShownPosition } from '../components/position-facts.tsx'
import { When } from '../components/when.tsx'
import type { MessageKey } from '../messages/en.ts'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'

export interface MeView {
  /** As saved, or as typed where it could not be saved. */
  profile: Record<'name' | 'sorting_name' | 'language' | 'time_zone' | 'lane', string>
  newEmail: { email: string; kind: string }
  emails: PersonEmail[]
  positions: ShownPosition[]
  mail: MailChoice[]
  timeZones: readonly string[]
  /** What counts where nothing is chosen. */
  unchosen: { language: string; timeZone: string }
  /** When the account will be erased, if that was confirmed. */
  erasedOn: Date | undefined
  done: Done | undefined
  errors: FieldErrors
  note?: string
}
export const dones = ['saved', 'sent', 'confirmed', 'main', 'removed', 'mail', 'merged', 'kept'] as const
export type Done = (typeof dones)[number]

/** Who somebody is here, and everything that is theirs to decide. */
export const MePage = ({ view }: { view: MeView }) => {
  const { t, rich } = useSpeech()
  const title = t('me.title')
  const hasProblem = Object.keys(view.errors).length > 0 || view.note !== undefined
  return (
    <Page title={hasProblem ? t('form.errorTitle', { title }) : title} current="me">
      <div class="wrap pt6 stack loose">
        <ErrorSummary errors={view.errors} {...(view.note !== undefined && { note: view.note })} />
        {view.done && !hasProblem && (
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
            <ProfileCard view={view} />
            <EmailsCard view={view} />
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

const ProfileCard = ({ view: { profile, errors, timeZones, unchosen } }: { view: MeView }) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action="/me" novalidate>
      <h2>{t('me.profile')}</h2>
      <TextField
        name="name"
        label={t('me.name')}
        hint={t('me.nameHint')}
        value={profile.name}
        errors={errors}
        autocomplete="name"
        maxlength={200}
      />
      <TextField
        name="sorting_name"
        label={t('me.sortingName')}
        hint={t('me.sortingNameHint')}
        value={profile.sorting_name}
        errors={errors}
        autocomplete="off"
        maxlength={200}
      />
      <SelectField
        name="language"
        label={t('me.language')}
        hint={t('me.languageHint')}
        errors={errors}
        value={profile.language}
        options={[
          ['', t('me.languageAuto', { language: t(`me.language.${unchosen.language === 'es' ? 'es' : 'en'}`) })],
          ...languages.map((language): Option => [language, t(`me.language.${language}`)]),
        ]}
      />
      <Field name="time_zone" label={t('me.timeZone')} hint={t('me.timeZoneHint')} errors={errors}>
        <select {...useInput({ name: 'time_zone', hint: true, errors })}>
          <option value="">{t('me.timeZoneAuto', { zone: spelled(unchosen.timeZone) })}</option>
          {byRegion(timeZones).map(([region, zones]) => (
            <optgroup label={region}>
              {zones.map((zone) => (
                <option value={zone} selected={zone === profile.time_zone}>
                  {spelled(zone)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Field>
      <SelectField
        name="lane"
        label={t('me.lane')}
        hint={t('me.laneHint')}
        errors={errors}
        value={profile.lane}
        options={[['', t('me.laneNone')], ...lanes.map((lane): Option => [lane, t(`me.lane.${lane}`)])]}
      />
      <button class="btn primary" type="submit">
        {t('form.save')}
      </button>
    </form>
  )
}

type Option = [value: string, words: string]
interface SelectFieldProps {
  name: string
  label: string
  hint?: string
  value: string
  options: Option[]
  errors: FieldErrors
}
const SelectField = ({ name, label, hint, value, options, errors }: SelectFieldProps) => (
  <Field name={name} label={label} hint={hint} errors={errors}>
    <select {...useInput({ name, hint, errors })}>
      {options.map(([option, words]) => (
        <option value={option} selected={option === value}>
          {words}
        </option>
      ))}
    </select>
  </Field>
)

const EmailsCard = ({ view: { emails, newEmail, errors } }: { view: MeView }) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="emails">
      <h2 id="emails">{t('me.emails')}</h2>
      <p class="soft">{t('me.emailsLead')}</p>
      <ul class="mine">
        {emails.map((email) => (
          <EmailEntry email={email} isOnly={emails.length === 1} />
        ))}
      </ul>
      <form class="stack" method="post" action="/me/emails" novalidate>
        <h3>{t('me.addEmail')}</h3>
        <TextField
          name="email"
          type="email"
          label={t('me.email')}
          hint={t('me.emailHint')}
          value={newEmail.email}
          errors={errors}
          autocomplete="email"
          spellcheck={false}
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
    <li class="split">
      <div class="stack tight">
        <p>
          <b>
            <Words>{email}</Words>
          </b>
        </p>
        <p class="row">
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
        </p>
      </div>
      <div class="row">
        {verifiedAt === null && (
          <EmailButton action="/me/emails" row={row} words={t('me.sendAgain')} label={t('me.sendAgainTo', { email })} />
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
      </div>
    </li>
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

const MailCard = ({ choices }: { choices: MailChoice[] }) => {
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

const PositionsCard = ({ positions }: { positions: MeView['positions'] }) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="positions">
      <h2 id="positions">{t('me.positions')}</h2>
      {positions.length === 0 ? (
        <p class="soft">{t('me.noPositions')}</p>
      ) : (
        <ul class="mine">
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
    <ul class="mine">{children}</ul>
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

/** America/New_York is shown as New York, below America. */
function byRegion(zones: readonly string[]): [region: string, zones: string[]][] {
  const regions = new Map<string, string[]>()
  for (const zone of zones) {
    const region = zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : 'UTC'
    regions.set(region, [...(regions.get(region) ?? []), zone])
  }
  return [...regions]
}

const spelled = (zone: string) =>
  zone
    .slice(zone.indexOf('/') + 1)
    .replaceAll('_', ' ')
    .replaceAll('/', ', ')
