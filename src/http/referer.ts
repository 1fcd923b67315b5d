import type { Context } from 'hono'
import type { Config } from '../platform/config.ts'

/** The page of ours that a form was sent from: path and query. Undefined for what came from elsewhere or says nothing. */
export function refererPath(c: Context, config: Pick<Config, 'origin'>): string | undefined {
  const address = c.req.header('Referer')
  if (address === undefined || !URL.canParse(address)) return undefined
  const { origin, pathname, search } = new URL(address)
  return origin === config.origin ? pathname + search : undefined
}
