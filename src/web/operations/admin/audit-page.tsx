import type { NamedKind } from '../../../operations/installation/audit-search-store.ts'
import { auditActions } from '../../../platform/audit/audit-actions.ts'
import { AdminFrame } from '../../components/admin-frame.tsx'
import { FormScope, type FormState, type Option, SelectField, TextField, useFormTitle } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { Table } from '../../components/table.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech, useVisit } from '../../visit.tsx'
import { actionWords } from './audit-words.ts'

export interface AuditView {
  entries: ShownEntry[]
  /** The filter, as it was asked for. */
  form: FormState
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
  const title = t('audit.title')
  return (
    <AdminFrame title={useFormTitle(title, view.form)} section="audit">
      <FormScope form={view.form}>
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
        <AuditFilter />
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
          <a class="btn" href={view.csv}>
            <Icon name="download" />
            {t('audit.csv')}
          </a>
        </div>
      </FormScope>
    </AdminFrame>
  )
}

const AuditFilter = () => {
  const speech = useSpeech()
  const { t } = speech
  return (
    <form class="card filters many" method="get" action="/admin/audit" novalidate>
      <TextField name="actor" label={t('audit.actor')} spellcheck={false} />
      <SelectField
        name="action"
        label={t('audit.action')}
        options={[
          ['', t('audit.anyAction')],
          ...auditActions.map((action): Option => [action, actionWords(speech, action)]),
        ]}
      />
      <TextField name="subject" label={t('audit.subjectId')} spellcheck={false} />
      <TextField name="from" type="date" label={t('audit.from')} />
      <TextField name="until" type="date" label={t('audit.until')} />
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
    <Table
      class="audit"
      caption={t('audit.title')}
      rows={entries}
      columns={[
        { name: t('audit.what'), cell: ({ action }) => actionWords(speech, action) },
        { name: t('audit.who'), cell: (entry) => <Actor entry={entry} /> },
        { name: t('audit.subject'), cell: (entry) => <Subject entry={entry} /> },
        { name: t('audit.when'), cell: ({ at }) => <When date={at} withTime /> },
        { name: t('audit.number'), cell: ({ seq }) => speech.number(seq) },
      ]}
    />
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
  organization: (id) => `/organizations/${id}`,
}
