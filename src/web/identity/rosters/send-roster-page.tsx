import type { OrganizationRow } from '../../../identity/organizations/organizations-store.ts'
import { FileField, type FormState } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { useOrganizationTrail } from '../organizations/organization-trail.ts'
import { Guide } from './rosters-page.tsx'

interface SendRosterView {
  organization: Pick<OrganizationRow, 'id' | 'name'>
  /** The roster of this organization that has to be applied or canceled first. */
  openId: string | undefined
  form: FormState
}

export const SendRosterPage = ({ view: { organization, openId, form } }: { view: SendRosterView }) => {
  const { t } = useSpeech()
  const title = t('rosters.send')
  return (
    <FormPage
      area="identity"
      title={title}
      current="organizations"
      trail={[...useOrganizationTrail(organization), { href: '/admin/rosters', name: t('rosters.title') }]}
      form={form}
      isWide
    >
      <div class="stack">
        <h1>{title}</h1>
        <p class="lead">
          <Words>{t('rosters.sendLead', { organization: organization.name })}</Words>
        </p>
      </div>
      {openId !== undefined && (
        <p class="note info split">
          {t('rosters.open')}
          <a href={`/admin/rosters/${openId}`}>{t('rosters.openLink')}</a>
        </p>
      )}
      <div class="cols">
        <Guide />
        <form
          class="card stack"
          method="post"
          action={`/organizations/${organization.id}/rosters`}
          enctype="multipart/form-data"
        >
          <FileField
            name="file"
            label={t('rosters.file')}
            hint={t('rosters.fileHint')}
            accept=".zip,.csv,application/zip,text/csv"
          />
          <button class="btn primary block" type="submit">
            {t('rosters.sendSubmit')}
          </button>
          <p class="soft small">{t('rosters.sendNote')}</p>
        </form>
      </div>
    </FormPage>
  )
}
