import type { RoleName } from '../../organisations/can.ts'
import { roleNames } from '../../organisations/can.ts'
import type { InvitationRow } from '../../organisations/invitations-store.ts'
import type { WaitingRequest } from '../../organisations/join-requests-store.ts'
import type { OrganisationRow } from '../../organisations/organisations-store.ts'
import type { RoleHolder } from '../../organisations/roles-store.ts'
import { About } from '../components/about.tsx'
import { Crumbs } from '../components/crumbs.tsx'
import { ErrorSummary, Field, type FieldErrors, TextField, useInput } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { Page } from '../components/page.tsx'
import { Pill } from '../components/pill.tsx'
import { When } from '../components/when.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'

export interface PeopleView {
  organisation: Pick<OrganisationRow, 'id' | 'name'>
  holders: RoleHolder[]
  query: string
  role: RoleName | undefined
  next: string | undefined
  isPaged: boolean
  mayManage: boolean
  invitations: InvitationRow[]
  requests: WaitingRequest[]
  now: Date
  typed: Record<string, string>
  errors: FieldErrors
  note?: string | undefined
}

/** Who may do what at one organisation. */
export const PeoplePage = ({ view }: { view: PeopleView }) => {
  const { t } = useSpeech()
  const { organisation, errors } = view
  const title = t('people.title')
  const hasProblem = Object.keys(errors).length > 0 || view.note !== undefined
  return (
    <Page title={hasProblem ? t('form.errorTitle', { title }) : title} current="organisations">
      <div class="wrap">
        <Crumbs
          trail={[
            { href: '/organisations', name: t('organisations.title') },
            { href: `/organisations/${organisation.id}`, name: organisation.name },
          ]}
          here={title}
        />
        <div class="stack loose pt5">
          <ErrorSummary errors={errors} note={view.note} />
          <div class="split">
            <h1>{title}</h1>
            <a class="btn" href={`/organisations/${organisation.id}/people.csv`} download="">
              <Icon name="download" />
              {t('people.csv')}
            </a>
          </div>
          {view.requests.length > 0 && <Requests view={view} />}
          <div class={view.mayManage ? 'cols' : 'stack'}>
            <div class="stack loose">
              <Filters view={view} />
              {view.holders.length === 0 ? (
                <p class="card soft">{view.query || view.role ? t('people.notFound') : t('people.none')}</p>
              ) : (
                <HolderTable view={view} />
              )}
              <Paging view={view} />
              {view.invitations.length > 0 && <InvitationTable view={view} />}
            </div>
            {view.mayManage && <InviteForm view={view} />}
          </div>
        </div>
      </div>
    </Page>
  )
}

