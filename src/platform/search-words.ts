/** The words somebody looks for, folded as that is in which they are looked for; all of them must occur. */
export const searchWords = (query: string | undefined, fold: (text: string) => string): string[] =>
  fold((query ?? '').slice(0, 200))
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)

/** Lower case without accents: for texts that are kept like this. */
export const foldText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** As SQLite's `lower` does, which knows A to Z only: for columns that are folded by it. */
export const foldAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
