import type { RoleName } from '../../organisations/can.ts'
import { About } from '../components/about.tsx'
import { Crumbs } from '../components/crumbs.tsx'
import { ErrorSummary, Field, type FieldErrors, inputProps, TextField } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { Page } from '../components/page.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'

export interface PeopleView {
  issuer: { id: string; name: string }
  holders: { personId: string; name: string; email: string; roles: RoleName[] }[]
  typed: Record<string, string>
  errors: FieldErrors
  note?: string
}

/** Who may do what at one issuer. */
export const PeoplePage = ({ view }: { view: PeopleView }) => {
  const { t } = useSpeech()
  const { issuer, typed, errors } = view
  const title = t('people.title')
  const hasProblem = Object.keys(errors).length > 0 || view.note !== undefined
  return (
    <Page title={hasProblem ? t('form.errorTitle', { title }) : title} current="badges">
      <div class="wrap">
        <Crumbs
          trail={[
            { href: '/badges', name: t('nav.badges') },
            { href: `/issuers/${issuer.id}`, name: issuer.name },
          ]}
          here={title}
        />
        <div class="stack loose pt5">
          <ErrorSummary errors={errors} {...(view.note !== undefined && { note: view.note })} />
          <h1>{title}</h1>
          <div class="cols">
            <HolderTable view={view} />
            <form class="card stack" method="post" action={`/issuers/${issuer.id}/people`} novalidate>
              <h2>{t('people.add')}</h2>
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
              <Field name="role" label={t('people.role')} errors={errors}>
                <select {...inputProps({ name: 'role', errors })}>
                  {(['learner', 'reviewer', 'author', 'awarder', 'owner'] as const).map((role) => (
                    <option value={role} selected={role === typed.role}>
                      {t(`role.${role}`)}: {t(`role.${role}.may`)}
                    </option>
                  ))}
                </select>
              </Field>
              <button class="btn primary block" type="submit">
                {t('people.submit')}
              </button>
            </form>
          </div>
        </div>
      </div>
    </Page>
  )
}

const HolderTable = ({ view: { issuer, holders } }: { view: PeopleView }) => {
  const { t } = useSpeech()
  return (
    <div class="tablewrap">
      <table class="cards">
        <caption class="vh">{t('people.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('people.role')}</th>
            <th scope="col">
              <span class="vh">{t('awards.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {holders
            .flatMap(({ roles, ...holder }) => roles.map((role) => ({ ...holder, role })))
            .map((holder) => (
              <tr>
                <th scope="row">
                  <Words>{holder.name}</Words>
                  <br />
                  <span class="soft small">{holder.email}</span>
                </th>
                <td data-label={t('people.role')}>
                  <span>{t(`role.${holder.role}`)}</span>
                </td>
                <td data-label={t('awards.actions')}>
                  <form method="post" action={`/issuers/${issuer.id}/people/remove`}>
                    <input type="hidden" name="person" value={holder.personId} />
                    <button class="btn quiet" type="submit" name="role" value={holder.role}>
                      <Icon name="remove" />
                      <span>
                        {t('people.remove')}
                        <About>{`${t(`role.${holder.role}`)}, ${holder.name}`}</About>
                      </span>
                    </button>
                  </form>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}
