import type { OrganisationView } from '../../../identity/organizations/read-organization.ts'
import { type OrganisationSettings, whoSays } from '../../../identity/organizations/settings.ts'
import { languages } from '../../../platform/language/languages.ts'
import { type FormState, type Option, SelectField, SureField, TextArea, TextField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { ColourNote } from './color-note.tsx'
import { useOrganisationTrail } from './organization-trail.ts'

export interface SettingsView extends OrganisationView {
  /** What holds where nobody says anything. */
  usual: { timeZone: string; idleMinutes: number }
  /** Where it could move. */
  parents: { id: string; label: string }[]
  mayBeRoot: boolean
  form: FormState
}

export const SettingsPage = ({ view }: { view: SettingsView }) => {
  const { t } = useSpeech()
  const { organisation, above, form } = view
  const title = t('organisations.settings')
  const action = `/organisations/${organisation.id}/settings`
  return (
    <FormPage title={title} current="organisations" trail={useOrganisationTrail(...above, organisation)} form={form}>
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

const NameForm = ({ view: { organisation }, action }: FormProps) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={action} novalidate>
      <h2>{t('organisations.name')}</h2>
      <TextField
        name="name"
        label={t('organisations.name')}
        hint={t('organisations.renameHint')}
        value={organisation.name}
        maxlength={200}
      />
      <div class="row">
        <button class="btn primary" type="submit" name="do" value="rename">
          {t('form.save')}
        </button>
        <a href={`/organisations/${organisation.id}/issuer`}>{t('issuerProfile.edit')}</a>
      </div>
    </form>
  )
}

const SettingsForm = ({ view, action }: FormProps) => {
  const { t } = useSpeech()
  const own = view.organisation.settings
  const origin = useOrigin(view)
  return (
    <form class="card stack" method="post" action={action} novalidate>
      <h2>{t('organisations.inheritable')}</h2>
      <p class="soft">{t('organisations.inheritableLead')}</p>
      <SelectField
        name="language"
        label={t('organisations.language')}
        hint={origin('language')}
        value={own.language}
        options={[
          ['', t('organisations.asAbove')],
          ...languages.map((language): Option => [language, t(`language.${language}`)]),
        ]}
      />
      <TextField
        name="timeZone"
        label={t('organisations.timeZone')}
        hint={origin('timeZone', t('organisations.timeZoneHint'))}
        value={own.timeZone}
        spellcheck={false}
      />
      <TextField
        name="idleMinutes"
        type="number"
        label={t('organisations.idleMinutes')}
        hint={origin('idleMinutes', t('organisations.idleMinutesHint'))}
        value={own.idleMinutes?.toString()}
        inputmode="numeric"
      />
      <TextField
        name="colour"
        label={t('organisations.colour')}
        hint={origin('colour', t('organisations.colourHint'))}
        value={own.colour}
        spellcheck={false}
      />
      <ColourNote colour={own.colour} />
      <SelectField
        name="joining"
        label={t('organisations.joining')}
        hint={origin('joining')}
        value={own.joining}
        options={[
          ['', t('organisations.asAbove')],
          ...(['closed', 'ask'] as const).map((joining): Option => [joining, t(`organisations.joining.${joining}`)]),
        ]}
      />
      <TextArea
        name="domains"
        label={t('organisations.domains')}
        hint={origin('domains', t('organisations.domainsHint'))}
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
function useOrigin({ organisation, above, usual }: SettingsView) {
  const { t } = useSpeech()
  const nearestFirst = [organisation, ...above.toReversed()]
  const spelled = (
    name: keyof OrganisationSettings,
    { language, joining, ...others }: OrganisationSettings,
  ): string => {
    if (name === 'language') return language ? t(`language.${language}`) : ''
    if (name === 'joining') return joining ? t(`organisations.joining.${joining}`) : ''
    return name === 'domains' ? (others.domains?.join(', ') ?? '') : String(others[name] ?? '')
  }
  const said = (name: keyof OrganisationSettings): string => {
    const place = whoSays(name, nearestFirst)
    if (place?.id === organisation.id) return t('organisations.saidHere')
    if (place) return t('organisations.inherited', { organisation: place.name, value: spelled(name, place.settings) })
    const value = spelled(name, { ...usual, language: 'en', joining: 'closed' })
    return value === '' ? t('organisations.saidByNobody') : t('organisations.usual', { value })
  }
  return (name: keyof OrganisationSettings, hint?: string) => [hint, said(name)].filter(Boolean).join(' ')
}

const MoveForm = ({ view: { parents, mayBeRoot, organisation }, action }: FormProps) => {
  const { t } = useSpeech()
  if (parents.length === 0 && !mayBeRoot) return null
  const root: Option[] = mayBeRoot ? [['', t('organisations.root')]] : []
  return (
    <form class="card stack" method="post" action={action} novalidate>
      <h2>{t('organisations.move')}</h2>
      <p class="soft">{t('organisations.moveLead')}</p>
      <SelectField
        name="parentId"
        label={t('organisations.parent')}
        value={organisation.parentId ?? ''}
        options={[...root, ...parents.map(({ id, label }): Option => [id, label])]}
      />
      <button class="btn" type="submit" name="do" value="move">
        {t('organisations.move')}
      </button>
    </form>
  )
}

const CloseForm = ({ view: { organisation }, action }: FormProps) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={action} novalidate>
      <h2>{t('organisations.close')}</h2>
      <p class="soft">{t('organisations.closeLead')}</p>
      <SureField label={<Words>{t('organisations.sure', { name: organisation.name })}</Words>} />
      <button class="btn danger" type="submit" name="do" value="close">
        {t('organisations.close')}
      </button>
    </form>
  )
}
