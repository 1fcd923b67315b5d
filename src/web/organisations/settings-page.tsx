import type { IssuerRow } from '../../issuers/issuers-store.ts'
import { readableColours } from '../../organisations/brand-colour.ts'
import type { OrganisationView } from '../../organisations/read-organisation.ts'
import type { OrganisationSettings } from '../../organisations/settings.ts'
import { Crumbs } from '../components/crumbs.tsx'
import {
  Choice,
  ErrorSummary,
  Field,
  FieldError,
  type FieldErrors,
  FileField,
  TextArea,
  TextField,
  useInput,
} from '../components/form.tsx'
import { Page } from '../components/page.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'

export interface SettingsView extends OrganisationView {
  issuer: IssuerRow | undefined
  logoUrl: string | undefined
  /** Where it could move. */
  parents: { id: string; label: string }[]
  mayBeRoot: boolean
  typed: Record<string, string>
  errors: FieldErrors
  note?: string | undefined
}

export const SettingsPage = ({ view }: { view: SettingsView }) => {
  const { t } = useSpeech()
  const { organisation, above, errors } = view
  const title = t('organisations.settings')
  const hasProblem = Object.keys(errors).length > 0 || view.note !== undefined
  const action = `/organisations/${organisation.id}/settings`
  return (
    <Page title={hasProblem ? t('form.errorTitle', { title }) : title} current="organisations">
      <div class="wrap narrow">
        <Crumbs
          trail={[
            { href: '/organisations', name: t('organisations.title') },
            ...above.map(({ id, name }) => ({ href: `/organisations/${id}`, name })),
            { href: `/organisations/${organisation.id}`, name: organisation.name },
          ]}
          here={title}
        />
        <div class="stack loose pt5">
          <ErrorSummary errors={errors} note={view.note} />
          <h1>{title}</h1>
          <NameForm view={view} action={action} />
          <SettingsForm view={view} action={action} />
          {view.issuer ? (
            <>
              <ColourForm view={view} issuer={view.issuer} action={action} />
              <LogoForm view={view} />
            </>
          ) : (
            <IssuerForm view={view} action={action} />
          )}
          <MoveForm view={view} action={action} />
          <CloseForm view={view} action={action} />
        </div>
      </div>
    </Page>
  )
}

interface FormProps {
  view: SettingsView
  action: string
}

const NameForm = ({ view: { organisation, typed, errors }, action }: FormProps) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={action} novalidate>
      <h2>{t('organisations.name')}</h2>
      <TextField
        name="name"
        label={t('organisations.name')}
        hint={t('organisations.renameHint')}
        value={typed.name ?? organisation.name}
        errors={errors}
        maxlength={200}
      />
      <button class="btn primary" type="submit" name="do" value="rename">
        {t('form.save')}
      </button>
    </form>
  )
}

const SettingsForm = ({ view, action }: FormProps) => {
  const { t } = useSpeech()
  const { errors, typed, settings, organisation } = view
  const own = organisation.settings
  const value = (name: keyof OrganisationSettings) => typed[name] ?? asText(own[name])
  /** What holds when the field is left empty. */
  const inherited = (name: keyof OrganisationSettings) =>
    own[name] === undefined && settings[name] !== undefined
      ? t('organisations.inherited', { value: asText(settings[name]) })
      : undefined
  return (
    <form class="card stack" method="post" action={action} novalidate>
      <h2>{t('organisations.inheritable')}</h2>
      <p class="soft">{t('organisations.inheritableLead')}</p>
      <Field name="language" label={t('organisations.language')} hint={inherited('language')} errors={errors}>
        <select {...useInput({ name: 'language', hint: inherited('language'), errors })}>
          <option value="">{t('organisations.asAbove')}</option>
          {(['en', 'es'] as const).map((language) => (
            <option value={language} selected={value('language') === language}>
              {t(`organisations.language.${language}`)}
            </option>
          ))}
        </select>
      </Field>
      <TextField
        name="timeZone"
        label={t('organisations.timeZone')}
        hint={inherited('timeZone') ?? t('organisations.timeZoneHint')}
        value={value('timeZone')}
        errors={errors}
        spellcheck={false}
      />
      <TextField
        name="idleMinutes"
        type="number"
        label={t('organisations.idleMinutes')}
        hint={inherited('idleMinutes') ?? t('organisations.idleMinutesHint')}
        value={value('idleMinutes')}
        errors={errors}
        inputmode="numeric"
      />
      <TextField
        name="colour"
        label={t('organisations.colour')}
        hint={inherited('colour') ?? t('organisations.colourHint')}
        value={value('colour')}
        errors={errors}
        spellcheck={false}
      />
      <ColourNote colour={own.colour} />
      <Field name="joining" label={t('organisations.joining')} hint={inherited('joining')} errors={errors}>
        <select {...useInput({ name: 'joining', hint: inherited('joining'), errors })}>
          <option value="">{t('organisations.asAbove')}</option>
          {(['closed', 'ask'] as const).map((joining) => (
            <option value={joining} selected={value('joining') === joining}>
              {t(`organisations.joining.${joining}`)}
            </option>
          ))}
        </select>
      </Field>
      <TextArea
        name="domains"
        label={t('organisations.domains')}
        hint={inherited('domains') ?? t('organisations.domainsHint')}
        value={value('domains')}
        rows={3}
        errors={errors}
        spellcheck={false}
      />
      <button class="btn primary" type="submit" name="do" value="set-up">
        {t('form.save')}
      </button>
    </form>
  )
}

