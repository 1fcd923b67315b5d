import type * as z from 'zod'
import { artworkTemplates, type badgeDefinition } from '../definitions/badges/badge.ts'

/** The least that a badge can be: what its author copies and fills in. */
const badgeTemplate = {
  name: 'Leads discussions in which every student speaks',
  description: 'Plans and leads whole-class discussions in which every student takes part.',
  criteria: 'Lead two discussions, show who spoke in each, and say what you changed in between.',
  hours: 6,
  rubric: [
    {
      id: 'every-voice',
      name: 'Every voice',
      description: 'Who speaks in the second discussion.',
      levels: [
        { id: 'not-yet', name: 'Not yet', description: 'Some students speak.' },
        { id: 'shown', name: 'Shown', description: 'All students speak.' },
      ],
      requiredLevelId: 'shown',
    },
  ],
  artwork: { template: 'hexagon' },
} satisfies z.input<typeof badgeDefinition>

/** What `signet badge define --help` says of the file. */
export const badgeFormat = `
The file is JSON. It must have:
  name, description   what the badge is called, and one sentence of what the person can do
  criteria            what must be done, in Markdown
  rubric              1 to 20 rows; each has id, name, levels (2 to 6, lowest first) and requiredLevelId, the goal
  artwork.template    ${artworkTemplates.join(', ')}
It may have:
  achievementType     MicroCredential (as a rule), Badge, CertificateOfCompletion, Course or License
  activity, hours     the learning it belongs to, in Markdown, and the clock hours behind it
  language            en or es
  tags, alignments    up to 20 each; an alignment has name and url, and may have framework and code
  validMonths         how long an award is good for; without it, for good
  artwork             color and accent (#rrggbb), icon, level, levels, levelName

Copy this and change it:
${JSON.stringify(badgeTemplate, null, 2)}
`
