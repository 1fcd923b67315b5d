import type { PropsWithChildren } from 'hono/jsx'
import { useSpeech } from '../visit.tsx'
import { TextField } from './form.tsx'
import { Icon } from './icon.tsx'

interface FiltersProps {
  /** The list that they narrow down. */
  action: string
  /** Where all that is asked is a name. */
  isSearch?: boolean
}

/** Above a list: which of it is shown. */
export const Filters = ({ action, isSearch = false, children }: PropsWithChildren<FiltersProps>) => {
  const { t } = useSpeech()
  return (
    <form class="filters" method="get" action={action}>
      {children}
      <button class="btn" type="submit">
        {isSearch && <Icon name="search" />}
        {t(isSearch ? 'organizations.searchSubmit' : 'awards.apply')}
      </button>
    </form>
  )
}

export const SearchField = ({ label, value }: { label: string; value: string }) => (
  <TextField name="q" type="search" label={label} value={value} />
)
