import type { SubmissionState } from '../../../assessment/submissions/submission.ts'
import type { IconName } from '../../components/icon.tsx'
import type { Tone } from '../../components/pill.tsx'

export const submissionPill: Record<SubmissionState, { tone: Tone; icon: IconName }> = {
  draft: { tone: 'none', icon: 'write' },
  submitted: { tone: 'info', icon: 'current' },
  returned: { tone: 'warn', icon: 'returned' },
  approved: { tone: 'ok', icon: 'check' },
  declined: { tone: 'none', icon: 'cross' },
  withdrawn: { tone: 'none', icon: 'cross' },
  awarded: { tone: 'ok', icon: 'award' },
}
