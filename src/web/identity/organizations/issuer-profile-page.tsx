import type { IssuerProfile } from '../../../identity/issuers/issuer-profile.ts'
import type { IssuerRow } from '../../../identity/issuers/issuers-store.ts'
import type { OrganizationRow } from '../../../identity/organizations/organizations-store.ts'
import { FileField, type FormState, TextField } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { useSpeech } from '../../visit.tsx'
import { ProfileFields } from '../issuers/profile-fields.tsx'
import { ColorNote } from './color-note.tsx'
import { useOrganizationTrail } from './organization-trail.ts'

export interface IssuerProfileView {
  organization: OrganizationRow
  /** From the root down to the parent. */
  above: OrganizationRow[]
  /** Absent until it issues. */
  issuer: IssuerRow | undefined
  logoUrl: string | undefined
  /** Whether logos are drawn anew here, from any kind of picture. */
  takesAnyPicture: boolean
  /** The color of what is above it, and whose that is. */
  inheritedColor: { color: string; name: string } | undefined
  /** What somebody else saved while this was typed. */
  savedMeanwhile: IssuerProfile | undefined
  form: FormState
}

/** How an organization appears on the badges that it issues. */
export const IssuerProfilePage = ({ view }: { view: IssuerProfileView }) => {
  const { t } = useSpeech()
  const { organization, above, issuer } = view
  const title = t('organizations.issuer')
  return (
    <FormPage
      area="identity"
      title={title}
      current="organizations"
      trail={useOrganizationTrail(...above, organization)}
      form={view.form}
    >
      <div class="stack tight">
        <h1>{title}</h1>
        <p class="lead">{issuer ? t('issuerProfile.lead') : t('organizations.becomeIssuerLead')}</p>
      </div>
      {issuer ? (
        <>
          <ProfileForm view={view} issuer={issuer} />
          <LogoForm view={view} />
          <ColorForm view={view} issuer={issuer} />
          <p>
            <a href={`/issuers/${issuer.id}`}>{t('issuerProfile.public')}</a>
          </p>
        </>
      ) : (
        <form class="card stack" method="post" action={`/organizations/${organization.id}/issuer`} novalidate>
          <ProfileFields issuer={{ name: organization.name }} />
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

const ProfileForm = ({ view: { organization, savedMeanwhile }, issuer }: EditProps) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={`/organizations/${organization.id}/issuer`} novalidate>
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

const LogoForm = ({ view: { organization, logoUrl, takesAnyPicture } }: { view: IssuerProfileView }) => {
  const { t } = useSpeech()
  return (
    <form
      class="card stack"
      method="post"
      action={`/organizations/${organization.id}/logo`}
      enctype="multipart/form-data"
      novalidate
    >
      <h2>{t('organizations.logo')}</h2>
      {logoUrl && <img class="logo" src={logoUrl} alt={t('organizations.logoNow')} width="96" height="96" />}
      <FileField
        name="logo"
        label={t('organizations.logoFile')}
        hint={t(takesAnyPicture ? 'organizations.logoHint' : 'organizations.logoHintPng')}
        accept={takesAnyPicture ? 'image/png,image/jpeg,image/webp' : 'image/png'}
      />
      <div class="row">
        <button class="btn primary" type="submit" name="do" value="set">
          {t('organizations.logoSave')}
        </button>
        {logoUrl && (
          <button class="btn quiet" type="submit" name="do" value="remove">
            {t('organizations.logoRemove')}
          </button>
        )}
      </div>
    </form>
  )
}

const ColorForm = ({ view: { organization, inheritedColor }, issuer }: EditProps) => {
  const { t } = useSpeech()
  return (
    <form class="card stack" method="post" action={`/organizations/${organization.id}/issuer`} novalidate>
      <h2>{t('organizations.issuerColor')}</h2>
      <TextField
        name="color"
        label={t('organizations.issuerColorLabel')}
        hint={
          inheritedColor
            ? t('issuerProfile.colorInherited', { value: inheritedColor.color, organization: inheritedColor.name })
            : t('organizations.colorHint')
        }
        value={issuer.color ?? ''}
        spellcheck={false}
      />
      <ColorNote color={issuer.color ?? inheritedColor?.color} />
      <button class="btn primary" type="submit" name="do" value="color">
        {t('form.save')}
      </button>
    </form>
  )
}
