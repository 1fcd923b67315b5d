import { rosterFields } from '../../../identity/rosters/plain-csv.ts'
import type { RosterView } from '../../../identity/rosters/read-rosters.ts'
import { mostEndedPercent, type OutcomeAction, outcomeActions } from '../../../identity/rosters/roster.ts'
import type { RosterRow } from '../../../identity/rosters/rosters-store.ts'
import { sayKept } from '../../../platform/language/kept-refusal.ts'
import { Crumbs } from '../../components/crumbs.tsx'
import { Facts } from '../../components/facts.tsx'
import { Filters } from '../../components/filters.tsx'
import { FormScope, type FormState, type Option, SelectField, TextField, useFormTitle } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Paging, Table } from '../../components/table.tsx'
import { When } from '../../components/when.tsx'
import { Who } from '../../components/who.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { useOrganizationTrail } from '../organizations/organization-trail.ts'
import { ActionPill, RosterPill } from './roster-pill.tsx'

export interface RosterPageView {
  roster: RosterView
  action: OutcomeAction | undefined
  rows: (RosterRow & { organizationName: string | null })[]
  next: string | undefined
  isPaged: boolean
  mapping: Partial<Record<string, string>>
  form: FormState
}

/** One roster, from its file to what became of it. */
export const RosterPage = ({ view }: { view: RosterPageView }) => {
  const { t } = useSpeech()
  const { roster, form } = view
  const isWorking = roster.state === 'reading' || roster.state === 'applying'
  return (
    <Page
      area="identity"
      title={useFormTitle(roster.fileName, form)}
      current="organizations"
      {...(isWorking && { head: <meta http-equiv="refresh" content="3" /> })}
    >
      <div class="wrap">
        <Crumbs
          trail={[
            ...useOrganizationTrail({ id: roster.organizationId, name: roster.organizationName }),
            { href: '/admin/rosters', name: t('rosters.title') },
          ]}
          here={roster.fileName}
        />
        <div class="stack loose pt5">
          <FormScope form={form}>
            <div class="split">
              <h1>
                <Words>{roster.fileName}</Words>
              </h1>
              <RosterPill state={roster.state} />
            </div>
            <Facts
              class="factbar"
              facts={[
                { label: t('rosters.organization'), value: <Words>{roster.organizationName}</Words> },
                { label: t('rosters.formatLabel'), value: t(`rosters.format.${roster.format}`) },
                { label: t('rosters.mode'), value: t(`rosters.mode.${roster.mode}`) },
                { label: t('rosters.sent'), value: <When date={new Date(roster.createdAt)} withTime /> },
              ]}
            />
            <Stage view={view} />
          </FormScope>
        </div>
      </div>
    </Page>
  )
}

const Stage = ({ view }: { view: RosterPageView }) => {
  const speech = useSpeech()
  const { t } = speech
  const { roster } = view
  switch (roster.state) {
    case 'mapping':
      return <MappingForm view={view} />
    case 'reading':
      return <Progress title={t('rosters.reading')} words={t('rosters.readSoFar', { count: roster.readRows })} />
    case 'failed':
      return (
        <div class="note bad stack">
          <h2>{t('rosters.failed')}</h2>
          <p>
            <Words>{sayKept(roster.problem ?? '', speech)}</Words>
          </p>
          <p>
            <a class="btn" href={`/organizations/${roster.organizationId}/rosters/new`}>
              {t('rosters.sendAgain')}
            </a>
          </p>
        </div>
      )
    case 'canceled':
      return <p class="card soft">{t('rosters.canceled', { count: roster.appliedRows })}</p>
    default:
      return <Outcome view={view} />
  }
}

const Progress = ({ title, words, done, total }: { title: string; words: string; done?: number; total?: number }) => (
  <section class="card stack" aria-label={title}>
    <h2>{title}</h2>
    <progress class="progress" aria-label={title} {...(total !== undefined && { value: done ?? 0, max: total })}>
      {words}
    </progress>
    <p role="status">{words}</p>
  </section>
)

