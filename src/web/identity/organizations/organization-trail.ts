import { useSpeech } from '../../visit.tsx'

interface Place {
  id: string
  name: string
}

/** The crumbs of a page below organisations, each of which stands below the one before. */
export function useOrganisationTrail(...places: readonly Place[]): { href: string; name: string }[] {
  const { t } = useSpeech()
  return [
    { href: '/organisations', name: t('organisations.title') },
    ...places.map(({ id, name }) => ({ href: `/organisations/${id}`, name })),
  ]
}
