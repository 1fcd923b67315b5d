import type { Child, PropsWithChildren } from 'hono/jsx'
import type { MessageKey } from '../../platform/language/en/en.ts'
import { assets } from '../assets.ts'
import { visibleText } from '../text/visible-text.tsx'
import { useVisit, type Viewer } from '../visit.tsx'
import { Icon, type IconName } from './icon.tsx'

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
export type Place =
  | 'verify'
  | 'catalog'
  | 'home'
  | 'review'
  | 'badges'
  | 'awards'
  | 'organizations'
  | 'messages'
  | 'me'
  | 'admin'
  | 'signIn'

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
  const { speech, viewer, signInPath } = useVisit()
  return (
    <header class="site">
      <div class={isWide ? 'wrap wide' : 'wrap'}>
        <a class="brand" href="/">
          <img src={assets.mark} alt="" width="40" height="40" />
          <span>
            {brand ? visibleText(brand) : speech.t('site.name')}
            <small>{speech.t('site.subtitle')}</small>
          </span>
        </a>
        <nav class="nav" aria-label={speech.t('nav.label')}>
          {entriesFor(viewer).map(([place, href, icon, words]) => (
            <a href={href} aria-current={place === current ? 'page' : undefined}>
              <Icon name={icon} />
              {speech.t(words, { unread: viewer?.unreadMessages ?? 0 })}
            </a>
          ))}
          {viewer ? (
            <form method="post" action="/signout">
              <button type="submit">
                <Icon name="signOut" />
                {speech.t('nav.signOut')}
              </button>
            </form>
          ) : (
            signInPath && (
              <a href={signInPath} aria-current={current === 'signIn' ? 'page' : undefined}>
                <Icon name="signIn" />
                {speech.t('nav.signIn')}
              </a>
            )
          )}
        </nav>
      </div>
    </header>
  )
}

type Entry = [Place, href: string, IconName, MessageKey]
function entriesFor(viewer: Viewer | undefined): Entry[] {
  const entries: Entry[] = [
    ['verify', '/verify', 'scan', 'nav.verify'],
    ['catalog', '/catalog', 'library', 'nav.catalog'],
  ]
  if (!viewer) return entries
  entries.unshift(['home', '/home', 'home', 'nav.home'])
  if (viewer.mayReview) entries.push(['review', '/review', 'queue', 'nav.review'])
  if (viewer.mayDefine) entries.push(['badges', '/badges', 'badges', 'nav.badges'])
  if (viewer.mayIssue) entries.push(['awards', '/awards', 'award', 'nav.awards'])
  if (viewer.mayOversee) entries.push(['organizations', '/organizations', 'institution', 'nav.organizations'])
  entries.push(['messages', '/me/messages', 'mail', 'nav.messages'])
  entries.push(['me', '/me', 'account', 'nav.me'])
  if (viewer.isAdministrator) entries.push(['admin', '/admin', 'shield', 'nav.admin'])
  return entries
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
        <span class="muted">{speech.t('foot.standard')}</span>
      </div>
    </footer>
  )
}
