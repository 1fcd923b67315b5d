import { LRUCache } from 'lru-cache'

/**
 * The same function, which gives again what it made of a text lately: for what depends on nothing else. What it gives is shared,
 * so it is frozen. What it throws is thrown anew each time.
 */
export function rememberRecent<Made extends object | string>(
  capacity: number,
  make: (text: string) => Made,
): (text: string) => Made {
  const made = new LRUCache<string, Made>({ max: capacity })
  return (text) => {
    const known = made.get(text)
    if (known !== undefined) return known
    const fresh = freeze(make(text))
    made.set(text, fresh)
    return fresh
  }
}

/** With all that is in it. */
export function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  for (const inner of Object.values(value)) freeze(inner)
  return Object.freeze(value)
}
