import type { CountRequest } from '../platform.ts'

/** Starts at nothing with the process. When it is full, who was counted first is forgotten first. */
export function countInMemory(mostClients = 100_000): CountRequest {
  const counts = new Map<string, { windowStart: number; count: number }>()
  return ({ name, client, windowStart }) => {
    const key = `${name} ${client}`
    const known = counts.get(key)
    if (known?.windowStart === windowStart) return ++known.count
    counts.delete(key)
    counts.set(key, { windowStart, count: 1 })
    const [first] = counts.keys()
    if (counts.size > mostClients && first !== undefined) counts.delete(first)
    return 1
  }
}
