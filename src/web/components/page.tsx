import type { Child, PropsWithChildren } from 'hono/jsx'
import { languages } from '../../platform/language/languages.ts'
import { assets } from '../assets.ts'
import { visibleText } from '../text/visible-text.tsx'
import { useSpeech, useVisit } from '../visit.tsx'
import { Menu, type Place } from './menu.tsx'

export interface PageProps {
  title: string
  description?: string
  /** Whose style sheet it wears beside the site's. */
  area?: Area
  /** Which entry of the menu this page is. */
  current?: Place
  /** Whose page this is, where it is not the whole server's. */
  brand?: string
  isWide?: boolean
  /** Kept from search engines unless a page says otherwise. */
  isListed?: boolean
  /** A style sheet with the colors of whose page this is. */
  colors?: string | undefined
  head?: Child
}
export type Area = 'identity' | 'definitions' | 'assessment' | 'credentials' | 'operations'

export const Page = ({ children, head, ...page }: PropsWithChildren<PageProps>) => {
  const { speech } = useVisit()
  return (
    <html lang={speech.locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{visibleText(page.title)}</title>
        {page.description && <meta name="description" content={visibleText(page.description)} />}
        {!page.isListed && <meta name="robots" content="noindex" />}
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href={assets.mark} type="image/svg+xml" />
        <link rel="preload" href={assets.textFont} as="font" type="font/woff2" crossorigin="" />
        <link rel="stylesheet" href={assets.siteStyles} />
        {page.area && <link rel="stylesheet" href={assets[`${page.area}Styles`]} />}
        {page.colors && <link rel="stylesheet" href={page.colors} />}
        {head}
      </head>
      <body>
        <a class="skip" href="#main">
          {speech.t('site.skip')}
        </a>
        <div class="pencil" aria-hidden="true" />
        <SiteHeader {...page} />
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <SiteFooter isWide={page.isWide ?? false} />
      </body>
    </html>
  )
}

const SiteHeader = ({ brand, isWide, current }: PageProps) => {
  const { speech, brand: site } = useVisit()
  const name = brand ?? site
  return (
    <header class="site">
      <div class={isWide ? 'wrap wide' : 'wrap'}>
        <a class="brand" href="/">
          <img src={assets.mark} alt="" width="40" height="40" />
          <span>
            {name ? visibleText(name) : speech.t('site.name')}
            <small>{speech.t('site.subtitle')}</small>
          </span>
        </a>
        <Menu current={current} />
      </div>
    </header>
  )
}

/** Each in its own words, so that whoever can read it finds it. */
const LanguageChoice = () => {
  const { locale, t } = useSpeech()
  return (
    <form class="languages" method="post" action="/language" aria-label={t('language.choose')}>
      {languages
        .filter((language) => language !== locale)
        .map((language) => (
          <button type="submit" name="language" value={language} lang={language}>
            {t(`me.language.${language}`)}
          </button>
        ))}
    </form>
  )
}

const SiteFooter = ({ isWide }: { isWide: boolean }) => {
  const { speech, viewer } = useVisit()
  return (
    <footer class="foot">
      <div class={isWide ? 'wrap wide' : 'wrap'}>
        {viewer && <span>{speech.t('foot.signedIn', { name: visibleText(viewer.name) })}</span>}
        <a href="/accessibility">{speech.t('foot.accessibility')}</a>
        <a href="/privacy">{speech.t('foot.privacy')}</a>
        <a href="/help">{speech.t('foot.help')}</a>
        <LanguageChoice />
        <span class="muted">{speech.t('foot.standard')}</span>
      </div>
    </footer>
  )
}
