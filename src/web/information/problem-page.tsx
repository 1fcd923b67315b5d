import type { ProblemCode } from '../../platform/errors.ts'
import { problems } from '../../platform/errors.ts'
import { Crumbs } from '../components/crumbs.tsx'
import { Page } from '../components/page.tsx'
import { Table } from '../components/table.tsx'
import { useSpeech } from '../visit.tsx'

/** Where the `type` of every problem of the API leads: what it means and how to go on. */
export const ProblemPage = ({ code }: { code: ProblemCode }) => {
  const { t } = useSpeech()
  const title = t(`problem.${code}.title`)
  return (
    <Page title={t('problem.title', { title })}>
      <div class="wrap narrow">
        <Crumbs trail={[{ href: '/problems', name: t('problem.all') }]} here={code} />
        <div class="stack loose pt5">
          <div class="stack tight">
            <p class="eyebrow mono">
              {code} · {String(problems[code])}
            </p>
            <h1 class="serif">{title}</h1>
          </div>
          <section class="card stack">
            <h2>{t('problem.cause')}</h2>
            <p>{t(`problem.${code}.cause`)}</p>
          </section>
          <section class="card stack">
            <h2>{t('problem.fix')}</h2>
            <p>{t(`problem.${code}.fix`)}</p>
          </section>
        </div>
      </div>
    </Page>
  )
}

export const ProblemsPage = () => {
  const { t } = useSpeech()
  return (
    <Page title={t('problem.all')}>
      <div class="wrap pt6 stack">
        <h1 class="serif">{t('problem.all')}</h1>
        <p class="lead">{t('problem.lead')}</p>
        <Table
          caption={t('problem.all')}
          rows={problemCodes()}
          columns={[
            {
              name: t('problem.code'),
              cell: (code) => (
                <a class="mono" href={`/problems/${code}`}>
                  {code}
                </a>
              ),
            },
            { name: t('problem.status'), cell: (code) => String(problems[code]) },
            { name: t('problem.means'), cell: (code) => t(`problem.${code}.title`) },
          ]}
        />
      </div>
    </Page>
  )
}

// The keys of a constant object are exactly its type's keys.
const problemCodes = () => Object.keys(problems) as ProblemCode[]
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problems, code)
