import type { BadgeDefinition } from '../../../definitions/badges/badge.ts'
import { RubricTable } from '../../components/rubric-table.tsx'
import { Markdown } from '../../text/markdown.tsx'
import { useSpeech } from '../../visit.tsx'

/** What has to be shown for a badge, and how it is scored. */
export const BadgeContent = ({ definition }: { definition: BadgeDefinition }) => {
  const { t } = useSpeech()
  return (
    <div class="stack">
      <section class="card" aria-labelledby="rubric">
        <h2 id="rubric">{t('badges.rubric')}</h2>
        <RubricTable rubric={definition.rubric} />
      </section>
      <section class="card" aria-labelledby="criteria">
        <h2 id="criteria">{t('badges.criteria')}</h2>
        <Markdown level={2}>{definition.criteria}</Markdown>
      </section>
    </div>
  )
}
