import type { OrganisationRow } from '../../../identity/organizations/organizations-store.ts'
import { About } from '../../components/about.tsx'
import { Crumbs } from '../../components/crumbs.tsx'
import { Filters, SearchField } from '../../components/filters.tsx'
import { ErrorSummary } from '../../components/form.tsx'
import { Page } from '../../components/page.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { useOrganisationTrail } from './organization-trail.ts'

export interface JoinView {
  organisations: OrganisationRow[]
  query: string
  /** Name of the organisation that was just asked. */
  asked?: string | undefined
  note?: string | undefined
}

export const JoinPage = ({ view }: { view: JoinView }) => {
  const { t } = useSpeech()
  return (
    <Page title={t('joining.title')} current="organisations">
      <div class="wrap narrow">
        <Crumbs trail={useOrganisationTrail()} here={t('joining.title')} />
        <div class="stack loose pt5">
          <ErrorSummary note={view.note} />
          <div class="stack tight">
            <h1>{t('joining.title')}</h1>
            <p class="lead">{t('joining.lead')}</p>
          </div>
          {view.asked !== undefined && (
            <p class="note ok" role="status">
              <Words>{t('joining.asked', { organisation: view.asked })}</Words>
            </p>
          )}
          <Filters action="/organisations/join" isSearch>
            <SearchField label={t('organisations.search')} value={view.query} />
          </Filters>
          {view.organisations.length === 0 ? (
            <p class="card soft">{t('joining.none')}</p>
          ) : (
            <ul class="card todo">
              {view.organisations.map(({ id, name, type }) => (
                <li>
                  <span class="soft small">{t(`organisations.type.${type}`)}</span>
                  <strong>
                    <Words>{name}</Words>
                  </strong>
                  <form method="post" action="/organisations/join">
                    <button class="btn" type="submit" name="organisation" value={id}>
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
