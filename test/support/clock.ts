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
  return () => `019e2700-0000-7000-8000-${String(++count).padStart(12, '0')}`
}
