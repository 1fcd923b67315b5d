import type { BadgeDefinition } from '../../definitions/badges/badge.ts'
import { visibleText } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'

/** Micro-credential, Practitioner level (2 of 3) */
export const BadgeKind = ({ badge: { achievementType, artwork } }: { badge: BadgeDefinition }) => {
  const { t } = useSpeech()
  const { level, levels, levelName } = artwork
  return (
    <p class="eyebrow">
      {t('badge.kind', {
        type: t(`badge.type.${achievementType}`),
        hasLevel: level > 0 ? 'yes' : 'no',
        levelName: visibleText(levelName) || 'none',
        level,
        levels: Math.max(level, levels),
      })}
    </p>
  )
}
