import { LRUCache } from 'lru-cache'
import type { ProviderDocument, ProviderDocuments } from '../../platform/platform.ts'

/** As long as a key that a provider withdraws may still sign people in. A key that is new is fetched when it is met. */
const lifetimeMilliseconds = 10 * 60_000

/** Made once by whoever composes the platform. Forgets what is ten minutes old, and the one read longest ago when it is full. */
export function createProviderDocuments(now: () => Date): ProviderDocuments {
  const kept = new LRUCache<string, { document: ProviderDocument; until: number }>({
    max: 200,
    maxSize: 8 * 1024 * 1024,
    sizeCalculation: ({ document }) => JSON.stringify(document).length,
  })
  const find = (issuer: string) => {
    const entry = kept.get(issuer)
    if (entry && entry.until > now().getTime()) return entry
    kept.delete(issuer)
    return undefined
  }
  return {
    forget: (issuer) => void kept.delete(issuer),
    find: (issuer) => find(issuer)?.document,
    keep(issuer, document) {
      // What is added to it makes it no younger.
      const until = find(issuer)?.until ?? now().getTime() + lifetimeMilliseconds
      kept.set(issuer, { document, until })
    },
  }
}
