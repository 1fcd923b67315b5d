import { typicalCredential, withoutStatus } from './fixtures/typical.ts'
import { created, issuer, signingKey } from './parties.ts'
import { createNodeCryptography, openBadges } from './product.ts'

/** Credentials of another issuer, as their recipients hold them. */
export async function signUploads(count: number): Promise<string[]> {
  const proofs = openBadges.createProofs(createNodeCryptography())
  const texts: string[] = []
  for (let n = 0; n < count; n++) {
    const { text } = await proofs.signAsText(withoutStatus(typicalCredential(n, issuer)), signingKey, { created })
    texts.push(text)
  }
  return texts
}
