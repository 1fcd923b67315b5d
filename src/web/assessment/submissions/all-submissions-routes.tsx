import { type Context, Hono } from 'hono'
import { listSubmissionsToOversee } from '../../../assessment/submissions/list-submissions.ts'
import { submissionStates } from '../../../assessment/submissions/submissions-tables.ts'
import { requireActor } from '../../../http/actor.ts'
import { namedFile } from '../../../http/entity.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { nextPage, readPage } from '../../../http/paging.ts'
import { searchWords } from '../../../platform/search-words.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { byteOrderMark, csvRow } from '../../text/csv.ts'
import { AllSubmissionsPage } from './all-submissions-page.tsx'

const shown = 50
const mostExported = 10_000

export function allSubmissionsRoutes({ platform, page }: Site) {
  return new Hono<HttpEnv>()
    .use('/submissions', requireViewer)
    .use('/submissions.csv', requireViewer)
    .get('/submissions', async (c) => {
      const { after } = readPage(c)
      const filters = readFilters(c)
      const found = await listSubmissionsToOversee(platform, requireActor(c), { limit: shown + 1, after, ...filters })
      const view = {
        rows: found.slice(0, shown).map(toRow),
        query: c.req.query('q') ?? '',
        state: filters.state,
        isPaged: after !== undefined,
        next: nextPage(c, found, shown, ({ updatedAt, id }) => ({ at: updatedAt, id })),
        search: new URL(c.req.url).search,
      }
      return page(c, <AllSubmissionsPage view={view} />)
    })
    .get('/submissions.csv', async (c) => {
      const found = await listSubmissionsToOversee(platform, requireActor(c), {
        limit: mostExported,
        ...readFilters(c),
      })
      return c.body(byteOrderMark + csvRow(headings) + found.map(toCsv).join(''), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': namedFile('attachment', 'submissions.csv'),
        'Cache-Control': 'private, no-store',
      })
    })
}

const headings = ['badge', 'issuer', 'learner', 'state', 'attempt', 'changed_at']
const toCsv = ({ definition, issuerName, learnerName, state, attemptNumber, updatedAt }: Overseen) =>
  csvRow([definition.name, issuerName, learnerName, state, attemptNumber, new Date(updatedAt).toISOString()])

/** A filter that names nothing that there is filters nothing. */
const readFilters = (c: Context<HttpEnv>) => ({
  words: searchWords(c.req.query('q')),
  state: submissionStates.find((state) => state === c.req.query('state')),
})

type Overseen = Awaited<ReturnType<typeof listSubmissionsToOversee>>[number]

const toRow = ({ definition, issuerName, learnerName, state, attemptNumber, updatedAt }: Overseen) => ({
  badgeName: definition.name,
  issuerName,
  learnerName,
  state,
  attemptNumber,
  changedAt: new Date(updatedAt),
})