const asText = (value: string | number | readonly string[] | undefined): string =>
  Array.isArray(value) ? value.join('\n') : String(value ?? '')

/** Says when a colour is not shown as it was given, because words in it could not be read. */
const ColourNote = ({ colour }: { colour: string | null | undefined }) => {
  const { t } = useSpeech()
  if (!colour) return null
  const { light, dark, isAsGiven } = readableColours(colour)
  return (
    <p class={isAsGiven ? 'note ok' : 'note warn'}>
      {isAsGiven ? t('organisations.colourPasses', { dark }) : t('organisations.colourMoved', { colour, light, dark })}
    </p>
  )
}

const IssuerForm = ({ view: { organisation, typed, errors }, action }: FormProps) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" id="issuer" method="post" action={action} novalidate>
      <h2>{t('organisations.becomeIssuer')}</h2>
      <p class="soft">{t('organisations.becomeIssuerLead')}</p>
      <TextField
        name="issuerName"
        label={t('newIssuer.name')}
        hint={t('newIssuer.nameHint')}
        value={typed.issuerName ?? organisation.name}
        errors={errors}
      />
      <TextField
        name="url"
        type="url"
        label={t('issuer.website')}
        hint={t('newIssuer.urlHint')}
        value={typed.url}
        errors={errors}
        spellcheck={false}
      />
      <TextField
        name="email"
        type="email"
        label={t('newIssuer.email')}
        hint={t('newIssuer.emailHint')}
        value={typed.email}
        errors={errors}
        spellcheck={false}
      />
      <TextArea
        name="description"
        label={t('newIssuer.description')}
        hint={t('form.optional')}
        value={typed.description}
        rows={3}
        errors={errors}
      />
      <button class="btn primary" type="submit" name="do" value="issue">
        {t('newIssuer.submit')}
      </button>
    </form>
  )
}

const ColourForm = ({ view: { typed, errors }, issuer, action }: FormProps & { issuer: IssuerRow }) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" id="issuer" method="post" action={action} novalidate>
      <h2>{t('organisations.issuerColour')}</h2>
      <TextField
        name="issuerColour"
        label={t('organisations.issuerColourLabel')}
        hint={t('organisations.colourHint')}
        value={typed.issuerColour ?? issuer.colour ?? ''}
        errors={errors}
        spellcheck={false}
      />
      <ColourNote colour={issuer.colour} />
      <button class="btn primary" type="submit" name="do" value="colour">
        {t('form.save')}
      </button>
    </form>
  )
}

const LogoForm = ({ view: { organisation, logoUrl, errors } }: { view: SettingsView }) => {
  const { t } = useSpeech()
  return (
    <form
      class="card stack"
      method="post"
      action={`/organisations/${organisation.id}/logo`}
      enctype="multipart/form-data"
      novalidate
    >
      <h2>{t('organisations.logo')}</h2>
      {logoUrl && <img class="logo" src={logoUrl} alt={t('organisations.logoNow')} width="96" height="96" />}
      <FileField
        name="logo"
        label={t('organisations.logoFile')}
        hint={t('organisations.logoHint')}
        accept="image/png,image/jpeg,image/webp"
        errors={errors}
      />
      <div class="row">
        <button class="btn primary" type="submit" name="do" value="set">
          {t('organisations.logoSave')}
        </button>
        {logoUrl && (
          <button class="btn quiet" type="submit" name="do" value="remove">
            {t('organisations.logoRemove')}
          </button>
        )}
      </div>
    </form>
  )
}

const MoveForm = ({ view: { parents, mayBeRoot, organisation, errors }, action }: FormProps) => {
  const { t } = useSpeech()
  if (parents.length === 0 && !mayBeRoot) return null
  return (
    <form class="card stack" method="post" action={action} novalidate>
      <h2>{t('organisations.move')}</h2>
      <p class="soft">{t('organisations.moveLead')}</p>
      <Field name="parentId" label={t('organisations.parent')} errors={errors}>
        <select {...useInput({ name: 'parentId', errors })}>
          {mayBeRoot && (
            <option value="" selected={organisation.parentId === null}>
              {t('organisations.root')}
            </option>
          )}
          {parents.map(({ id, label }) => (
            <option value={id} selected={id === organisation.parentId}>
              {label}
            </option>
          ))}
        </select>
      </Field>
      <button class="btn" type="submit" name="do" value="move">
        {t('organisations.move')}
      </button>
    </form>
  )
}

const CloseForm = ({ view: { organisation, errors }, action }: FormProps) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={action} novalidate>
      <h2>{t('organisations.close')}</h2>
      <p class="soft">{t('organisations.closeLead')}</p>
      <div class="field">
        <FieldError name="sure" errors={errors} />
        <Choice
          type="checkbox"
          name="sure"
          value="yes"
          label={<Words>{t('organisations.sure', { name: organisation.name })}</Words>}
        />
      </div>
      <button class="btn danger" type="submit" name="do" value="close">
        {t('organisations.close')}
      </button>
    </form>
  )
}
