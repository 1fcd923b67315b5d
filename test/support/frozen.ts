/** Stands at 2026-05-14T15:00:00Z until a test moves it. */
export interface Clock {
  now(): Date
  forward(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void
}

export function createClock(): Clock {
  let time = Date.parse('2026-05-14T15:00:00Z')
  return {
    now: () => new Date(time),
    forward({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      time += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
    },
  }
}

/** UUIDv7 in shape and order, so that no code can tell, but 1, 2, 3 … to a reader. */
export function countingIds() {
  let count = 0
  return () => countedId(++count)
}
export const countedId = (count: number) => `019e2700-0000-7000-8000-${String(count).padStart(12, '0')}`

/** Bytes that look random and are the same in every run. */
export function seededBytes(seed = 20_260_514) {
  let state = seed
  return (length: number) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state >>> 24
    })
}
