import type { InvitationRow } from '../../../identity/organizations/invitations-store.ts'
import { About } from '../../components/about.tsx'
import { EmailField, SelectField, TextField } from '../../components/form.tsx'
import { Pill } from '../../components/pill.tsx'
import { Table } from '../../components/table.tsx'
import { When } from '../../components/when.tsx'
import { Who } from '../../components/who.tsx'
import { useSpeech } from '../../visit.tsx'
import { useRoleOptions } from './role-options.ts'

export const InviteForm = ({ organizationId }: { organizationId: string }) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={`/organizations/${organizationId}/people`} novalidate>
      <h2>{t('people.invite')}</h2>
      <p class="soft">{t('people.inviteLead')}</p>
      <TextField name="name" label={t('people.name')} autocomplete="off" />
      <EmailField name="email" label={t('people.email')} autocomplete="off" />
      <SelectField name="roles" label={t('people.role')} options={useRoleOptions()} />
      <button class="btn primary block" type="submit">
        {t('people.inviteSubmit')}
      </button>
    </form>
  )
}

interface InvitationsProps {
  organizationId: string
  invitations: InvitationRow[]
  now: Date
}

/** Who was invited and has not accepted yet. */
export const Invitations = ({ organizationId, invitations, now }: InvitationsProps) => {
  const { t } = useSpeech()
  return (
    <section class="stack" aria-labelledby="invitations">
      <h2 id="invitations">{t('invitations.title')}</h2>
      <Table
        caption={t('invitations.title')}
        rows={invitations}
        columns={[
          {
            name: t('people.name'),
            cell: ({ name, email }) => <Who name={name} email={email} />,
          },
          { name: t('people.role'), cell: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(', ') },
          {
            name: t('invitations.end'),
            cell: ({ expiresAt }) =>
              expiresAt <= now.getTime() ? (
                <Pill tone="warn" icon="clock">
                  {t('invitations.over')}
                </Pill>
              ) : (
                <When date={new Date(expiresAt)} />
              ),
          },
          {
            name: t('awards.actions'),
            isQuiet: true,
            cell: ({ id, name }) => (
              <form class="row" method="post" action={`/organizations/${organizationId}/invitations/${id}`}>
                <button class="btn quiet" type="submit" name="do" value="resend">
                  {t('invitations.resend')}
                  <About>{name}</About>
                </button>
                <button class="btn quiet" type="submit" name="do" value="withdraw">
                  {t('invitations.withdraw')}
                  <About>{name}</About>
                </button>
              </form>
            ),
          },
        ]}
      />
    </section>
  )
}
