import type { OrganizationRow } from '../../../identity/organizations/organizations-store.ts'
import type { RoleName } from '../../../identity/organizations/permissions.ts'
import type { RoleHolder } from '../../../identity/organizations/roles-store.ts'
import { About } from '../../components/about.tsx'
import { type FormState, SelectField, SureField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { Icon } from '../../components/icon.tsx'
import { Pill } from '../../components/pill.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { useOrganizationTrail } from './organization-trail.ts'
import { PositionsCard, type PositionsView } from './positions-card.tsx'
import { useRoleOptions } from './role-options.ts'

export interface PersonView {
  organization: Pick<OrganizationRow, 'id' | 'name'>
  holder: RoleHolder
  positions: PositionsView
  form: FormState
}

/** What one person may do at one organization and works as, and how to change that. */
export const PersonPage = ({ view }: { view: PersonView }) => {
  const { t } = useSpeech()
  const { organization, holder } = view
  const action = `/organizations/${organization.id}/people/${holder.personId}`
  return (
    <FormPage
      area="identity"
      title={holder.name}
      current="organizations"
      trail={[
        ...useOrganizationTrail(organization),
        { href: `/organizations/${organization.id}/people`, name: t('people.title') },
      ]}
      form={view.form}
    >
      <div class="stack tight">
        <h1>
          <Words>{holder.name}</Words>
        </h1>
        <p class="lead">{holder.email}</p>
      </div>
      <Roles holder={holder} action={action} />
      <PositionsCard view={view.positions} path={`${action}/positions`} />
      {holder.suspended.length === holder.roles.length ? (
        <form class="card stack" method="post" action={action}>
          <h2>{t('people.reinstate')}</h2>
          <p class="soft">{t('people.reinstateLead', { organization: organization.name })}</p>
          <button class="btn" type="submit" name="do" value="reinstate">
            {t('people.reinstate')}
          </button>
        </form>
      ) : (
        <form class="card stack" method="post" action={action}>
          <h2>{t('people.suspend')}</h2>
          <p class="soft">{t('people.suspendLead', { organization: organization.name })}</p>
          <button class="btn" type="submit" name="do" value="suspend">
            {t('people.suspend')}
          </button>
        </form>
      )}
      <form class="card stack" method="post" action={action} novalidate>
        <h2>{t('people.removeAll')}</h2>
        <p class="soft">{t('people.removeLead', { organization: organization.name })}</p>
        <SureField label={t('people.sure', { name: holder.name })} />
        <button class="btn danger" type="submit" name="do" value="remove">
          {t('people.removeAll')}
        </button>
      </form>
    </FormPage>
  )
}

const Roles = ({ holder, action }: { holder: RoleHolder; action: string }) => {
  const { t } = useSpeech()
  const others = useRoleOptions(holder.roles)
  return (
    <section class="card stack" aria-labelledby="roles">
      <h2 id="roles">{t('people.roles')}</h2>
      <ul class="todo">
        {holder.roles.map((role: RoleName) => (
          <li>
            {holder.suspended.includes(role) ? (
              <Pill tone="warn" icon="alert">
                {t('people.suspended')}
              </Pill>
            ) : (
              <Pill tone="ok" icon="check">
                {t('people.active')}
              </Pill>
            )}
            <span>
              <strong>{t(`role.${role}`)}</strong>
              <small>{t(`role.${role}.may`)}</small>
            </span>
            <form method="post" action={action}>
              <input type="hidden" name="do" value="revoke" />
              <button class="btn quiet" type="submit" name="role" value={role}>
                <Icon name="remove" />
                <span>
                  {t('people.remove')}
                  <About>{t(`role.${role}`)}</About>
                </span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <form class="filters" method="post" action={action}>
          <input type="hidden" name="do" value="grant" />
          <SelectField name="role" label={t('people.addRole')} options={others} />
          <button class="btn" type="submit">
            {t('people.submit')}
          </button>
        </form>
      )}
    </section>
  )
}
