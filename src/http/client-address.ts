import type { Context } from 'hono'
import type { Config } from '../platform/config.ts'
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
  if (!groups) return 'unknown'
  const [first = 0, second = 0, third = 0, fourth = 0] = groups
  return [first, second, third, fourth >> 8].map((group) => group.toString(16)).join(':')
}

function ipv6Groups(address: string): number[] | undefined {
  const [bare = ''] = address.split('%')
  const halves = bare.split('::').map((half) => half.split(':').filter(Boolean))
  const [head = [], tail] = halves
  const isWhole = [...head, ...(tail ?? [])].every((group) => /^[0-9a-f]{1,4}$/i.test(group))
  const missing = 8 - head.length - (tail?.length ?? 0)
  if (!isWhole || halves.length > 2 || (tail ? missing < 1 : missing !== 0)) return undefined
  const zeros = new Array<string>(missing).fill('0')
  return [...head, ...zeros, ...(tail ?? [])].map((group) => Number.parseInt(group, 16))
}
