import type { OrganizationView } from '../../../identity/organizations/read-organization.ts'
import { type OrganizationSettings, whoSays } from '../../../identity/organizations/settings.ts'
import { LanguageField, PlaceField } from '../../components/choice-fields.tsx'
import { type FormState, type Option, SelectField, SureField, TextArea, TextField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { ColorNote } from './color-note.tsx'
import { useOrganizationTrail } from './organization-trail.ts'

export interface SettingsView extends OrganizationView {
  /** What holds where nobody says anything. */
  usual: { timeZone: string; idleMinutes: number }
  /** Where it could move. */
  parents: { id: string; label: string }[]
  mayBeRoot: boolean
  form: FormState
}

export const SettingsPage = ({ view }: { view: SettingsView }) => {
  const { t } = useSpeech()
  const { organization, above, form } = view
  const title = t('organizations.settings')
  const action = `/organizations/${organization.id}/settings`
  return (
    <FormPage
      area="identity"
      title={title}
      current="organizations"
      trail={useOrganizationTrail(...above, organization)}
      form={form}
    >
      <h1>{title}</h1>
      <NameForm view={view} action={action} />
      <SettingsForm view={view} action={action} />
      <MoveForm view={view} action={action} />
      <CloseForm view={view} action={action} />
    </FormPage>
  )
}

interface FormProps {
  view: SettingsView
  action: string
}

const NameForm = ({ view: { organization }, action }: FormProps) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={action} novalidate>
      <h2>{t('organizations.name')}</h2>
      <TextField
        name="name"
        label={t('organizations.name')}
        hint={t('organizations.renameHint')}
        value={organization.name}
        maxlength={200}
      />
      <div class="row">
        <button class="btn primary" type="submit" name="do" value="rename">
          {t('form.save')}
        </button>
        <a href={`/organizations/${organization.id}/issuer`}>{t('issuerProfile.edit')}</a>
      </div>
    </form>
  )
}

const SettingsForm = ({ view, action }: FormProps) => {
  const { t } = useSpeech()
  const own = view.organization.settings
  const origin = useOrigin(view)
  return (
    <form class="card stack" method="post" action={action} novalidate>
      <h2>{t('organizations.inheritable')}</h2>
      <p class="soft">{t('organizations.inheritableLead')}</p>
      <LanguageField
        name="language"
        label={t('organizations.language')}
        hint={origin('language')}
        value={own.language}
        none={t('organizations.asAbove')}
      />
      <TextField
        name="timeZone"
        label={t('organizations.timeZone')}
        hint={origin('timeZone', t('organizations.timeZoneHint'))}
        value={own.timeZone}
        spellcheck={false}
      />
      <TextField
        name="idleMinutes"
        type="number"
        label={t('organizations.idleMinutes')}
        hint={origin('idleMinutes', t('organizations.idleMinutesHint'))}
        value={own.idleMinutes?.toString()}
        inputmode="numeric"
      />
      <TextField
        name="color"
        label={t('organizations.color')}
        hint={origin('color', t('organizations.colorHint'))}
        value={own.color}
        spellcheck={false}
      />
      <ColorNote color={own.color} />
      <SelectField
        name="joining"
        label={t('organizations.joining')}
        hint={origin('joining')}
        value={own.joining}
        options={[
          ['', t('organizations.asAbove')],
          ...(['closed', 'ask'] as const).map((joining): Option => [joining, t(`organizations.joining.${joining}`)]),
        ]}
      />
      <TextArea
        name="domains"
        label={t('organizations.domains')}
        hint={origin('domains', t('organizations.domainsHint'))}
        value={own.domains?.join('\n')}
        rows={3}
        spellcheck={false}
      />
      <button class="btn primary" type="submit" name="do" value="set-up">
        {t('form.save')}
      </button>
    </form>
  )
}

/** Says where the value that counts comes from: from here, from what is above, or from nobody. */
function useOrigin({ organization, above, usual }: SettingsView) {
  const { t } = useSpeech()
  const nearestFirst = [organization, ...above.toReversed()]
  const spelled = (
    name: keyof OrganizationSettings,
    { language, joining, ...others }: OrganizationSettings,
  ): string => {
    if (name === 'language') return language ? t(`language.${language}`) : ''
    if (name === 'joining') return joining ? t(`organizations.joining.${joining}`) : ''
    return name === 'domains' ? (others.domains?.join(', ') ?? '') : String(others[name] ?? '')
  }
  const said = (name: keyof OrganizationSettings): string => {
    const place = whoSays(name, nearestFirst)
    if (place?.id === organization.id) return t('organizations.saidHere')
    if (place) return t('organizations.inherited', { organization: place.name, value: spelled(name, place.settings) })
    const value = spelled(name, { ...usual, language: 'en', joining: 'closed' })
    return value === '' ? t('organizations.saidByNobody') : t('organizations.usual', { value })
  }
  return (name: keyof OrganizationSettings, hint?: string) => [hint, said(name)].filter(Boolean).join(' ')
}

const MoveForm = ({ view: { parents, mayBeRoot, organization }, action }: FormProps) => {
  const { t } = useSpeech()
  if (parents.length === 0 && !mayBeRoot) return null
  return (
    <form class="card stack" method="post" action={action} novalidate>
      <h2>{t('organizations.move')}</h2>
      <p class="soft">{t('organizations.moveLead')}</p>
      <PlaceField
        name="parentId"
        label={t('organizations.parent')}
        value={organization.parentId ?? ''}
        none={mayBeRoot ? t('organizations.root') : undefined}
        places={parents}
      />
      <button class="btn" type="submit" name="do" value="move">
        {t('organizations.move')}
      </button>
    </form>
  )
}

const CloseForm = ({ view: { organization }, action }: FormProps) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={action} novalidate>
      <h2>{t('organizations.close')}</h2>
      <p class="soft">{t('organizations.closeLead')}</p>
      <SureField label={<Words>{t('organizations.sure', { name: organization.name })}</Words>} />
      <button class="btn danger" type="submit" name="do" value="close">
        {t('organizations.close')}
      </button>
    </form>
  )
}
