import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalize } from '../../src/openbadges/canonicalize.ts'
import { pinnedDocumentLoader } from '../../src/openbadges/contexts.ts'
import { createDirectCanonicalizer } from '../../src/openbadges/direct/canonicalize-direct.ts'
import { arbitraryCredential } from '../support/arbitrary-credential.ts'

const direct = createDirectCanonicalizer(pinnedDocumentLoader(), (text) =>
  createHash('sha256').update(text).digest('hex'),
)

test('the direct path writes what the reference writes, byte for byte, or leaves the document to it', async () => {
  const outcomes = { same: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(arbitraryCredential, async (credential) => {
      const form = await direct.canonicalize(credential)
      if (form === undefined) {
        outcomes.refused++
        return
      }
      expect(form.nquadsInUtf16Order ?? form.nquads).toBe(await canonicalize(structuredClone(credential)))
      outcomes.same++
    }),
    { numRuns: 300, seed: 20261121 },
  )
  expect(outcomes.same).toBeGreaterThan(50)
})
