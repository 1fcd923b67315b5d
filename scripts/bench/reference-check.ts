import { createDigitalBazaar } from './peers/digitalbazaar.ts'
import { createNodeCryptography, direct, openBadges } from './product.ts'

const loader = openBadges.pinnedDocumentLoader()
const canonicalizer = direct.createDirectCanonicalizer(loader, createNodeCryptography().hashText)

/** What was checked so far, for the last line of the run. */
export const checks = { made: 0 }

/** Throws unless the reference library finds the signature right and writes the same canonical form as the direct path. */
export async function assertAsReference(
  credential: object,
  controllerDocument: { id: string; verificationMethod: readonly { id: string }[] },
): Promise<void> {
  checks.made++
  const { proof: _, ...unsigned } = credential as { proof?: unknown }
  const form = await canonicalizer.canonicalize(unsigned)
  const expected = await openBadges.canonicalize(structuredClone(unsigned), loader)
  if ((form?.nquadsInUtf16Order ?? form?.nquads) !== expected)
    throw new Error(`The canonical form is not the reference’s: ${JSON.stringify(credential)}`)
  const documents = new Map<string, object>([[controllerDocument.id, controllerDocument]])
  for (const method of controllerDocument.verificationMethod)
    documents.set(method.id, { '@context': openBadges.contextUrls.multikeyV1, ...method })
  const stack = await createDigitalBazaar(documents)
  if (!(await stack.verify(structuredClone(credential))))
    throw new Error(`The reference does not verify this: ${JSON.stringify(credential)}`)
}
