export interface RecentlyUsed<Value> {
  find(name: string): Value | undefined
  keep(name: string, value: Value): void
}

/**
 * The same function, which gives again what it made of a text lately: for what depends on nothing else. What it gives is shared,
 * so it is frozen. What it throws is thrown anew each time.
 */
export function rememberRecent<Made extends object | string>(
  capacity: number,
  make: (text: string) => Made,
): (text: string) => Made {
  const made = recentlyUsed<Made>(capacity)
  return (text) => {
    const known = made.find(text)
    if (known !== undefined) return known
    const fresh = freeze(make(text))
    made.keep(text, fresh)
    return fresh
  }
}

/** With all that is in it. */
export function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  for (const inner of Object.values(value)) freeze(inner)
  return Object.freeze(value)
}

/** Forgets what was used longest ago when it is full: of entries, or of their sizes taken together. */
export function recentlyUsed<Value>(
  capacity: number,
  { sizeOf = () => 0, mostSize = 0 }: { sizeOf?: (value: Value) => number; mostSize?: number } = {},
): RecentlyUsed<Value> {
  // A Map lists its entries in the order they were set.
  const kept = new Map<string, Value>()
  let size = 0
  function forget(name: string) {
    const value = kept.get(name)
    if (value === undefined) return
    kept.delete(name)
    size -= sizeOf(value)
  }
  return {
    find(name) {
      const value = kept.get(name)
      if (value === undefined) return undefined
      kept.delete(name)
      kept.set(name, value)
      return value
    },
    keep(name, value) {
      forget(name)
      kept.set(name, value)
      size += sizeOf(value)
      for (const oldest of kept.keys()) {
        if (kept.size <= capacity && size <= mostSize) break
        forget(oldest)
      }
    },
  }
}
