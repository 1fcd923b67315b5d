import type { RoleName } from '../../organisations/can.ts'
import type { OrganisationInTree } from '../../organisations/organisations-store.ts'
import { About } from '../components/about.tsx'
import { ErrorSummary } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { Page } from '../components/page.tsx'
import { Pill } from '../components/pill.tsx'
import { When } from '../components/when.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'

export interface OrganisationsView {
  organisations: OrganisationInTree[]
  query: string
  next: string | undefined
  isPaged: boolean
  invitations: InvitationToMe[]
  mayCreate: boolean
  note?: string | undefined
}
export interface InvitationToMe {
  id: string
  organisationName: string
  roles: readonly RoleName[]
  until: Date
}

/** The tree, as far as the reader has a part in it. */
export const OrganisationsPage = ({ view }: { view: OrganisationsView }) => {
  const { t } = useSpeech()
  return (
    <Page title={t('organisations.title')} current="organisations">
      <div class="wrap pt6 stack loose">
        <ErrorSummary errors={{}} note={view.note} />
        <div class="split">
          <div class="stack tight">
            <h1>{t('organisations.title')}</h1>
            <p class="lead">{t('organisations.lead')}</p>
          </div>
          <div class="row">
            <a class="btn" href="/organisations/join">
              {t('organisations.join')}
            </a>
            {view.mayCreate && (
              <a class="btn primary" href="/organisations/new">
                <Icon name="add" />
                {t('organisations.new')}
              </a>
            )}
          </div>
        </div>
        {view.invitations.length > 0 && <Invitations invitations={view.invitations} />}
        <form class="filters" method="get" action="/organisations">
          <div class="field">
            <label for="f-q">{t('organisations.search')}</label>
            <input id="f-q" type="search" name="q" value={view.query} />
          </div>
          <button class="btn" type="submit">
            <Icon name="search" />
            {t('organisations.searchSubmit')}
          </button>
        </form>
        {view.organisations.length === 0 ? <Nothing view={view} /> : <Tree view={view} />}
        {(view.next || view.isPaged) && (
          <div class="row">
            {view.isPaged && (
              <a class="btn" href={`/organisations${view.query && `?q=${encodeURIComponent(view.query)}`}`}>
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
        )}
      </div>
    </Page>
  )
}

const Nothing = ({ view }: { view: OrganisationsView }) => {
  const { t } = useSpeech()
  if (view.query) return <p class="card soft">{t('organisations.notFound')}</p>
  return (
    <div class="card stack">
      <p>{t('organisations.empty')}</p>
      <p class="soft">{t('organisations.emptyExample')}</p>
    </div>
  )
}

const Tree = ({ view }: { view: OrganisationsView }) => {
  const { t } = useSpeech()
  return (
    <div class="tablewrap">
      <table class="cards">
        <caption class="vh">{t('organisations.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('organisations.name')}</th>
            <th scope="col">{t('organisations.type')}</th>
            <th scope="col">{t('organisations.state')}</th>
          </tr>
        </thead>
        <tbody>
          {view.organisations.map((one) => (
            <tr>
              <th scope="row">
                {one.above.length > 0 && (
                  <span class="soft small above">
                    <Words>{one.above.join(' › ')}</Words>
                  </span>
                )}
                <a href={`/organisations/${one.id}`}>
                  <Words>{one.name}</Words>
                </a>
              </th>
              <td data-label={t('organisations.type')}>
                <span>{t(`organisations.type.${one.type}`)}</span>
              </td>
              <td data-label={t('organisations.state')}>
                <OpenPill isClosed={one.closedAt !== null} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export const OpenPill = ({ isClosed }: { isClosed: boolean }) => {
  const { t } = useSpeech()
  return isClosed ? (
    <Pill tone="none" icon="cross">
      {t('organisations.closed')}
    </Pill>
  ) : (
    <Pill tone="ok" icon="check">
      {t('organisations.open')}
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
                <Words>{one.organisationName}</Words>
              </strong>
              <small>
                {one.roles.map((role) => t(`role.${role}`)).join(', ')}.{' '}
                {speech.rich('invitations.until', { date: <When date={one.until} /> })}
              </small>
            </span>
            <form method="post" action="/organisations/accept">
              <button class="btn primary" type="submit" name="invitation" value={one.id}>
                {t('invitations.accept')}
                <About>{one.organisationName}</About>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
