import type { Context, MiddlewareHandler, Next } from 'hono'
import type { HttpEnv } from './http-env.ts'

/**
 * Puts a page on a URL that also has data: `.get('/c/:id', forBrowsers((c) => …))`. Whoever does not prefer HTML goes on
 * to the handler of the same path that is mounted after it.
 */
export function forBrowsers(
  handler: (c: Context<HttpEnv>, next: Next) => Response | Promise<Response>,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (!prefersHtml(c)) {
      await next()
      sayItVaries(c.res.headers)
      return
    }
    const page = await handler(c, next)
    sayItVaries(page.headers)
    return page
  }
}

/** The data may have said so already. */
function sayItVaries(headers: Headers) {
  if (!/(?:^|,)\s*accept\s*(?:,|$)/i.test(headers.get('Vary') ?? '')) headers.append('Vary', 'Accept')
}

export const prefersHtml = (c: Context): boolean => preferredType(c, ['application/json', 'text/html']) === 'text/html'

/** The offered media type the client likes best (RFC 9110 §12.5.1); the earlier one on a tie, undefined when it takes none. */
export function preferredType<Type extends string>(c: Context, offered: readonly Type[]): Type | undefined {
  const ranges = parseAccept(c.req.header('Accept') ?? '*/*')
  let best: { type: Type; quality: number } | undefined
  for (const type of offered) {
    const quality = qualityOf(type, ranges)
    if (quality > (best?.quality ?? 0)) best = { type, quality }
  }
  return best?.type
}

interface MediaRange {
  type: string
  quality: number
}

function parseAccept(header: string): MediaRange[] {
  return header.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    // What isn't a weight by the grammar counts as refused.
    const quality = weight === undefined ? 1 : /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight) : 0
    return { type, quality }
  })
}

/** The most specific range that covers the type decides. */
function qualityOf(type: string, ranges: readonly MediaRange[]): number {
  const family = `${type.slice(0, type.indexOf('/'))}/*`
  for (const candidate of [type, family, '*/*']) {
    const found = ranges.find((range) => range.type === candidate)
    if (found) return found.quality
  }
  return 0
}
