import { Hono } from 'hono'
import type { HttpEnv } from '../../http/http-env.ts'
import { AppError } from '../../platform/errors.ts'
import type { Site } from '../site.tsx'
import { ConformancePage } from './conformance-page.tsx'
import { isProblemCode, ProblemPage, ProblemsPage } from './problem-page.tsx'
import { TextPage } from './text-pages.tsx'

export function informationRoutes(site: Site) {
  return new Hono<HttpEnv>()
    .get('/accessibility', (c) => site.page(c, <TextPage page="accessibility" />))
    .get('/accessibility/conformance', (c) => site.page(c, <ConformancePage />))
    .get('/privacy', (c) => site.page(c, <TextPage page="privacy" />))
    .get('/help', (c) => site.page(c, <TextPage page="help" />))
    .get('/problems', (c) => site.page(c, <ProblemsPage />))
    .get('/problems/:code', (c) => {
      const code = c.req.param('code')
      if (!isProblemCode(code)) throw new AppError('not-found', 'refused.noProblem')
      return site.page(c, <ProblemPage code={code} />)
    })
}
