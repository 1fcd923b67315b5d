import { Page } from '../components/page.tsx'
import { Pill, type Tone } from '../components/pill.tsx'
import { Table } from '../components/table.tsx'
import { Markdown } from '../text/markdown.tsx'
import { useSpeech } from '../visit.tsx'
import { type Conformance, type Criterion, criteria } from './conformance.ts'

/** The day on which every line of the report was last gone through. */
const reportedOn = '2026-12-01'

/** The Accessibility Conformance Report: one table for each set of criteria. */
export const ConformancePage = () => {
  const { t, calendarDay } = useSpeech()
  const title = t('conformance.title')
  return (
    <Page title={title} description={t('conformance.lead')} isListed>
      <div class="wrap pt6 stack loose">
        <div class="stack">
          <h1 class="serif">{title}</h1>
          <p class="lead">{t('conformance.lead')}</p>
        </div>
        <section class="card">
          <h2>{t('conformance.about')}</h2>
          <Markdown level={2} isOurs>
            {t('conformance.about.text', { date: calendarDay(reportedOn) })}
          </Markdown>
        </section>
        {(['A', 'AA', '508'] as const).map((level) => (
          <section class="stack">
            <h2>{t(`conformance.caption.${level}`)}</h2>
            <CriteriaTable level={level} />
          </section>
        ))}
      </div>
    </Page>
  )
}

const CriteriaTable = ({ level }: { level: Criterion['level'] }) => {
  const { t } = useSpeech()
  return (
    <Table
      caption={t(`conformance.caption.${level}`)}
      columns={[
        { name: t('conformance.criterion'), cell: ({ id }) => `${id} ${t(`conformance.${id}`)}` },
        {
          name: t('conformance.result'),
          cell: ({ result }) => <Pill tone={tones[result]}>{t(`conformance.${result}`)}</Pill>,
        },
        { name: t('conformance.how'), cell: ({ how }) => t(`conformance.how.${how}`) },
      ]}
      rows={criteria.filter((criterion) => criterion.level === level)}
    />
  )
}

const tones: Record<Conformance, Tone> = { supports: 'ok', partly: 'warn', none: 'none' }
