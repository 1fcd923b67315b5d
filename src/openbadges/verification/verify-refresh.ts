import type { CredentialDocument } from '../model/shape-guard.ts'
import { readSecuredCredential, type SecuredCredential } from '../reading/secured-credential.ts'
import { VerifyFetchError, type VerifyPorts } from '../report/verify-ports.ts'
import { OpenBadgeError } from '../text/error.ts'
import { hasType, idOf, objectsOf, stringOf } from '../text/json-reading.ts'
import { type ProofsResult, verifyProofs } from './verify-proofs.ts'

export interface RefreshResult {
  state: 'passed' | 'failed' | 'not_checked' | 'not_applicable'
  code?: string
  /** The newer copy, its proof good and its issuer and id the same. */
  refreshed?: SecuredCredential
}

/**
 * OB 3.0 § OpenBadgeCredential Verification: asked at most once, and only for a credential whose proof already passed.
 * Whatever goes wrong, the original stays what it was.
 */
export async function refreshOnce(
  original: CredentialDocument,
  keyOf: ProofsResult['keyOf'],
  ports: VerifyPorts,
): Promise<RefreshResult> {
  const service = objectsOf(original.refreshService).find((entry) => hasType(entry, '1EdTechCredentialRefresh'))
  const url = stringOf(service?.id)
  if (url === undefined) return { state: 'not_applicable' }
  // Of a key that is tied to nobody, a second one can't be told from the first one's owner.
  if (keyOf === 'bare-key') return { state: 'not_checked', code: 'not-recognized' }
  try {
    const bytes = await ports.resolveDocument(url, 'refresh')
    const refreshed = readSecuredCredential(bytes)
    if (!isNewerCopy(refreshed.credential, original)) return { state: 'failed', code: 'not-the-same-credential' }
    const proofs = await verifyProofs(refreshed, ports)
    if (proofs.state !== 'passed') return { state: proofs.state, ...(proofs.code && { code: proofs.code }) }
    // A copy signed by a weaker kind of key must not stand in for one signed by the issuer's.
    if (proofs.keyOf !== keyOf) return { state: 'failed', code: 'other-key' }
    return { state: 'passed', refreshed }
  } catch (error) {
    if (error instanceof VerifyFetchError) return { state: 'not_checked', code: 'refresh-unreachable' }
    if (error instanceof OpenBadgeError) return { state: 'failed', code: error.code }
    throw error
  }
}

/** OB 3.0 § Credential equality and comparison algorithm, without its percent-decoding: ours must be exactly the same. */
function isNewerCopy(refreshed: CredentialDocument, original: CredentialDocument): boolean {
  const isSame =
    refreshed.id !== undefined && refreshed.id === original.id && idOf(refreshed.issuer) === idOf(original.issuer)
  return isSame && startOf(refreshed) >= startOf(original)
}

const startOf = (credential: CredentialDocument) =>
  Date.parse(stringOf(credential.validFrom) ?? stringOf(credential.issuanceDate) ?? '1970-01-01T00:00:00Z')
