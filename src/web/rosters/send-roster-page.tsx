import type { OrganisationRow } from '../../organisations/organisations-store.ts'
import { Crumbs } from '../components/crumbs.tsx'
import { ErrorSummary, type FieldErrors, FileField } from '../components/form.tsx'
import { Page } from '../components/page.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'
import { Guide } from './rosters-page.tsx'

interface SendRosterView {
  organisation: Pick<OrganisationRow, 'id' | 'name'>
  mayManage: boolean
  errors: FieldErrors
  note?: string | undefined
}

export const SendRosterPage = ({ view: { organisation, mayManage, errors, note } }: { view: SendRosterView }) => {
  const { t } = useSpeech()
  const title = t('rosters.send')
  const hasProblem = Object.keys(errors).length > 0 || note !== undefined
  return (
    <Page title={hasProblem ? t('form.errorTitle', { title }) : title} current="organisations">
      <div class="wrap">
        <Crumbs
          trail={[
            { href: `/organisations/${organisation.id}`, name: organisation.name },
            { href: '/admin/rosters', name: t('rosters.title') },
          ]}
          here={title}
        />
        <div class="stack loose pt5">
          <ErrorSummary errors={errors} note={note} />
          <div class="stack">
            <h1>{title}</h1>
            <p class="lead">
              <Words>{t('rosters.sendLead', { organisation: organisation.name })}</Words>
            </p>
          </div>
          <div class="cols">
            <Guide />
            {mayManage ? (
              <form
                class="card stack"
                method="post"
                action={`/organisations/${organisation.id}/rosters`}
                enctype="multipart/form-data"
              >
                <FileField
                  name="file"
                  label={t('rosters.file')}
                  hint={t('rosters.fileHint')}
                  errors={errors}
                  accept=".zip,.csv,application/zip,text/csv"
                />
                <button class="btn primary block" type="submit">
                  {t('rosters.sendSubmit')}
                </button>
                <p class="soft small">{t('rosters.sendNote')}</p>
              </form>
            ) : (
              <p class="card soft">{t('rosters.noPlace')}</p>
            )}
          </div>
        </div>
      </div>
    </Page>
  )
}
