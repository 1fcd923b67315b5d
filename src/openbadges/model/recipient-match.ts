import { hasType, objectOf, objectsOf } from '../text/json-reading.ts'
import type { JsonObject } from '../text/strict-json.ts'
import type { IdentityObject } from './data-model.ts'
import { identityMatches } from './identity.ts'

/**
 * OB 3.0 § Verify the Recipient Using an Identifier: whether the credential was made out to this e-mail address. Undefined
 * when it names no address at all. Takes the subject of Open Badges 3.0 and the recipient of 2.0.
 */
export async function matchRecipient(document: JsonObject, email: string): Promise<boolean | undefined> {
  const identities = [...emailIdentities(document), ...olderIdentities(document)]
  if (identities.length === 0) return undefined
  for (const identity of identities) if (await identityMatches(identity, email)) return true
  return false
}

function emailIdentities(document: JsonObject): IdentityObject[] {
  const subjects = objectsOf(document.credentialSubject)
  return subjects
    .flatMap((subject) => objectsOf(subject.identifier))
    .filter(({ identityType }) => identityType === 'emailAddress')
    .flatMap(({ hashed, identityHash, salt }) => toIdentity(hashed, identityHash, salt))
}

function olderIdentities(document: JsonObject): IdentityObject[] {
  const recipient = objectOf(document.recipient)
  return recipient && hasType(recipient, 'email')
    ? toIdentity(recipient.hashed, recipient.identity, recipient.salt)
    : []
}

function toIdentity(hashed: unknown, hash: unknown, salt: unknown): IdentityObject[] {
  if (typeof hash !== 'string') return []
  // The context of Open Badges 2.0 makes it an xsd:boolean, so text says it too.
  const isHashed = /^(?:true|1)$/i.test(String(hashed))
  return [
    {
      type: 'IdentityObject',
      hashed: isHashed,
      identityHash: hash,
      identityType: 'emailAddress',
      ...((typeof salt === 'string' || typeof salt === 'number') && { salt: String(salt) }),
    },
  ]
}
