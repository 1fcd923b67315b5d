import type { IssuerRow } from '../../../identity/issuers/issuers-store.ts'
import type { OrganisationInTree } from '../../../identity/organizations/organizations-store.ts'
import { mayWith, type RoleName } from '../../../identity/organizations/permissions.ts'
import type { OrganisationView } from '../../../identity/organizations/read-organization.ts'
import { About } from '../../components/about.tsx'
import { Crumbs } from '../../components/crumbs.tsx'
import { Facts } from '../../components/facts.tsx'
import { ErrorSummary } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill, type Tone } from '../../components/pill.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { useOrganisationTrail } from './organization-trail.ts'
import { OpenPill, OrganisationTable } from './organizations-page.tsx'

export interface OrganisationPageView extends OrganisationView {
  children: OrganisationInTree[]
  hasMoreChildren: boolean
  /** How many people hold each role here; absent for who may not see them. */
  people: { role: RoleName; count: number }[] | undefined
  /** How many ask to join; absent for who may not decide. */
  waiting: number | undefined
  issuer: IssuerRow | undefined
  logoUrl: string | undefined
  note?: string | undefined
}

export const OrganisationPage = ({ view }: { view: OrganisationPageView }) => {
  const { t } = useSpeech()
  const { organisation, above, roles } = view
  const mayEdit = mayWith(roles, 'organisation.edit')
  return (
    <Page title={organisation.name} current="organisations">
      <div class="wrap">
        <Crumbs trail={useOrganisationTrail(...above)} here={organisation.name} />
        <div class="stack loose pt5">
          <ErrorSummary note={view.note} />
          <div class="split">
            <h1 class="serif">
              <Words>{organisation.name}</Words>
            </h1>
            <div class="row">
              {mayWith(roles, 'people.see') && (
                <a class="btn" href={`/organisations/${organisation.id}/people`}>
                  <Icon name="account" />
                  {t('people.title')}
                </a>
              )}
              {mayEdit && (
                <a class="btn" href={`/organisations/${organisation.id}/settings`}>
                  {t('organisations.settings')}
                </a>
              )}
            </div>
          </div>
          <Facts
            class="factbar"
            facts={[
              { label: t('organisations.type'), value: t(`organisations.type.${organisation.type}`) },
              { label: t('organisations.state'), value: <OpenPill isClosed={organisation.closedAt !== null} /> },
              { label: t('organisations.since'), value: <When date={new Date(organisation.createdAt)} /> },
              {
                label: t('organisations.yourRoles'),
                value: roles.length > 0 ? roles.map((role) => t(`role.${role}`)).join(', ') : t('organisations.noRole'),
              },
            ]}
          />
          {organisation.closedAt !== null && view.isFromAbove && <Reopen id={organisation.id} />}
          <div class="cols">
            <div class="stack loose">
              <Below view={view} mayEdit={mayEdit} />
            </div>
            <div class="stack loose">
              {view.people && <PeopleCard view={view} people={view.people} />}
              <IssuerCard view={view} />
              {mayWith(roles, 'people.manage') && <UpkeepCard id={organisation.id} />}
            </div>
          </div>
        </div>
      </div>
    </Page>
  )
}

const Reopen = ({ id }: { id: string }) => {
  const { t } = useSpeech()
  return (
    <form class="note info split" method="post" action={`/organisations/${id}/reopen`}>
      <span>{t('organisations.closedNote')}</span>
      <button class="btn" type="submit">
        {t('organisations.reopen')}
      </button>
    </form>
  )
}

const Below = ({ view, mayEdit }: { view: OrganisationPageView; mayEdit: boolean }) => {
  const { t } = useSpeech()
  const { organisation, children } = view
  return (
    <section class="stack" aria-labelledby="below">
      <div class="split">
        <h2 id="below">{t('organisations.below', { count: view.below })}</h2>
        {mayEdit && (
          <a class="btn" href={`/organisations/new?parent=${organisation.id}`}>
            <Icon name="add" />
            {t('organisations.newBelow')}
          </a>
        )}
      </div>
      {children.length === 0 ? (
        <p class="card soft">{t('organisations.nothingBelow')}</p>
      ) : (
        <OrganisationTable caption={t('organisations.below', { count: view.below })} organisations={children} />
      )}
      {view.hasMoreChildren && (
        <p>
          <a href="/organisations">{t('organisations.findMore')}</a>
        </p>
      )}
    </section>
  )
}

