/** A predicate, with its place among all that are known. */
export interface Predicate {
  /** ` <iri> `, ready to be put between subject and object. */
  readonly text: string
  /** Orders predicates as their texts do, at less cost than comparing them. */
  rank: number
}

export interface Predicates {
  of(text: string): Predicate
}

/** Ranks change when a predicate is met that comes before others, and stay in order. */
export function createPredicates(): Predicates {
  const byText = new Map<string, Predicate>()
  const inOrder: Predicate[] = []
  return {
    of(text) {
      const known = byText.get(text)
      if (known) return known
      const predicate = { text, rank: 0 }
      byText.set(text, predicate)
      const found = inOrder.findIndex((other) => other.text > text)
      inOrder.splice(found < 0 ? inOrder.length : found, 0, predicate)
      for (const [rank, each] of inOrder.entries()) each.rank = rank
      return predicate
    },
  }
}