const Filters = ({ view }: { view: PeopleView }) => {
  const { t } = useSpeech()
  return (
    <form class="filters" method="get" action={`/organisations/${view.organisation.id}/people`}>
      <div class="field">
        <label for="f-q">{t('people.search')}</label>
        <input id="f-q" type="search" name="q" value={view.query} />
      </div>
      <div class="field">
        <label for="f-role-filter">{t('people.role')}</label>
        <select id="f-role-filter" name="role">
          <option value="">{t('people.anyRole')}</option>
          {roleNames.map((role) => (
            <option value={role} selected={role === view.role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </select>
      </div>
      <button class="btn" type="submit">
        {t('awards.apply')}
      </button>
    </form>
  )
}

const HolderTable = ({ view: { organisation, holders, mayManage } }: { view: PeopleView }) => {
  const { t } = useSpeech()
  return (
    <div class="tablewrap">
      <table class="cards">
        <caption class="vh">{t('people.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('people.role')}</th>
            {mayManage && (
              <th scope="col">
                <span class="vh">{t('awards.actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {holders.map((holder) => (
            <tr>
              <th scope="row">
                <Words>{holder.name}</Words>
                <br />
                <span class="soft small">{holder.email}</span>
              </th>
              <td data-label={t('people.role')}>
                <span>{holder.roles.map((role) => t(`role.${role}`)).join(', ')}</span>{' '}
                {holder.suspended.length > 0 && (
                  <Pill tone="warn" icon="alert">
                    {t('people.suspended')}
                  </Pill>
                )}
              </td>
              {mayManage && (
                <td data-label={t('awards.actions')}>
                  <a href={`/organisations/${organisation.id}/people/${holder.personId}`}>
                    {t('people.change')}
                    <About>{holder.name}</About>
                  </a>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Paging = ({ view }: { view: PeopleView }) => {
  const { t } = useSpeech()
  if (!view.next && !view.isPaged) return null
  return (
    <div class="row">
      {view.isPaged && (
        <a class="btn" href={`/organisations/${view.organisation.id}/people`}>
          {t('paging.first')}
        </a>
      )}
      {view.next && (
        <a class="btn" href={view.next} rel="next">
          {t('paging.next')}
          <Icon name="arrow" />
        </a>
      )}
    </div>
  )
}

const InviteForm = ({ view: { organisation, typed, errors } }: { view: PeopleView }) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={`/organisations/${organisation.id}/people`} novalidate>
      <h2>{t('people.invite')}</h2>
      <p class="soft">{t('people.inviteLead')}</p>
      <TextField name="name" label={t('people.name')} value={typed.name} errors={errors} autocomplete="off" />
      <TextField
        name="email"
        type="email"
        label={t('people.email')}
        value={typed.email}
        errors={errors}
        autocomplete="off"
        spellcheck={false}
      />
      <Field name="roles" label={t('people.role')} errors={errors}>
        <select {...useInput({ name: 'roles', errors })}>
          {(['learner', 'reviewer', 'author', 'awarder', 'coach', 'viewer', 'programme-manager', 'owner'] as const).map(
            (role) => (
              <option value={role} selected={role === typed.roles}>
                {t(`role.${role}`)}: {t(`role.${role}.may`)}
              </option>
            ),
          )}
        </select>
      </Field>
      <button class="btn primary block" type="submit">
        {t('people.inviteSubmit')}
      </button>
    </form>
  )
}

const InvitationTable = ({ view }: { view: PeopleView }) => {
  const { t } = useSpeech()
  const { organisation, invitations, now } = view
  return (
    <section class="stack" aria-labelledby="invitations">
      <h2 id="invitations">{t('invitations.title')}</h2>
      <div class="tablewrap">
        <table class="cards">
          <caption class="vh">{t('invitations.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('people.name')}</th>
              <th scope="col">{t('people.role')}</th>
              <th scope="col">{t('invitations.end')}</th>
              <th scope="col">
                <span class="vh">{t('awards.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {invitations.map((one) => (
              <tr>
                <th scope="row">
                  <Words>{one.name}</Words>
                  <br />
                  <span class="soft small">{one.email}</span>
                </th>
                <td data-label={t('people.role')}>
                  <span>{one.roles.map((role) => t(`role.${role}`)).join(', ')}</span>
                </td>
                <td data-label={t('invitations.end')}>
                  {one.expiresAt <= now.getTime() ? (
                    <Pill tone="warn" icon="clock">
                      {t('invitations.over')}
                    </Pill>
                  ) : (
                    <When date={new Date(one.expiresAt)} />
                  )}
                </td>
                <td data-label={t('awards.actions')}>
                  <form class="row" method="post" action={`/organisations/${organisation.id}/invitations/${one.id}`}>
                    <button class="btn quiet" type="submit" name="do" value="resend">
                      {t('invitations.resend')}
                      <About>{one.name}</About>
                    </button>
                    <button class="btn quiet" type="submit" name="do" value="withdraw">
                      {t('invitations.withdraw')}
                      <About>{one.name}</About>
                    </button>
                  </form>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const Requests = ({ view: { organisation, requests } }: { view: PeopleView }) => {
  const { t } = useSpeech()
  return (
    <section class="card attention" aria-labelledby="requests">
      <h2 id="requests">{t('joining.requests')}</h2>
      <ul class="todo">
        {requests.map(({ request, person }) => (
          <li>
            <Pill tone="info" icon="person">
              {t('joining.pill')}
            </Pill>
            <span>
              <strong>
                <Words>{person.name}</Words>
              </strong>
              <small>{person.email}</small>
            </span>
            <form class="row" method="post" action={`/organisations/${organisation.id}/join-requests/${request.id}`}>
              <button class="btn primary" type="submit" name="decision" value="approved">
                {t('joining.approve')}
                <About>{person.name}</About>
              </button>
              <button class="btn" type="submit" name="decision" value="declined">
                {t('joining.decline')}
                <About>{person.name}</About>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
