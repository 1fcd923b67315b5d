import type { InvitationRow } from '../../../identity/organizations/invitations-store.ts'
import type { WaitingRequest } from '../../../identity/organizations/join-requests-store.ts'
import type { OrganizationRow } from '../../../identity/organizations/organizations-store.ts'
import { roleNames } from '../../../identity/organizations/permissions.ts'
import {
  accountStates,
  type StaffMember,
  type StaffPage,
  type StaffPlace,
} from '../../../identity/organizations/staff.ts'
import { lanes } from '../../../identity/people/people-tables.ts'
import { About } from '../../components/about.tsx'
import { Filters, SearchField } from '../../components/filters.tsx'
import { type FormState, type Option, SelectField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { Icon } from '../../components/icon.tsx'
import { Pill } from '../../components/pill.tsx'
import { Paging, Table } from '../../components/table.tsx'
import { Who } from '../../components/who.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { Invitations, InviteForm } from './invitations.tsx'
import { JoinRequests } from './join-requests.tsx'
import { useOrganizationTrail } from './organization-trail.ts'

export type StaffFilters = Omit<StaffPage, 'limit' | 'after'>

export interface PeopleView {
  organization: Pick<OrganizationRow, 'id' | 'name'>
  staff: StaffMember[]
  /** How many each of them holds. */
  awards: ReadonlyMap<string, number>
  /** What is right below it. */
  below: Pick<OrganizationRow, 'id' | 'name'>[]
  query: string
  filters: StaffFilters
  search: string
  next: string | undefined
  isPaged: boolean
  mayManage: boolean
  invitations: InvitationRow[]
  requests: WaitingRequest[]
  now: Date
  form: FormState
}

/** Everybody at one organization and below it: where they are, what they may do, whether they have been here. */
export const PeoplePage = ({ view }: { view: PeopleView }) => {
  const { t } = useSpeech()
  const { organization, staff, filters, invitations, requests, now } = view
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
        <a class="btn" href={`${here}.csv${view.search}`} download="">
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
              value={filters.role}
              options={[['', t('people.anyRole')], ...roleNames.map((role): Option => [role, t(`role.${role}`)])]}
            />
            {view.below.length > 0 && (
              <SelectField
                name="place"
                label={t('people.place')}
                value={filters.placeId}
                options={[['', t('people.anyPlace')], ...view.below.map(({ id, name }): Option => [id, name])]}
              />
            )}
            <SelectField
              name="lane"
              label={t('people.lane')}
              value={filters.lane}
              options={[['', t('people.anyLane')], ...lanes.map((lane): Option => [lane, t(`me.lane.${lane}`)])]}
            />
            <SelectField
              name="account"
              label={t('people.account')}
              value={filters.account}
              options={[
                ['', t('people.anyAccount')],
                ...accountStates.map((state): Option => [state, t(`people.account.${state}`)]),
              ]}
            />
          </Filters>
          {staff.length === 0 ? (
            <p class="card soft">{t(view.search ? 'people.notFound' : 'people.none')}</p>
          ) : (
            <StaffTable view={view} />
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

const StaffTable = ({ view: { organization, staff, awards, mayManage } }: { view: PeopleView }) => {
  const speech = useSpeech()
  const { t } = speech
  return (
    <Table
      caption={t('people.title')}
      rows={staff}
      columns={[
        {
          name: t('people.name'),
          cell: ({ name, email }) => <Who name={name} email={email} />,
        },
        {
          name: t('people.places'),
          cell: ({ places }) => (
            <div class="stack tight">
              {places.map((place) => (
                <p>
                  <Words>{place.name}</Words>
                  <br />
                  <span class="soft small">{place.roles.map((role) => t(`role.${role}`)).join(', ')}</span>
                </p>
              ))}
            </div>
          ),
        },
        { name: t('people.lane'), cell: ({ lane }) => (lane ? t(`me.lane.${lane}`) : '') },
        {
          name: t('people.account'),
          cell: ({ account }) => <Pill {...accountPill[account]}>{t(`people.account.${account}`)}</Pill>,
        },
        { name: t('people.awards'), cell: ({ personId }) => speech.number(awards.get(personId) ?? 0) },
        mayManage && {
          name: t('awards.actions'),
          isQuiet: true,
          cell: ({ personId, name, places }) => (
            <a href={`/organizations/${placeOf(places, organization.id)}/people/${personId}`}>
              {t('people.change')}
              <About>{name}</About>
            </a>
          ),
        },
      ]}
    />
  )
}

const accountPill = {
  active: { tone: 'ok', icon: 'check' },
  waiting: { tone: 'info', icon: 'clock' },
  suspended: { tone: 'warn', icon: 'alert' },
} as const

/** Roles are changed where they were given: right here, if they have one here. */
const placeOf = (places: readonly StaffPlace[], organizationId: string) =>
  places.find(({ id }) => id === organizationId)?.id ?? places[0]?.id ?? organizationId
