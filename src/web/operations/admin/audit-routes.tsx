import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { requireActor } from '../../../http/actor.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { type NamedEntry, searchAudit, streamAudit, walkAuditFor } from '../../../operations/installation/read-audit.ts'
import { actionOfToday } from '../../../platform/audit/audit-actions.ts'
import { chainStart } from '../../../platform/audit/audit-log.ts'
import { readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { byteOrderMark, csvRow } from '../../text/csv.ts'
import { AuditPage } from './audit-page.tsx'
import { AuditVerdictPage, VerifyingAuditPage } from './verify-audit-page.tsx'

const shownEntries = 50

export function auditRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .use('/admin/*', requireViewer)
    .get('/admin/audit', async (c) => {
      const asked = c.req.query()
      const typed = asked.action === undefined ? asked : { ...asked, action: actionOfToday(asked.action) }
      const actor = requireActor(c)
      const csv = `/admin/audit.csv${withoutPage(c)}`
      try {
        const question = toQuestion(typed)
        const newest = placeInLog.parse(typed.before)
        const { entries, older } = await searchAudit(platform, actor, question, { limit: shownEntries, newest })
        const view = { entries: entries.map(toShown), form: { typed }, csv, older: older && olderPage(c, older) }
        return site.page(c, <AuditPage view={{ ...view, older: view.older || undefined }} />)
      } catch (error) {
        const { status, errors } = readFailure(await site.speechFor(c), error)
        await searchAudit(platform, actor, {}, { limit: 1 })
        return site.page(
          c,
          <AuditPage view={{ entries: [], form: { typed, errors }, csv, older: undefined }} />,
          status,
        )
      }
    })
    .get('/admin/audit.csv', async (c) => {
      const pages = await streamAudit(platform, requireActor(c), toQuestion(c.req.query()))
      return c.body(toCsv(pages), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="audit-log.csv"',
      })
    })
    .get('/admin/audit/verify', async (c) => {
      const { step, total } = await walkAuditFor(platform, requireActor(c), linkInUrl.parse(c.req.query()))
      if (step.state !== 'so-far') return site.page(c, <AuditVerdictPage verdict={step} />)
      const { seq, hash } = step.last
      const next = `/admin/audit/verify?seq=${seq}&hash=${hash}`
      return site.page(c, <VerifyingAuditPage done={seq} total={total} next={next} />)
    })
}

/** Where a long check goes on. Whoever makes one up deceives nobody but themselves. */
const linkInUrl = z
  .object({
    seq: z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .catch(chainStart)

const placeInLog = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .optional()
  .catch(undefined)

const day = z.iso.date('refused.auditDay').transform((text) => new Date(text))
const absentWhenEmpty = (text: string | undefined) => text?.trim() || undefined

const questionInUrl = z.object({
  actor: z.string().max(320).optional(),
  action: z.string().max(100).optional(),
  subject: z.string().max(100).optional(),
  from: day.optional(),
  until: day.optional(),
})

/** Both days are within what is shown. */
function toQuestion(typed: Record<string, string>) {
  const { actor, action, subject, from, until } = typed
  const filled = { actor, action, subject, from, until }
  const question = questionInUrl.parse(
    Object.fromEntries(Object.entries(filled).map(([name, text]) => [name, absentWhenEmpty(text)])),
  )
  return { ...question, until: question.until && new Date(question.until.getTime() + 24 * 60 * 60_000) }
}

function olderPage(c: Context, before: number): string {
  const url = new URL(c.req.url)
  url.searchParams.set('before', String(before))
  return `${url.pathname}${url.search}`
}

function withoutPage(c: Context): string {
  const { searchParams } = new URL(c.req.url)
  searchParams.delete('before')
  return searchParams.size > 0 ? `?${searchParams}` : ''
}

const toShown = ({ seq, at, actor, actorName, action, subject, about }: NamedEntry) => ({
  seq,
  at: new Date(at),
  actor,
  actorName,
  action,
  subject,
  about,
})

function toCsv(pages: AsyncIterable<NamedEntry[]>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const rest = pages[Symbol.asyncIterator]()
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(byteOrderMark + csvRow(columns)))
    },
    async pull(controller) {
      const { done, value } = await rest.next()
      if (done) return controller.close()
      // Nothing in a page that found nothing, and the stream has to be given something.
      controller.enqueue(encoder.encode(value.map(toCsvRow).join('')))
    },
    async cancel() {
      await rest.return?.()
    },
  })
}

const columns = [
  'number',
  'time',
  'actor_id',
  'actor',
  'action',
  'subject_id',
  'subject',
  'details',
  'hash',
  'action_as_hashed',
]
const toCsvRow = (entry: NamedEntry) =>
  csvRow([
    entry.seq,
    new Date(entry.at).toISOString(),
    entry.actor,
    entry.actorName ?? '',
    entry.action,
    entry.subject,
    entry.about?.name ?? '',
    entry.details,
    entry.hash,
    entry.written,
  ])
