/** `?q=` as words, each of which has to be found. Only A to Z are folded, as SQLite's `lower` does. */
export const searchWords = (query: string | undefined): string[] =>
  (query ?? '')
    .slice(0, 200)
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
