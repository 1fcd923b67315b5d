import { LRUCache } from 'lru-cache'
import type { SigningKey } from '../../openbadges/index.ts'
import type { SigningKeyCache } from '../../platform/platform.ts'

const lifetimeMilliseconds = 10 * 60_000

/** Made once by whoever composes the platform. Forgets a key after ten minutes, and the one used longest ago when it is full. */
export function createSigningKeyCache(now: () => Date): SigningKeyCache {
  const kept = new LRUCache<string, { key: SigningKey; until: number }>({ max: 100 })
  return {
    find(keyId) {
      const entry = kept.get(keyId)
      if (entry && entry.until > now().getTime()) return entry.key
      kept.delete(keyId)
      return undefined
    },
    keep: (key) => void kept.set(key.id, { key, until: now().getTime() + lifetimeMilliseconds }),
    forget: (keyId) => void kept.delete(keyId),
  }
}
