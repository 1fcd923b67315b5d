import { connect } from 'node:tls'
import type { HealthCheck } from '../operations/installation/health.ts'

/** Opens our own public address as a visitor's browser would. Undefined where that has no certificate to look at. */
export async function inspectCertificate(origin: string, now: Date): Promise<HealthCheck | undefined> {
  const { protocol, hostname, port, host } = new URL(origin)
  if (protocol !== 'https:') return undefined
  const check = { name: 'certificate' as const, values: { host } }
  const found = await readCertificate(hostname, Number(port) || 443)
  if ('error' in found) {
    return found.isUntrusted
      ? { ...check, state: 'broken', finding: 'untrusted' }
      : { ...check, state: 'attention', finding: 'unreachable' }
  }
  const days = Math.floor((found.validUntil.getTime() - now.getTime()) / day)
  const values = { host, days }
  return days < 14
    ? { ...check, values, state: 'attention', finding: 'ending' }
    : { ...check, values, state: 'good', finding: 'valid' }
}

const day = 24 * 60 * 60_000

type Found = { validUntil: Date } | { error: string; isUntrusted: boolean }

function readCertificate(host: string, port: number): Promise<Found> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, servername: host, timeout: 5000 })
    const end = (found: Found) => {
      socket.destroy()
      resolve(found)
    }
    socket.once('secureConnect', () => end({ validUntil: new Date(socket.getPeerCertificate().valid_to) }))
    socket.once('timeout', () => end({ error: 'timeout', isUntrusted: false }))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? ''
      end({ error: code, isUntrusted: /CERT|SELF_SIGNED|SIGNATURE|ISSUER/.test(code) })
    })
  })
}
