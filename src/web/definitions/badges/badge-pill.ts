import type { BadgeState } from '../../../definitions/badges/badges-store.ts'
import type { IconName } from '../../components/icon.tsx'
import type { Tone } from '../../components/pill.tsx'

export const badgePill: Record<BadgeState, { tone: Tone; icon: IconName }> = {
  draft: { tone: 'info', icon: 'write' },
  published: { tone: 'ok', icon: 'check' },
  retired: { tone: 'none', icon: 'ban' },
}
