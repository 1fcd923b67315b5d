import type { Child, PropsWithChildren } from 'hono/jsx'
import { useVisit } from '../visit.tsx'
import { Page } from './page.tsx'

export type AdminSection = 'health' | 'sso' | 'mail' | 'audit'
const sections: readonly [AdminSection, href: string][] = [
  ['health', '/admin'],
  ['sso', '/admin/sso'],
  ['mail', '/admin/email'],
  ['audit', '/admin/audit'],
]

/** A page of those who run the installation, with the way to the others. */
export const AdminFrame = ({
  title,
  section,
  isWide = false,
  head,
  children,
}: PropsWithChildren<{ title: string; section: AdminSection; isWide?: boolean; head?: Child }>) => {
  const { speech, viewer } = useVisit()
  const { t } = speech
  return (
    <Page area="operations" title={title} current="admin" isWide={isWide} {...(head !== undefined && { head })}>
      <div class={isWide ? 'wrap wide pt6 stack loose' : 'wrap pt6 stack loose'}>
        {viewer?.isAdministrator && (
          <nav class="sections" aria-label={t('admin.sections')}>
            {sections.map(([name, href]) => (
              <a href={href} aria-current={name === section ? 'page' : undefined}>
                {t(`admin.${name}`)}
              </a>
            ))}
          </nav>
        )}
        {children}
      </div>
    </Page>
  )
}
