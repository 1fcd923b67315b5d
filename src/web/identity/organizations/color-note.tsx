import { readableColors } from '../../../identity/organizations/brand-color.ts'
import { useSpeech } from '../../visit.tsx'

/** Says when a color is not shown as it was given, because words in it could not be read. */
export const ColorNote = ({ color }: { color: string | null | undefined }) => {
  const { t } = useSpeech()
  if (!color) return null
  const { light, dark, isAsGiven } = readableColors(color)
  return (
    <p class={isAsGiven ? 'note ok' : 'note warn'}>
      {isAsGiven ? t('organizations.colorPasses', { dark }) : t('organizations.colorMoved', { color, light, dark })}
    </p>
  )
}
