import fc from 'fast-check'
import { arbitraryCredential } from '../../../test/support/arbitrary-credential.ts'
import { compareWithReference } from '../../../test/support/differential.ts'

/** Documents of one seed of fast-check. */
export const batchSize = 500

export interface Tally {
  same: number
  left: number
  refused: number
  bounded: number
}
export type BatchOutcome = { tally: Tally } | { difference: string }

export const emptyTally = (): Tally => ({ same: 0, left: 0, refused: 0, bounded: 0 })

export const sumOf = ({ same, left, refused, bounded }: Tally): number => same + left + refused + bounded

export const addTallies = (one: Tally, other: Tally): Tally => ({
  same: one.same + other.same,
  left: one.left + other.left,
  refused: one.refused + other.refused,
  bounded: one.bounded + other.bounded,
})

/** A difference comes with the smallest document that shows it. */
export async function compareBatch(seed: number, batch: number): Promise<BatchOutcome> {
  const tally = emptyTally()
  const property = fc.asyncProperty(arbitraryCredential, async (document) => {
    const outcome = await compareWithReference(document)
    if (typeof outcome === 'object') return false
    tally[outcome]++
    return true
  })
  const { failed, counterexample } = await fc.check(property, { numRuns: batchSize, seed: seed * 1_000_000 + batch })
  return failed ? { difference: `batch ${batch}: ${JSON.stringify(counterexample)}` } : { tally }
}
