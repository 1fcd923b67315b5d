import { type BadgeTile, BadgeTiles } from '../../components/badge-tiles.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { useSpeech } from '../../visit.tsx'

export interface CatalogView {
  query: string
  tiles: BadgeTile[]
  /** Addresses of the neighboring pages. */
  previous: string | undefined
  next: string | undefined
}

export const CatalogPage = ({ view }: { view: CatalogView }) => {
  const { t } = useSpeech()
  return (
    <Page area="definitions" title={t('catalog.title')} description={t('catalog.lead')} current="catalog" isListed>
      <div class="wrap pt6 stack loose">
        <div class="stack tight">
          <h1 class="serif">{t('catalog.title')}</h1>
          <p class="lead">{t('catalog.lead')}</p>
        </div>
        <search>
          <form class="inline-form" method="get" action="/catalog">
            <div class="field">
              <label for="f-q">{t('catalog.label')}</label>
              <input id="f-q" name="q" type="search" value={view.query} autocomplete="off" />
            </div>
            <button class="btn primary" type="submit">
              <Icon name="search" />
              {t('catalog.search')}
            </button>
          </form>
        </search>
        {view.tiles.length > 0 ? <BadgeTiles tiles={view.tiles} /> : <NothingFound query={view.query} />}
        {(view.previous || view.next) && (
          <nav class="row" aria-label={t('paging.label')}>
            {view.previous && (
              <a class="btn" href={view.previous} rel="prev">
                {t('paging.first')}
              </a>
            )}
            {view.next && (
              <a class="btn" href={view.next} rel="next">
                {t('paging.next')}
                <Icon name="arrow" />
              </a>
            )}
          </nav>
        )}
      </div>
    </Page>
  )
}

const NothingFound = ({ query }: { query: string }) => {
  const { t } = useSpeech()
  return (
    <div class="card stack">
      <p>{query ? t('catalog.nothing', { query }) : t('catalog.empty')}</p>
      {query && (
        <p>
          <a href="/catalog">{t('catalog.all')}</a>
        </p>
      )}
    </div>
  )
}
