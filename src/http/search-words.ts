/** `?q=` as lower-case words, each of which has to be found. */
export const searchWords = (query: string | undefined): string[] =>
  (query ?? '').slice(0, 200).toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
