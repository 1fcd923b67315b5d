import type { InvitationRow } from '../../../identity/organizations/invitations-store.ts'
import type { WaitingRequest } from '../../../identity/organizations/join-requests-store.ts'
import type { OrganizationRow } from '../../../identity/organizations/organizations-store.ts'
import type { RoleName } from '../../../identity/organizations/permissions.ts'
import { roleNames } from '../../../identity/organizations/permissions.ts'
import type { RoleHolder } from '../../../identity/organizations/roles-store.ts'
import { About } from '../../components/about.tsx'
import { Filters, SearchField } from '../../components/filters.tsx'
import { type FormState, type Option, SelectField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { Icon } from '../../components/icon.tsx'
import { Pill } from '../../components/pill.tsx'
import { Paging, Table } from '../../components/table.tsx'
import { Who } from '../../components/who.tsx'
import { useSpeech } from '../../visit.tsx'
import { Invitations, InviteForm } from './invitations.tsx'
import { JoinRequests } from './join-requests.tsx'
import { useOrganizationTrail } from './organization-trail.ts'

export interface PeopleView {
  organization: Pick<OrganizationRow, 'id' | 'name'>
  holders: RoleHolder[]
  query: string
  role: RoleName | undefined
  next: string | undefined
  isPaged: boolean
  mayManage: boolean
  invitations: InvitationRow[]
  requests: WaitingRequest[]
  now: Date
  form: FormState
}

/** Who may do what at one organization. */
export const PeoplePage = ({ view }: { view: PeopleView }) => {
  const { t } = useSpeech()
  const { organization, holders, invitations, requests, now } = view
  const title = t('people.title')
  const here = `/organizations/${organization.id}/people`
  return (
    <FormPage
      area="identity"
      title={title}
      current="organizations"
      trail={useOrganizationTrail(organization)}
      form={view.form}
      isWide
    >
      <div class="split">
        <h1>{title}</h1>
        <a class="btn" href={`${here}.csv`} download="">
          <Icon name="download" />
          {t('people.csv')}
        </a>
      </div>
      {requests.length > 0 && <JoinRequests organizationId={organization.id} requests={requests} />}
      <div class={view.mayManage ? 'cols' : 'stack'}>
        <div class="stack loose">
          <Filters action={here}>
            <SearchField label={t('people.search')} value={view.query} />
            <SelectField
              name="role"
              label={t('people.role')}
              value={view.role}
              options={[['', t('people.anyRole')], ...roleNames.map((role): Option => [role, t(`role.${role}`)])]}
            />
          </Filters>
          {holders.length === 0 ? (
            <p class="card soft">{t(view.query || view.role ? 'people.notFound' : 'people.none')}</p>
          ) : (
            <HolderTable view={view} />
          )}
          <Paging first={view.isPaged && here} next={view.next} />
          {invitations.length > 0 && (
            <Invitations organizationId={organization.id} invitations={invitations} now={now} />
          )}
        </div>
        {view.mayManage && <InviteForm organizationId={organization.id} />}
      </div>
    </FormPage>
  )
}

const HolderTable = ({ view: { organization, holders, mayManage } }: { view: PeopleView }) => {
  const { t } = useSpeech()
  return (
    <Table
      caption={t('people.title')}
      rows={holders}
      columns={[
        {
          name: t('people.name'),
          cell: ({ name, email }) => <Who name={name} email={email} />,
        },
        {
          name: t('people.role'),
          cell: ({ roles, suspended }) => (
            <span>
              {roles.map((role) => t(`role.${role}`)).join(', ')}{' '}
              {suspended.length > 0 && (
                <Pill tone="warn" icon="alert">
                  {t('people.suspended')}
                </Pill>
              )}
            </span>
          ),
        },
        mayManage && {
          name: t('awards.actions'),
          isQuiet: true,
          cell: ({ personId, name }) => (
            <a href={`/organizations/${organization.id}/people/${personId}`}>
              {t('people.change')}
              <About>{name}</About>
            </a>
          ),
        },
      ]}
    />
  )
}
