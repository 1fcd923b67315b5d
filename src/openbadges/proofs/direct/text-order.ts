/** Tells which of two texts comes first: negative, zero or positive, as for `sort`. */
export type Order = (a: string, b: string) => number

/** By UTF-16 code unit, as JavaScript compares strings and most libraries sort. */
export const byCodeUnit: Order = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

/** By Unicode code point, as RDFC-1.0 asks: surrogates stand for code points above U+FFFF, so they go behind all else. */
export const byCodePoint: Order = (a, b) => {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const x = a.charCodeAt(at)
    const y = b.charCodeAt(at)
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}
const rank = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

/** The two orders part only where a surrogate meets a character of U+E000–U+FFFF. */
export const ordersMayDiffer = (text: string) => /[\ud800-\udbff]/.test(text) && /[\ue000-\uffff]/.test(text)

/** Whether a text has any of either. Asked of each text, it spares most documents the search through all they say. */
export const hasRareCharacters = (text: string) => /[\ud800-\uffff]/.test(text)

/** Above this length the platform's own sort is faster than moving each item to its place. */
const shortList = 24

/** Sorts in place. Most lists here are short, and many are nearly in order already. */
export function sortInPlace<T>(items: T[], order: (a: T, b: T) => number): void {
  if (items.length > shortList) {
    items.sort(order)
    return
  }
  for (let at = 1; at < items.length; at++) {
    // `at` is within the list, and so is what comes before it.
    const item = items[at] as T
    let to = at
    for (; to > 0; to--) {
      const before = items[to - 1] as T
      if (order(before, item) <= 0) break
      items[to] = before
    }
    items[to] = item
  }
}
