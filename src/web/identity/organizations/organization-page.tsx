import type { IssuerRow } from '../../../identity/issuers/issuers-store.ts'
import type { OrganizationInTree } from '../../../identity/organizations/organizations-store.ts'
import { mayWith, type RoleName } from '../../../identity/organizations/permissions.ts'
import type { OrganizationView } from '../../../identity/organizations/read-organization.ts'
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
import { useOrganizationTrail } from './organization-trail.ts'
import { OpenPill, OrganizationTable } from './organizations-page.tsx'

export interface OrganizationPageView extends OrganizationView {
  children: OrganizationInTree[]
  hasMoreChildren: boolean
  /** How many people hold each role here; absent for who may not see them. */
  people: { role: RoleName; count: number }[] | undefined
  /** How many ask to join; absent for who may not decide. */
  waiting: number | undefined
  issuer: IssuerRow | undefined
  logoUrl: string | undefined
  note?: string | undefined
}

export const OrganizationPage = ({ view }: { view: OrganizationPageView }) => {
  const { t } = useSpeech()
  const { organization, above, roles } = view
  const mayEdit = mayWith(roles, 'organization.edit')
  return (
    <Page area="identity" title={organization.name} current="organizations">
      <div class="wrap">
        <Crumbs trail={useOrganizationTrail(...above)} here={organization.name} />
        <div class="stack loose pt5">
          <ErrorSummary note={view.note} />
          <div class="split">
            <h1 class="serif">
              <Words>{organization.name}</Words>
            </h1>
            <div class="row">
              {mayWith(roles, 'people.see') && (
                <a class="btn" href={`/organizations/${organization.id}/people`}>
                  <Icon name="account" />
                  {t('people.title')}
                </a>
              )}
              {mayEdit && (
                <a class="btn" href={`/organizations/${organization.id}/settings`}>
                  {t('organizations.settings')}
                </a>
              )}
            </div>
          </div>
          <Facts
            class="factbar"
            facts={[
              { label: t('organizations.type'), value: t(`organizations.type.${organization.type}`) },
              { label: t('organizations.state'), value: <OpenPill isClosed={organization.closedAt !== null} /> },
              { label: t('organizations.since'), value: <When date={new Date(organization.createdAt)} /> },
              {
                label: t('organizations.yourRoles'),
                value: roles.length > 0 ? roles.map((role) => t(`role.${role}`)).join(', ') : t('organizations.noRole'),
              },
            ]}
          />
          {organization.closedAt !== null && view.isFromAbove && <Reopen id={organization.id} />}
          <div class="cols">
            <div class="stack loose">
              <Below view={view} mayEdit={mayEdit} />
            </div>
            <div class="stack loose">
              {view.people && <PeopleCard view={view} people={view.people} />}
              <IssuerCard view={view} />
              {mayWith(roles, 'people.manage') && <UpkeepCard id={organization.id} />}
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
    <form class="note info split" method="post" action={`/organizations/${id}/reopen`}>
      <span>{t('organizations.closedNote')}</span>
      <button class="btn" type="submit">
        {t('organizations.reopen')}
      </button>
    </form>
  )
}

const Below = ({ view, mayEdit }: { view: OrganizationPageView; mayEdit: boolean }) => {
  const { t } = useSpeech()
  const { organization, children } = view
  return (
    <section class="stack" aria-labelledby="below">
      <div class="split">
        <h2 id="below">{t('organizations.below', { count: view.below })}</h2>
        {mayEdit && (
          <a class="btn" href={`/organizations/new?parent=${organization.id}`}>
            <Icon name="add" />
            {t('organizations.newBelow')}
          </a>
        )}
      </div>
      {children.length === 0 ? (
        <p class="card soft">{t('organizations.nothingBelow')}</p>
      ) : (
        <OrganizationTable caption={t('organizations.below', { count: view.below })} organizations={children} />
      )}
      {view.hasMoreChildren && (
        <p>
          <a href="/organizations">{t('organizations.findMore')}</a>
        </p>
      )}
    </section>
  )
}

const PeopleCard = ({ view, people }: { view: OrganizationPageView; people: { role: RoleName; count: number }[] }) => {
  const speech = useSpeech()
  const { t } = speech
  const href = `/organizations/${view.organization.id}/people`
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
      <h2 id="upkeep">{t('organizations.upkeep')}</h2>
      <ul class="entries">
        <li>
          <a href={`/organizations/${id}/rosters/new`}>{t('rosters.send')}</a>
        </li>
        <li>
          <a href="/admin/rosters">{t('organizations.rosters')}</a>
        </li>
        <li>
          <a href={`/admin/audit?subject=${id}`}>{t('organizations.audit')}</a>
        </li>
      </ul>
    </section>
  )
}

const IssuerCard = ({ view }: { view: OrganizationPageView }) => {
  const { t } = useSpeech()
  const { issuer, organization } = view
  return (
    <section class="card stack" aria-labelledby="issuer">
      <h2 id="issuer">{t('organizations.issuer')}</h2>
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
              <a href={`/organizations/${organization.id}/issuer`}>{t('issuerProfile.edit')}</a>
            </p>
          )}
          {view.isFromAbove && <TrustForm issuer={issuer} />}
        </>
      ) : (
        <>
          <p class="soft">{t('organizations.noIssuer')}</p>
          {mayWith(view.roles, 'issuer.edit') && (
            <p>
              <a class="btn" href={`/organizations/${organization.id}/issuer`}>
                {t('organizations.becomeIssuer')}
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
    <form class="stack" method="post" action={`/organizations/${issuer.id}/trust`}>
      <div class="field">
        <label for="f-trust">{t('trust.label')}</label>
        <select id="f-trust" name="trust">
          {(['recognized', 'unconfirmed', 'withdrawn'] as const).map((trust) => (
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
    <Pill tone={trustTones[trust]} icon={trust === 'recognized' ? 'check' : 'alert'}>
      {t(`trust.${trust}`)}
    </Pill>
  )
}

const trustTones: Record<IssuerRow['trust'], Tone> = { recognized: 'ok', unconfirmed: 'none', withdrawn: 'bad' }
