import type { NamedKind } from '../../installation/audit-search-store.ts'
import type { FieldErrors } from '../components/form.tsx'
import { ErrorSummary, TextField } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { When } from '../components/when.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech, useVisit } from '../visit.tsx'
import { AdminFrame } from './admin-frame.tsx'
import { actionWords, knownActions } from './audit-words.ts'

export interface AuditView {
  entries: ShownEntry[]
  typed: Record<string, string>
  errors: FieldErrors
  older: string | undefined
  csv: string
}
interface ShownEntry {
  seq: number
  at: Date
  actor: string
  actorName: string | undefined
  action: string
  subject: string
  about: { kind: NamedKind; name: string } | undefined
}

/** Who did what and when, found by any of these. */
export const AuditPage = ({ view }: { view: AuditView }) => {
  const { t } = useSpeech()
  const { viewer } = useVisit()
  const hasProblem = Object.keys(view.errors).length > 0
  const title = t('audit.title')
  return (
    <AdminFrame title={hasProblem ? t('form.errorTitle', { title }) : title} section="audit">
      <ErrorSummary errors={view.errors} />
      <div class="split">
        <div class="stack tight">
          <h1>{title}</h1>
          <p class="lead">{t(viewer?.isAdministrator ? 'audit.lead' : 'audit.leadOwner')}</p>
        </div>
        {viewer?.isAdministrator && (
          <a class="btn" href="/admin/audit/verify">
            <Icon name="shield" />
            {t('audit.verify')}
          </a>
        )}
      </div>
      <AuditFilter view={view} />
      {view.entries.length === 0 ? (
        <p class="card soft">{t(view.older ? 'audit.noneThere' : 'audit.none')}</p>
      ) : (
        <EntryTable entries={view.entries} />
      )}
      <div class="row">
        {view.older && (
          <a class="btn" href={view.older} rel="next">
            {t('audit.older')}
            <Icon name="arrow" />
          </a>
        )}
        <a class="btn quiet" href={view.csv}>
          <Icon name="download" />
          {t('audit.csv')}
        </a>
      </div>
    </AdminFrame>
  )
}

const AuditFilter = ({ view: { typed, errors } }: { view: AuditView }) => {
  const speech = useSpeech()
  const { t } = speech
  return (
    <form class="card filters many" method="get" action="/admin/audit" novalidate>
      <TextField name="actor" label={t('audit.actor')} value={typed.actor} errors={errors} spellcheck={false} />
      <div class="field">
        <label for="f-action">{t('audit.action')}</label>
        <select id="f-action" name="action">
          <option value="">{t('audit.anyAction')}</option>
          {knownActions.map((action) => (
            <option value={action} selected={action === typed.action}>
              {actionWords(speech, action)}
            </option>
          ))}
        </select>
      </div>
      <TextField name="subject" label={t('audit.subjectId')} value={typed.subject} errors={errors} spellcheck={false} />
      <TextField
        name="from"
        label={t('audit.from')}
        value={typed.from}
        errors={errors}
        placeholder="2026-05-14"
        autocomplete="off"
      />
      <TextField
        name="until"
        label={t('audit.until')}
        value={typed.until}
        errors={errors}
        placeholder="2026-05-14"
        autocomplete="off"
      />
      <button class="btn primary" type="submit">
        {t('awards.apply')}
      </button>
    </form>
  )
}

const EntryTable = ({ entries }: { entries: ShownEntry[] }) => {
  const speech = useSpeech()
  const { t } = speech
  return (
    <div class="tablewrap">
      <table class="cards audit">
        <caption class="vh">{t('audit.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('audit.what')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.subject')}</th>
            <th scope="col">{t('audit.when')}</th>
            <th scope="col">{t('audit.number')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr>
              <th scope="row">{actionWords(speech, entry.action)}</th>
              <td data-label={t('audit.who')}>
                <Actor entry={entry} />
              </td>
              <td data-label={t('audit.subject')}>
                <Subject entry={entry} />
              </td>
              <td data-label={t('audit.when')}>
                <When date={entry.at} withTime />
              </td>
              <td data-label={t('audit.number')}>{speech.number(entry.seq)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Actor = ({ entry: { actor, actorName } }: { entry: ShownEntry }) => {
  const { t } = useSpeech()
  if (actor === 'operator' || actor === 'system') return <span>{t(`audit.${actor}`)}</span>
  return (
    <span>
      {actorName === undefined ? t('audit.unknown') : <Words>{actorName}</Words>}
      <span class="line id">{actor}</span>
    </span>
  )
}

const Subject = ({ entry: { subject, about } }: { entry: ShownEntry }) => {
  const href = about && pageOf[about.kind]?.(subject)
  const name = about && <Words>{about.name}</Words>
  return (
    <span>
      {href ? <a href={href}>{name}</a> : name}
      <span class="line id">{subject}</span>
    </span>
  )
}

const pageOf: Partial<Record<NamedKind, (id: string) => string>> = {
  badge: (id) => `/badges/${id}`,
  award: (id) => `/c/${id}`,
  organisation: (id) => `/organisations/${id}`,
}
