import type { OrganizationInTree } from '../../../identity/organizations/organizations-store.ts'
import type { RoleName } from '../../../identity/organizations/permissions.ts'
import { About } from '../../components/about.tsx'
import { Filters, SearchField } from '../../components/filters.tsx'
import { ErrorSummary } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill } from '../../components/pill.tsx'
import { Paging, Table } from '../../components/table.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

export interface OrganizationsView {
  organizations: OrganizationInTree[]
  query: string
  next: string | undefined
  isPaged: boolean
  invitations: InvitationToMe[]
  mayCreate: boolean
  /** Of at least one: they send rosters and see what was done there. */
  isOwner: boolean
  note?: string | undefined
}
export interface InvitationToMe {
  id: string
  organizationName: string
  roles: readonly RoleName[]
  until: Date
}

/** The tree, as far as the reader has a part in it. */
export const OrganizationsPage = ({ view }: { view: OrganizationsView }) => {
  const { t } = useSpeech()
  return (
    <Page area="identity" title={t('organizations.title')} current="organizations">
      <div class="wrap pt6 stack loose">
        <ErrorSummary note={view.note} />
        <div class="split">
          <div class="stack tight">
            <h1>{t('organizations.title')}</h1>
            <p class="lead">{t('organizations.lead')}</p>
          </div>
          <div class="row">
            {view.isOwner && (
              <>
                <a class="btn" href="/admin/rosters">
                  {t('rosters.title')}
                </a>
                <a class="btn" href="/admin/audit">
                  {t('audit.title')}
                </a>
              </>
            )}
            <a class="btn" href="/organizations/join">
              {t('organizations.join')}
            </a>
            {view.mayCreate && (
              <a class="btn primary" href="/organizations/new">
                <Icon name="add" />
                {t('organizations.new')}
              </a>
            )}
          </div>
        </div>
        {view.invitations.length > 0 && <Invitations invitations={view.invitations} />}
        <Filters action="/organizations" isSearch>
          <SearchField label={t('organizations.search')} value={view.query} />
        </Filters>
        {view.organizations.length === 0 ? <Nothing view={view} /> : <Tree view={view} />}
        <Paging
          first={view.isPaged && `/organizations${view.query && `?q=${encodeURIComponent(view.query)}`}`}
          next={view.next}
        />
      </div>
    </Page>
  )
}

const Nothing = ({ view }: { view: OrganizationsView }) => {
  const { t } = useSpeech()
  if (view.query) return <p class="card soft">{t('organizations.notFound')}</p>
  return (
    <div class="card stack">
      <p>{t('organizations.empty')}</p>
      <p class="soft">{t('organizations.emptyExample')}</p>
    </div>
  )
}

const Tree = ({ view }: { view: OrganizationsView }) => {
  const { t } = useSpeech()
  return <OrganizationTable caption={t('organizations.title')} organizations={view.organizations} hasPath />
}

interface OrganizationTableProps {
  caption: string
  organizations: OrganizationInTree[]
  /** Says what each is below. */
  hasPath?: boolean
}

export const OrganizationTable = ({ caption, organizations, hasPath = false }: OrganizationTableProps) => {
  const { t } = useSpeech()
  return (
    <Table
      caption={caption}
      rows={organizations}
      columns={[
        {
          name: t('organizations.name'),
          cell: ({ id, name, above }) => (
            <>
              {hasPath && above.length > 0 && (
                <span class="soft small above">
                  <Words>{above.join(' › ')}</Words>
                </span>
              )}
              <a href={`/organizations/${id}`}>
                <Words>{name}</Words>
              </a>
            </>
          ),
        },
        { name: t('organizations.type'), cell: ({ type }) => t(`organizations.type.${type}`) },
        { name: t('organizations.state'), cell: ({ closedAt }) => <OpenPill isClosed={closedAt !== null} /> },
      ]}
    />
  )
}

export const OpenPill = ({ isClosed }: { isClosed: boolean }) => {
  const { t } = useSpeech()
  return isClosed ? (
    <Pill tone="none" icon="cross">
      {t('organizations.closed')}
    </Pill>
  ) : (
    <Pill tone="ok" icon="check">
      {t('organizations.open')}
    </Pill>
  )
}

const Invitations = ({ invitations }: { invitations: InvitationToMe[] }) => {
  const speech = useSpeech()
  const { t } = speech
  return (
    <section class="card attention" aria-labelledby="invitations">
      <h2 id="invitations">{t('invitations.forYou')}</h2>
      <ul class="todo">
        {invitations.map((one) => (
          <li>
            <Pill tone="info" icon="person">
              {t('invitations.pill')}
            </Pill>
            <span>
              <strong>
                <Words>{one.organizationName}</Words>
              </strong>
              <small>
                {one.roles.map((role) => t(`role.${role}`)).join(', ')}.{' '}
                {speech.rich('invitations.until', { date: <When date={one.until} /> })}
              </small>
            </span>
            <form method="post" action="/organizations/accept">
              <button class="btn primary" type="submit" name="invitation" value={one.id}>
                {t('invitations.accept')}
                <About>{one.organizationName}</About>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
