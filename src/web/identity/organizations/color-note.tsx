import { readableColours } from '../../../identity/organizations/brand-color.ts'
import { useSpeech } from '../../visit.tsx'

/** Says when a colour is not shown as it was given, because words in it could not be read. */
export const ColourNote = ({ colour }: { colour: string | null | undefined }) => {
  const { t } = useSpeech()
  if (!colour) return null
  const { light, dark, isAsGiven } = readableColours(colour)
  return (
    <p class={isAsGiven ? 'note ok' : 'note warn'}>
      {isAsGiven ? t('organisations.colourPasses', { dark }) : t('organisations.colourMoved', { colour, light, dark })}
    </p>
  )
}
