export interface RecentlyUsed<Value> {
  find(name: string): Value | undefined
  keep(name: string, value: Value): void
}

/** Forgets what was used longest ago when it is full. */
export function recentlyUsed<Value>(capacity: number): RecentlyUsed<Value> {
  // A Map lists its entries in the order they were set.
  const kept = new Map<string, Value>()
  return {
    find(name) {
      const value = kept.get(name)
      if (value === undefined) return undefined
      kept.delete(name)
      kept.set(name, value)
      return value
    },
    keep(name, value) {
      kept.delete(name)
      kept.set(name, value)
      const [oldest] = kept.keys()
      if (kept.size > capacity && oldest !== undefined) kept.delete(oldest)
    },
  }
}
