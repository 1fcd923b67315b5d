import { useSpeech } from '../../visit.tsx'

interface Place {
  id: string
  name: string
}

/** The crumbs of a page below organizations, each of which stands below the one before. */
export function useOrganizationTrail(...places: readonly Place[]): { href: string; name: string }[] {
  const { t } = useSpeech()
  return [
    { href: '/organizations', name: t('organizations.title') },
    ...places.map(({ id, name }) => ({ href: `/organizations/${id}`, name })),
  ]
}
