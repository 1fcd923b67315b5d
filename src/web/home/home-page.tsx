import { type BadgeTile, BadgeTiles } from '../components/badge-tiles.tsx'
import { Icon } from '../components/icon.tsx'
import { Page } from '../components/page.tsx'
import { useSpeech } from '../visit.tsx'

/** The front door: two things a stranger may want, and what is new. */
export const HomePage = ({ newest }: { newest: BadgeTile[] }) => {
  const { t } = useSpeech()
  return (
    <Page title={t('home.title')} description={t('home.lead')} isListed>
      <div class="welcome">
        <div class="wrap stack">
          <h1 class="serif">{t('home.heading')}</h1>
          <p class="lead">{t('home.lead')}</p>
        </div>
      </div>
      <div class="wrap pt6">
        <div class="doors">
          <section class="card door" aria-labelledby="door-check">
            <h2 id="door-check">{t('home.check')}</h2>
            <p class="soft">{t('home.checkLead')}</p>
            <form class="inline-form" method="post" action="/verify" enctype="multipart/form-data" novalidate>
              <div class="field">
                <label for="f-text">{t('home.checkLabel')}</label>
                <input id="f-text" name="text" type="text" autocomplete="off" spellcheck={false} />
              </div>
              <button class="btn primary" type="submit">
                {t('verify.submit')}
              </button>
            </form>
            <p class="small">
              <a href="/verify">{t('home.checkFile')}</a>
            </p>
          </section>
          <section class="card door" aria-labelledby="door-find">
            <h2 id="door-find">{t('home.find')}</h2>
            <p class="soft">{t('home.findLead')}</p>
            <form class="inline-form" method="get" action="/catalog">
              <div class="field">
                <label for="f-q">{t('home.findLabel')}</label>
                <input id="f-q" name="q" type="search" autocomplete="off" />
              </div>
              <button class="btn" type="submit">
                <Icon name="search" />
                {t('catalog.search')}
              </button>
            </form>
            <p class="small">
              <a href="/catalog">{t('home.findAll')}</a>
            </p>
          </section>
        </div>
        {newest.length > 0 && (
          <section class="mt7 stack" aria-labelledby="newest">
            <h2 id="newest">{t('home.newest')}</h2>
            <BadgeTiles tiles={newest} />
          </section>
        )}
      </div>
    </Page>
  )
}
