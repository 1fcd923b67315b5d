import type { SigningKey } from '../../openbadges/index.ts'
import type { SigningKeyCache } from '../../platform/platform.ts'

const lifetimeMilliseconds = 10 * 60_000
const capacity = 100

/** Made once by whoever composes the platform. Forgets a key after ten minutes, and the one used longest ago when it is full. */
export function createSigningKeyCache(now: () => Date): SigningKeyCache {
  const kept = new Map<string, { key: SigningKey; until: number }>()
  return {
    find(keyId) {
      const entry = kept.get(keyId)
      kept.delete(keyId)
      if (!entry || entry.until <= now().getTime()) return undefined
      kept.set(keyId, entry)
      return entry.key
    },
    keep(key) {
      kept.delete(key.id)
      kept.set(key.id, { key, until: now().getTime() + lifetimeMilliseconds })
      const [oldest] = kept.keys()
      if (kept.size > capacity && oldest !== undefined) kept.delete(oldest)
    },
    forget: (keyId) => void kept.delete(keyId),
  }
}
