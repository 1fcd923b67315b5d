import type * as z from 'zod'
import type { badgeDefinition } from '../../definitions/badges/badge.ts'

/** A first draft to change: its name says that it is a sample, until somebody makes it theirs. */
export const sampleBadge: z.input<typeof badgeDefinition> = {
  name: 'Sample: Leading a class discussion',
  description: 'Leads discussions in which every student speaks and listens.',
  criteria:
    'Plan and lead one discussion. Send your plan, a note of who spoke, and a page on what you would change and why.',
  hours: 6,
  tags: ['discussion', 'sample'],
  rubric: [
    {
      id: 'voices',
      name: 'Every voice',
      description: 'Who takes part, and how you made room for them.',
      levels: [
        { id: 'not-yet', name: 'Not yet', description: 'A few students speak.' },
        { id: 'nearly', name: 'Nearly', description: 'Most students speak at least once.' },
        { id: 'yes', name: 'Yes', description: 'Every student speaks, and you say how you got there.' },
      ],
      requiredLevelId: 'yes',
    },
    {
      id: 'next-step',
      name: 'Next step',
      description: 'What you learned from it.',
      levels: [
        { id: 'not-yet', name: 'Not yet', description: 'No next step, or one that would fit any lesson.' },
        { id: 'yes', name: 'Yes', description: 'A next step that follows from what you saw.' },
      ],
      requiredLevelId: 'yes',
    },
  ],
  artwork: { template: 'hexagon', icon: 'book-open' },
}
