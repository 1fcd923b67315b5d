import type { IssuerProfile } from '../../../identity/issuers/issuer-profile.ts'
import { EmailField, TextArea, TextField, useForm } from '../../components/form.tsx'
import { useSpeech } from '../../visit.tsx'

interface ProfileFieldsProps {
  /** What is saved. */
  issuer: Partial<IssuerProfile>
  /** What somebody else saved meanwhile, to be said where something else was typed. */
  savedMeanwhile?: IssuerProfile | undefined
}

/** What an issuer says of itself. */
export const ProfileFields = ({ issuer, savedMeanwhile }: ProfileFieldsProps) => {
  const { t } = useSpeech()
  const { typed = {} } = useForm()
  const hint = (name: keyof IssuerProfile, usual?: string) =>
    savedMeanwhile && savedMeanwhile[name] !== typed[name]
      ? t('issuerProfile.savedNow', { value: savedMeanwhile[name] || t('issuerProfile.nothing') })
      : usual
  return (
    <>
      <TextField
        name="name"
        label={t('newIssuer.name')}
        hint={hint('name', t('newIssuer.nameHint'))}
        value={issuer.name}
        maxlength={200}
      />
      <TextField
        name="url"
        type="url"
        label={t('issuer.website')}
        hint={hint('url', t('newIssuer.urlHint'))}
        value={issuer.url}
        spellcheck={false}
      />
      <EmailField
        name="email"
        label={t('newIssuer.email')}
        hint={hint('email', t('newIssuer.emailHint'))}
        value={issuer.email}
        autocomplete="off"
      />
      <TextArea
        name="description"
        label={t('newIssuer.description')}
        hint={hint('description')}
        value={issuer.description}
        rows={3}
      />
    </>
  )
}
