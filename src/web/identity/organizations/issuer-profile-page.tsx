import type { IssuerProfile } from '../../../identity/issuers/issuer-profile.ts'
import type { IssuerRow } from '../../../identity/issuers/issuers-store.ts'
import type { OrganisationRow } from '../../../identity/organizations/organizations-store.ts'
import { FileField, type FormState, TextField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { useSpeech } from '../../visit.tsx'
import { ProfileFields } from '../issuers/profile-fields.tsx'
import { ColourNote } from './color-note.tsx'
import { useOrganisationTrail } from './organization-trail.ts'

export interface IssuerProfileView {
  organisation: OrganisationRow
  /** From the root down to the parent. */
  above: OrganisationRow[]
  /** Absent until it issues. */
  issuer: IssuerRow | undefined
  logoUrl: string | undefined
  /** The colour of what is above it, and whose that is. */
  inheritedColour: { colour: string; name: string } | undefined
  /** What somebody else saved while this was typed. */
  savedMeanwhile: IssuerProfile | undefined
  form: FormState
}

/** How an organisation appears on the badges that it issues. */
export const IssuerProfilePage = ({ view }: { view: IssuerProfileView }) => {
  const { t } = useSpeech()
  const { organisation, above, issuer } = view
  const title = t('organisations.issuer')
  return (
    <FormPage
      title={title}
      current="organisations"
      trail={useOrganisationTrail(...above, organisation)}
      form={view.form}
    >
      <div class="stack tight">
        <h1>{title}</h1>
        <p class="lead">{issuer ? t('issuerProfile.lead') : t('organisations.becomeIssuerLead')}</p>
      </div>
      {issuer ? (
        <>
          <ProfileForm view={view} issuer={issuer} />
          <LogoForm view={view} />
          <ColourForm view={view} issuer={issuer} />
          <p>
            <a href={`/issuers/${issuer.id}`}>{t('issuerProfile.public')}</a>
          </p>
        </>
      ) : (
        <form class="card stack" method="post" action={`/organisations/${organisation.id}/issuer`} novalidate>
          <ProfileFields issuer={{ name: organisation.name }} />
          <button class="btn primary" type="submit" name="do" value="issue">
            {t('newIssuer.submit')}
          </button>
        </form>
      )}
    </FormPage>
  )
}

interface EditProps {
  view: IssuerProfileView
  issuer: IssuerRow
}

const ProfileForm = ({ view: { organisation, savedMeanwhile }, issuer }: EditProps) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={`/organisations/${organisation.id}/issuer`} novalidate>
      <h2>{t('issuerProfile.words')}</h2>
      <p class="soft">{t('issuerProfile.wordsLead')}</p>
      <input type="hidden" name="revision" value={String(issuer.revision)} />
      <ProfileFields issuer={issuer} savedMeanwhile={savedMeanwhile} />
      <button class="btn primary" type="submit" name="do" value="profile">
        {t('form.save')}
      </button>
    </form>
  )
}

const LogoForm = ({ view: { organisation, logoUrl } }: { view: IssuerProfileView }) => {
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

const ColourForm = ({ view: { organisation, inheritedColour }, issuer }: EditProps) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={`/organisations/${organisation.id}/issuer`} novalidate>
      <h2>{t('organisations.issuerColour')}</h2>
      <TextField
        name="colour"
        label={t('organisations.issuerColourLabel')}
        hint={
          inheritedColour
            ? t('issuerProfile.colourInherited', { value: inheritedColour.colour, organisation: inheritedColour.name })
            : t('organisations.colourHint')
        }
        value={issuer.colour ?? ''}
        spellcheck={false}
      />
      <ColourNote colour={issuer.colour ?? inheritedColour?.colour} />
      <button class="btn primary" type="submit" name="do" value="colour">
        {t('form.save')}
      </button>
    </form>
  )
}
