import type { Decision } from '../../../assessment/reviews/reviews-tables.ts'
import type { IconName } from '../../components/icon.tsx'
import type { Tone } from '../../components/pill.tsx'

export const decisionPill: Record<Decision, { tone: Tone; icon: IconName }> = {
  approved: { tone: 'ok', icon: 'check' },
  returned: { tone: 'warn', icon: 'returned' },
  declined: { tone: 'none', icon: 'cross' },
}
