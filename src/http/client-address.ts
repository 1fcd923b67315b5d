import type { Context } from 'hono'
import type { Config } from '../config.ts'
import type { HttpEnv } from './http-env.ts'

/**
 * The network a request came from: /32 of IPv4, /56 of IPv6, which is what one household has. Taken from the connection
 * or from the one header a trusted proxy sets; X-Forwarded-For, which anyone can write, is read only when named there.
 */
export function clientNetwork(c: Context<HttpEnv>, config: Config): string {
  const address =
    config.clientAddress === 'socket' ? c.env?.incoming?.socket?.remoteAddress : c.req.header(config.clientAddress)
  return networkOf(address?.trim() ?? '')
}

/** Everything without a readable address shares one bucket. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(mapped)) return mapped
  const groups = ipv6Groups(address)
  return groups ? `${groups.slice(0, 3).join(':')}:${(groups[3] ?? 0) >> 8}` : 'unknown'
}

function ipv6Groups(address: string): number[] | undefined {
  if (!/^[0-9a-f:]{2,39}$/i.test(address.split('%')[0] ?? '')) return undefined
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const parse = (text: string) =>
    text
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16))
  const [first, last] = [parse(head), parse(tail ?? '')]
  if (tail === undefined) return first.length === 8 ? first : undefined
  return [...first, ...new Array<number>(Math.max(0, 8 - first.length - last.length)).fill(0), ...last]
}
