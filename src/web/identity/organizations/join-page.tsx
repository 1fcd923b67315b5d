import type { OrganizationRow } from '../../../identity/organizations/organizations-store.ts'
import { About } from '../../components/about.tsx'
import { Crumbs } from '../../components/crumbs.tsx'
import { Filters, SearchField } from '../../components/filters.tsx'
import { ErrorSummary } from '../../components/form.tsx'
import { Page } from '../../components/page.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { useOrganizationTrail } from './organization-trail.ts'

export interface JoinView {
  organizations: OrganizationRow[]
  query: string
  /** Name of the organization that was just asked. */
  asked?: string | undefined
  note?: string | undefined
}

export const JoinPage = ({ view }: { view: JoinView }) => {
  const { t } = useSpeech()
  return (
    <Page area="identity" title={t('joining.title')} current="organizations">
      <div class="wrap narrow">
        <Crumbs trail={useOrganizationTrail()} here={t('joining.title')} />
        <div class="stack loose pt5">
          <ErrorSummary note={view.note} />
          <div class="stack tight">
            <h1>{t('joining.title')}</h1>
            <p class="lead">{t('joining.lead')}</p>
          </div>
          {view.asked !== undefined && (
            <p class="note ok" role="status">
              <Words>{t('joining.asked', { organization: view.asked })}</Words>
            </p>
          )}
          <Filters action="/organizations/join" isSearch>
            <SearchField label={t('organizations.search')} value={view.query} />
          </Filters>
          {view.organizations.length === 0 ? (
            <p class="card soft">{t('joining.none')}</p>
          ) : (
            <ul class="card todo">
              {view.organizations.map(({ id, name, type }) => (
                <li>
                  <span class="soft small">{t(`organizations.type.${type}`)}</span>
                  <strong>
                    <Words>{name}</Words>
                  </strong>
                  <form method="post" action="/organizations/join">
                    <button class="btn" type="submit" name="organization" value={id}>
                      {t('joining.ask')}
                      <About>{name}</About>
                    </button>
                  </form>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </Page>
  )
}
