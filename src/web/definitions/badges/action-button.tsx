import { About } from '../../components/about.tsx'
import { Icon } from '../../components/icon.tsx'
import { useSpeech } from '../../visit.tsx'

interface ActionProps {
  value: string
  icon: 'add' | 'remove' | 'up' | 'preview'
  words: string
  /** The row it is about, for those who cannot see where the button stands. */
  about?: number
}

/** A button that changes the form and saves nothing. */
export const ActionButton = ({ value, icon, words, about }: ActionProps) => {
  const { t } = useSpeech()
  return (
    <button class="btn quiet" type="submit" name="action" value={value}>
      <Icon name={icon} />
      <span>
        {words}
        {about !== undefined && <About>{t('badges.row', { number: about })}</About>}
      </span>
    </button>
  )
}