const PeopleCard = ({ view, people }: { view: OrganisationPageView; people: { role: RoleName; count: number }[] }) => {
  const speech = useSpeech()
  const { t } = speech
  const href = `/organisations/${view.organisation.id}/people`
  return (
    <section class="card stack" aria-labelledby="people">
      <h2 id="people">{t('people.title')}</h2>
      {people.length === 0 ? (
        <p class="soft">{t('people.none')}</p>
      ) : (
        <dl class="kv">
          {people.map(({ role, count }) => (
            <>
              <dt>{t(`role.${role}`)}</dt>
              <dd>
                <a href={`${href}?role=${role}`}>
                  {speech.number(count)}
                  <About>{t(`role.${role}`)}</About>
                </a>
              </dd>
            </>
          ))}
        </dl>
      )}
      {view.waiting !== undefined && view.waiting > 0 && (
        <p>
          <Pill tone="warn" icon="clock">
            {t('people.waiting', { count: view.waiting })}
          </Pill>
        </p>
      )}
      <p>
        <a href={href}>{t('people.all')}</a>
      </p>
    </section>
  )
}

/** What owners do now and then, and where they see what was done. */
const UpkeepCard = ({ id }: { id: string }) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="upkeep">
      <h2 id="upkeep">{t('organisations.upkeep')}</h2>
      <ul class="entries">
        <li>
          <a href={`/organisations/${id}/rosters/new`}>{t('rosters.send')}</a>
        </li>
        <li>
          <a href="/admin/rosters">{t('organisations.rosters')}</a>
        </li>
        <li>
          <a href={`/admin/audit?subject=${id}`}>{t('organisations.audit')}</a>
        </li>
      </ul>
    </section>
  )
}

const IssuerCard = ({ view }: { view: OrganisationPageView }) => {
  const { t } = useSpeech()
  const { issuer, organisation } = view
  return (
    <section class="card stack" aria-labelledby="issuer">
      <h2 id="issuer">{t('organisations.issuer')}</h2>
      {issuer ? (
        <>
          {view.logoUrl && <img class="logo" src={view.logoUrl} alt="" width="96" height="96" />}
          <p>
            <a href={`/issuers/${issuer.id}`}>
              <Words>{issuer.name}</Words>
            </a>
          </p>
          <p>
            <TrustPill trust={issuer.trust} />
          </p>
          {mayWith(view.roles, 'issuer.edit') && (
            <p>
              <a href={`/organisations/${organisation.id}/issuer`}>{t('issuerProfile.edit')}</a>
            </p>
          )}
          {view.isFromAbove && <TrustForm issuer={issuer} />}
        </>
      ) : (
        <>
          <p class="soft">{t('organisations.noIssuer')}</p>
          {mayWith(view.roles, 'issuer.edit') && (
            <p>
              <a class="btn" href={`/organisations/${organisation.id}/issuer`}>
                {t('organisations.becomeIssuer')}
              </a>
            </p>
          )}
        </>
      )}
    </section>
  )
}

const TrustForm = ({ issuer }: { issuer: IssuerRow }) => {
  const { t } = useSpeech()
  return (
    <form class="stack" method="post" action={`/organisations/${issuer.id}/trust`}>
      <div class="field">
        <label for="f-trust">{t('trust.label')}</label>
        <select id="f-trust" name="trust">
          {(['recognised', 'unconfirmed', 'withdrawn'] as const).map((trust) => (
            <option value={trust} selected={trust === issuer.trust}>
              {t(`trust.${trust}`)}
            </option>
          ))}
        </select>
      </div>
      <button class="btn" type="submit">
        {t('trust.save')}
      </button>
    </form>
  )
}

export const TrustPill = ({ trust }: { trust: IssuerRow['trust'] }) => {
  const { t } = useSpeech()
  return (
    <Pill tone={trustTones[trust]} icon={trust === 'recognised' ? 'check' : 'alert'}>
      {t(`trust.${trust}`)}
    </Pill>
  )
}

const trustTones: Record<IssuerRow['trust'], Tone> = { recognised: 'ok', unconfirmed: 'none', withdrawn: 'bad' }
