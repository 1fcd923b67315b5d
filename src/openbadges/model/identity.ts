import { md5 } from '../text/md5.ts'
import type { IdentityObject } from './data-model.ts'

/**
 * IdentityHash of an e-mail address (OB 3.0 § IdentityHash). The standard hashes the address as it is spelled; here it is
 * trimmed and in lower case first, so that a person need not remember how the issuer spelled it.
 */
export async function hashIdentity(email: string, salt: string, hash: TextHash = sha256): Promise<string> {
  return `sha256$${await hash(normalizeEmail(email) + salt)}`
}

/** SHA-256 of UTF-8 text, lower-case hexadecimal. */
type TextHash = (text: string) => string | Promise<string>

/** Names a recipient by an address that only those who know it can recognize (OB 3.0 § IdentityObject). */
export async function hashedEmailIdentity(email: string, salt: string, hash?: TextHash): Promise<IdentityObject> {
  const identityHash = await hashIdentity(email, salt, hash)
  return { type: 'IdentityObject', hashed: true, identityHash, identityType: 'emailAddress', salt }
}

/** Names a recipient in the clear (OB 3.0 § IdentityObject). */
export function plainNameIdentity(name: string): IdentityObject {
  return { type: 'IdentityObject', hashed: false, identityHash: name, identityType: 'name' }
}

/** Whether an identity is this name or address (OB 3.0 § Verify the Recipient Using an Identifier). Unknown hashes never match. */
export async function identityMatches(identity: IdentityObject, value: string): Promise<boolean> {
  const spellings = new Set([value, value.trim(), normalizeEmail(value)])
  for (const spelling of spellings) if (await isSpelledSo(identity, spelling)) return true
  return false
}

async function isSpelledSo(identity: IdentityObject, spelling: string): Promise<boolean> {
  if (!identity.hashed) return isSame(identity.identityHash, spelling, identity.identityType)
  const [, algorithm, hash] = /^(sha256|md5)\$([0-9a-f]+)$/.exec(identity.identityHash.toLowerCase()) ?? []
  const salted = spelling + (identity.salt ?? '')
  if (algorithm === 'sha256') return hash === (await sha256(salted))
  if (algorithm === 'md5') return hash === toHex(md5(utf8(salted)))
  return false
}

const isSame = (identity: string, spelling: string, identityType: string) =>
  identityType === 'emailAddress' ? normalizeEmail(identity) === normalizeEmail(spelling) : identity === spelling

const normalizeEmail = (email: string) => email.trim().toLowerCase()

async function sha256(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(text))))
}

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const utf8 = (text: string) => new TextEncoder().encode(text)
