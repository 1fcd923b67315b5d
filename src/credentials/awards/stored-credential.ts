import type { Db } from '../../platform/db/db.ts'
import { decodeBase85, encodeBase85 } from './base85.ts'
import { type CredentialDictionary, getDictionary } from './credential-dictionaries-store.ts'

/** A credential as its row holds it: without a dictionary, the text itself. */
export interface StoredCredential {
  credential: string
  dictionaryId: number | null
}

export function toStoredCredential(
  { compression }: Pick<Db, 'compression'>,
  text: string,
  dictionary: CredentialDictionary | undefined,
): StoredCredential {
  if (!dictionary) return { credential: text, dictionaryId: null }
  return { credential: encodeBase85(compression.deflate(text, dictionary.bytes)), dictionaryId: dictionary.id }
}

/** The credential, byte for byte as it was signed. */
export async function readStoredCredential(db: Db, { credential, dictionaryId }: StoredCredential): Promise<string> {
  // Nothing is left of a credential whose recipient was erased.
  if (dictionaryId === null || credential === '') return credential
  const { bytes } = await getDictionary(db, dictionaryId)
  return db.compression.inflate(decodeBase85(credential), bytes, { maxBytes: longestCredential })
}

/** Far beyond any that is signed here. */
const longestCredential = 1024 * 1024