const MappingForm = ({ view: { roster, mapping } }: { view: RosterPageView }) => {
  const { t } = useSpeech()
  const { columns = [], rows = [] } = roster.columns ?? {}
  return (
    <form class="stack loose" method="post" action={`/admin/rosters/${roster.id}`} novalidate>
      <section class="card stack" aria-labelledby="mapping">
        <h2 id="mapping">{t('rosters.mapping')}</h2>
        <p class="soft">{t('rosters.mappingLead')}</p>
        <div class="two">
          {rosterFields.map((field) => (
            <SelectField
              name={field}
              label={t(`rosters.field.${field}`)}
              value={mapping[field]}
              options={[['', t('rosters.noColumn')], ...columns.map((column): Option => [column, column])]}
            />
          ))}
        </div>
        <div class="row">
          <button class="btn primary" type="submit">
            {t('rosters.mapSubmit')}
          </button>
          <button class="btn" type="submit" name="do" value="cancel">
            {t('rosters.cancel')}
          </button>
        </div>
      </section>
      <section class="stack" aria-labelledby="sample">
        <h2 id="sample">{t('rosters.sample')}</h2>
        <section class="tablewrap" tabindex={0} aria-labelledby="sample">
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th scope="col">
                    <Words>{column}</Words>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr>
                  {row.map((cell) => (
                    <td>
                      <Words>{cell}</Words>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </section>
    </form>
  )
}

const Outcome = ({ view }: { view: RosterPageView }) => {
  const speech = useSpeech()
  const { t } = speech
  const { roster } = view
  const { positions, organizations, openBefore } = roster.counts
  const changing = positions.add + positions.change + positions.end
  return (
    <>
      {roster.state === 'held' && (
        <div class="note bad stack">
          <h2>{t('rosters.held')}</h2>
          <p>{t('rosters.heldWhy', { ends: positions.end, open: openBefore, most: mostEndedPercent })}</p>
          <p>{t('rosters.heldDo')}</p>
          <form class="filters" method="post" action={`/admin/rosters/${roster.id}`} novalidate>
            <TextField name="ends" label={t('rosters.heldEnds')} inputmode="numeric" />
            <button class="btn danger" type="submit" name="do" value="apply">
              {t('rosters.heldApply')}
            </button>
          </form>
        </div>
      )}
      {roster.counts.unread > 0 && roster.mode === 'bulk' && (
        <p class="note warn">{t('rosters.unread', { count: roster.counts.unread })}</p>
      )}
      {roster.state === 'applying' && (
        <Progress
          title={t('rosters.applying')}
          words={t('rosters.appliedSoFar', { done: roster.appliedRows, total: changing })}
          done={roster.appliedRows}
          total={changing}
        />
      )}
      {roster.state === 'done' && <p class="note ok">{t('rosters.done', { count: roster.appliedRows })}</p>}
      <CountTable view={view} />
      {roster.state === 'ready' && (
        <form class="card stack" method="post" action={`/admin/rosters/${roster.id}`}>
          <h2>{t('rosters.confirm')}</h2>
          <p>
            {t('rosters.confirmLead', {
              schools: organizations.add + organizations.change,
              add: positions.add,
              change: positions.change,
              end: positions.end,
            })}
          </p>
          <div class="row">
            <button class="btn primary" type="submit" name="do" value="apply">
              {t('rosters.apply')}
            </button>
            <button class="btn" type="submit" name="do" value="cancel">
              {t('rosters.cancel')}
            </button>
          </div>
        </form>
      )}
      {(roster.state === 'held' || roster.state === 'applying') && (
        <form method="post" action={`/admin/rosters/${roster.id}`}>
          <button class="btn" type="submit" name="do" value="cancel">
            {t('rosters.cancel')}
          </button>
        </form>
      )}
      <Rows view={view} />
    </>
  )
}

const CountTable = ({ view: { roster } }: { view: RosterPageView }) => {
  const speech = useSpeech()
  const { t } = speech
  const { positions, organizations } = roster.counts
  const caption = t(roster.state === 'done' ? 'rosters.changed' : 'rosters.counts')
  return (
    <div class="tablewrap">
      <table class="cards">
        <caption class="vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{caption}</th>
            {outcomeActions.map((action) => (
              <th scope="col" class="number">
                {t(`rosters.action.${action}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(
            [
              ['rosters.schools', organizations],
              ['rosters.positions', positions],
            ] as const
          ).map(([name, counts]) => (
            <tr>
              <th scope="row">{t(name)}</th>
              {outcomeActions.map((action) => (
                <td class="number" data-label={t(`rosters.action.${action}`)}>
                  {speech.number(counts[action])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Rows = ({ view }: { view: RosterPageView }) => {
  const { t } = useSpeech()
  const { roster, rows, action } = view
  const here = `/admin/rosters/${roster.id}`
  return (
    <section class="stack" aria-labelledby="rows">
      <div class="split">
        <h2 id="rows">{t('rosters.rows')}</h2>
        {roster.counts.positions.refuse + roster.counts.organizations.refuse > 0 && (
          <a class="btn" href={`${here}/rows.csv`} download="">
            <Icon name="download" />
            {t('rosters.toFix')}
          </a>
        )}
      </div>
      <Filters action={here}>
        <SelectField
          name="show"
          label={t('rosters.show')}
          value={action}
          options={[
            ['', t('rosters.showAll')],
            ...outcomeActions.map((known): Option => [known, t(`rosters.action.${known}`)]),
          ]}
        />
      </Filters>
      {rows.length === 0 ? (
        <p class="card soft">{t('rosters.noRows')}</p>
      ) : (
        <RowTable rows={rows} format={roster.format} />
      )}
      <Paging first={view.isPaged && here} next={view.next} />
    </section>
  )
}

const RowTable = ({ rows, format }: { rows: RosterPageView['rows']; format: RosterView['format'] }) => {
  const speech = useSpeech()
  const { t } = speech
  return (
    <Table
      caption={t('rosters.rows')}
      rows={rows}
      columns={[
        {
          name: t('rosters.who'),
          cell: ({ name, key, email }) => <Who name={name ?? key} email={email} />,
        },
        {
          name: t('rosters.where'),
          cell: ({ kind, title, organizationName }) =>
            kind === 'organization' ? (
              t('rosters.aSchool')
            ) : (
              <Words>{[title, organizationName].filter(Boolean).join(', ')}</Words>
            ),
        },
        { name: t('rosters.what'), cell: (row) => <RowOutcome row={row} /> },
        {
          name: t('rosters.line'),
          cell: ({ file, line }) => {
            if (line === 0) return t('rosters.notInFile')
            return format === 'csv' ? speech.number(line) : t('rosters.place', { file, line })
          },
        },
      ]}
    />
  )
}

const RowOutcome = ({ row }: { row: RosterPageView['rows'][number] }) => {
  const { t } = useSpeech()
  const outcome = outcomeActions.find((action) => action === row.action)
  return (
    <span>
      {outcome && <ActionPill action={outcome} />}
      {row.reason && <small class="line">{t(`rosters.reason.${row.reason}`)}</small>}
      {row.note && <small class="line">{t(`rosters.note.${row.note}`)}</small>}
    </span>
  )
}
