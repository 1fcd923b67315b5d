import type { MessageKey } from '../../platform/language/messages.ts'
import { useVisit, type Viewer } from '../visit.tsx'
import { Icon, type IconName } from './icon.tsx'

export type Place =
  | 'verify'
  | 'catalog'
  | 'home'
  | 'review'
  | 'badges'
  | 'submissions'
  | 'awards'
  | 'organizations'
  | 'messages'
  | 'me'
  | 'admin'
  | 'signIn'

type Entry = [Place, href: string, IconName, MessageKey]
interface Group {
  heading: MessageKey
  entries: Entry[]
}

/** Where somebody goes every day stands open; all else is one press away, in groups by what it is for. */
export const Menu = ({ current }: { current: Place | undefined }) => {
  const { speech, viewer, signInPath } = useVisit()
  return (
    <nav class="nav" aria-label={speech.t('nav.label')}>
      {dailyEntries(viewer).map((entry) => (
        <MenuLink entry={entry} current={current} />
      ))}
      {viewer && <MoreMenu viewer={viewer} current={current} />}
      {!viewer && signInPath && <MenuLink entry={['signIn', signInPath, 'signIn', 'nav.signIn']} current={current} />}
    </nav>
  )
}

function dailyEntries(viewer: Viewer | undefined): Entry[] {
  const everybody: Entry[] = [
    ['catalog', '/catalog', 'library', 'nav.catalog'],
    ['verify', '/verify', 'scan', 'nav.verify'],
  ]
  if (!viewer) return everybody
  return [
    ['home', '/home', 'home', 'nav.home'],
    ...(viewer.mayReview ? ([['review', '/review', 'queue', 'nav.review']] satisfies Entry[]) : []),
    ...everybody,
  ]
}

const MoreMenu = ({ viewer, current }: { viewer: Viewer; current: Place | undefined }) => {
  const { t } = useVisit().speech
  const groups = groupsFor(viewer)
  const isHere = groups.some(({ entries }) => entries.some(([place]) => place === current))
  return (
    <details class="more">
      <summary class={isHere ? 'here' : undefined}>
        <Icon name="menu" />
        {t('nav.menu', { unread: viewer.unreadMessages })}
      </summary>
      <div class="groups">
        {groups.map(({ heading, entries }) => (
          <section aria-labelledby={`menu-${heading}`}>
            <h2 id={`menu-${heading}`}>{t(heading)}</h2>
            <ul>
              {entries.map((entry) => (
                <li>
                  <MenuLink entry={entry} current={current} />
                </li>
              ))}
              {heading === 'nav.you' && (
                <li>
                  <form method="post" action="/signout">
                    <button type="submit">
                      <Icon name="signOut" />
                      {t('nav.signOut')}
                    </button>
                  </form>
                </li>
              )}
            </ul>
          </section>
        ))}
      </div>
    </details>
  )
}

function groupsFor(viewer: Viewer): Group[] {
  const lead: Entry[] = []
  if (viewer.mayDefine) lead.push(['badges', '/badges', 'badges', 'nav.badges'])
  if (viewer.mayListSubmissions) lead.push(['submissions', '/submissions', 'queue', 'nav.submissions'])
  if (viewer.mayListAwards) lead.push(['awards', '/awards', 'award', 'nav.awards'])
  if (viewer.mayOversee) lead.push(['organizations', '/organizations', 'institution', 'nav.organizations'])
  const groups: Group[] = [
    { heading: 'nav.lead', entries: lead },
    {
      heading: 'nav.server',
      entries: viewer.isAdministrator ? [['admin', '/admin', 'shield', 'nav.admin']] : [],
    },
    {
      heading: 'nav.you',
      entries: [
        ['messages', '/me/messages', 'mail', 'nav.messages'],
        ['me', '/me', 'account', 'nav.me'],
      ],
    },
  ]
  return groups.filter(({ entries }) => entries.length > 0)
}

const MenuLink = ({ entry: [place, href, icon, words], current }: { entry: Entry; current: Place | undefined }) => {
  const { speech, viewer } = useVisit()
  return (
    <a href={href} aria-current={place === current ? 'page' : undefined}>
      <Icon name={icon} />
      {speech.t(words, { unread: viewer?.unreadMessages ?? 0 })}
    </a>
  )
}
