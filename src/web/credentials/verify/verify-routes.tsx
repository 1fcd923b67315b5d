import { Hono } from 'hono'
import { verifyWithLedger } from '../../../credentials/verification/verify-badge.ts'
import { maxBody, readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { toProblem } from '../../../http/problem.ts'
import { limitRate } from '../../../http/rate-limit.ts'
import { OpenBadgeError } from '../../../openbadges/index.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Speech } from '../../../platform/language/speech.ts'
import { readMultipart } from '../../../platform/requests/multipart.ts'
import type { Site } from '../../site.tsx'
import { ResultPage } from './result-page.tsx'
import { VerifyPage } from './verify-page.tsx'

const maxFileBytes = 5 * 1024 * 1024
/** The text beside the file, and what a form puts around both. */
const maxTextBytes = 1024 * 1024

export function verifyRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .get('/verify', (c) => site.page(c, <VerifyPage />))
    .post(
      '/verify',
      limitRate(platform, { name: 'verify-page', requests: 30, windowSeconds: 60 }),
      maxBody(maxFileBytes + maxTextBytes + 64 * 1024),
      async (c) => {
        c.header('Cache-Control', 'no-store')
        const { text, file } = await readBrought(c.req.raw, async () => new Map(await readForm(c)))
        const isNothing = file === undefined && text.trim() === ''
        if (isNothing)
          return site.page(c, <VerifyPage errors={{ text: (await site.speechFor(c)).t('verify.empty') }} />, 422)
        try {
          const { report, ledger } = await verifyWithLedger(platform, file ? { bytes: file } : { text })
          return site.page(c, <ResultPage report={report} ledger={ledger} />)
        } catch (error) {
          const message = readProblem(error, await site.speechFor(c))
          const errors = file ? { file: message } : { text: message }
          return site.page(c, <VerifyPage text={text} errors={errors} isUnreadable={!isOurFault(error)} />, 422)
        }
      },
    )
}

/** What was pasted or chosen. The file wins: who chose one means it. */
async function readBrought(
  request: Request,
  readPlainForm: () => Promise<Map<string, string>>,
): Promise<{ text: string; file: Uint8Array | undefined }> {
  if (!/^multipart\/form-data/i.test(request.headers.get('Content-Type') ?? '')) {
    return { text: (await readPlainForm()).get('text') ?? '', file: undefined }
  }
  const limits = { maxFields: 4, maxFieldBytes: maxTextBytes, maxFiles: 1, maxFileBytes }
  const { fields, files } = await readMultipart(
    request,
    limits,
    async ({ body }) => new Uint8Array(await new Response(body).arrayBuffer()),
  )
  const [file] = files
  return { text: fields.get('text')?.at(-1) ?? '', file: file && file.length > 0 ? file : undefined }
}

/** Words for what cannot be checked; what is not about the thing brought rises to the error page. */
function readProblem(error: unknown, speech: Speech): string {
  if (error instanceof OpenBadgeError && (error.code === 'not-utf-8' || error.code === 'open-badges-1'))
    return speech.t(`problem.${error.code}.cause`)
  const isExpected =
    error instanceof OpenBadgeError ||
    (error instanceof AppError && !['busy', 'internal', 'rate-limited'].includes(error.code))
  if (!isExpected) throw error
  return toProblem(error, '', speech).detail
}

const isOurFault = (error: unknown) =>
  error instanceof AppError && ['remote-error', 'url-not-allowed'].includes(error.code)
