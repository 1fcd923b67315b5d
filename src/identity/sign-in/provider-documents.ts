import type { ProviderDocument, ProviderDocuments } from '../../platform/platform.ts'

/** As long as a key that a provider withdraws may still sign people in. A key that is new is fetched when it is met. */
const lifetimeMilliseconds = 10 * 60_000
const most = { providers: 200, bytes: 8 * 1024 * 1024 }

/** Made once by whoever composes the platform. Forgets what is ten minutes old, and the one read longest ago when it is full. */
export function createProviderDocuments(now: () => Date): ProviderDocuments {
  const kept = new Map<string, { document: ProviderDocument; until: number; bytes: number }>()
  let bytes = 0
  const forget = (issuer: string) => {
    bytes -= kept.get(issuer)?.bytes ?? 0
    kept.delete(issuer)
  }
  const find = (issuer: string) => {
    const entry = kept.get(issuer)
    if (entry && entry.until <= now().getTime()) forget(issuer)
    return kept.get(issuer)
  }
  return {
    forget,
    find(issuer) {
      const entry = find(issuer)
      if (!entry) return undefined
      kept.delete(issuer)
      kept.set(issuer, entry)
      return entry.document
    },
    keep(issuer, document) {
      const known = find(issuer)
      forget(issuer)
      const size = JSON.stringify(document).length
      // What is added to it makes it no younger.
      const until = known?.until ?? now().getTime() + lifetimeMilliseconds
      kept.set(issuer, { document, until, bytes: size })
      bytes += size
      for (const oldest of kept.keys()) {
        if (kept.size <= most.providers && bytes <= most.bytes) break
        forget(oldest)
      }
    },
  }
}
