import type { RubricCriterion } from '../../definitions/badges/badge.ts'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'

/** The rubric as reviewers see it. Rows whose levels have the same names share a heading; others carry their own. */
export const RubricTable = ({ rubric, lang }: RubricProps) => {
  const { t } = useSpeech()
  const shared = sharedLevels(rubric)
  const nameOf = (name: string, isGoal: boolean) => (isGoal ? t('rubric.goal', { name }) : name)
  if (!shared) return <RubricLists rubric={rubric} lang={lang} />
  return (
    <div class="tablewrap">
      <table class="rubric cards">
        <caption class="vh">{t('rubric.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('rubric.skill')}</th>
            {shared.map(({ name, isGoal }) => (
              <th scope="col" class={isGoal ? 'goal' : undefined}>
                {nameOf(name, isGoal)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody lang={lang}>
          {rubric.map((criterion) => (
            <tr>
              <th scope="row">
                <Words>{criterion.name}</Words>
              </th>
              {criterion.levels.map((level) => {
                const isGoal = level.id === criterion.requiredLevelId
                return (
                  <td data-label={nameOf(level.name, isGoal)} class={isGoal ? 'goal' : undefined}>
                    <Words>{level.description}</Words>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RubricProps {
  rubric: RubricCriterion[]
  /** Of its words, where it is not the page's. */
  lang?: string | undefined
}

function sharedLevels(rubric: RubricCriterion[]): { name: string; isGoal: boolean }[] | undefined {
  const headings = rubric.map((criterion) =>
    criterion.levels.map((level) => ({ name: level.name, isGoal: level.id === criterion.requiredLevelId })),
  )
  const [first] = headings
  return headings.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : undefined
}

const RubricLists = ({ rubric, lang }: RubricProps) => {
  const { t } = useSpeech()
  return (
    <div class="stack" lang={lang}>
      {rubric.map((criterion) => (
        <section class="criterion">
          <h3>
            <Words>{criterion.name}</Words>
          </h3>
          <dl class="level-edit">
            {criterion.levels.map((level) => (
              <div>
                <dt class="label">
                  {level.id === criterion.requiredLevelId ? t('rubric.goal', { name: level.name }) : level.name}
                </dt>
                <dd>
                  <Words>{level.description}</Words>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
