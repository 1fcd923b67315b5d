import type { CredentialDocument } from '../model/shape-guard.ts'
import { validityOf } from '../model/validity.ts'
import { standardOf } from '../reading/credential-shape.ts'
import type { Extracted } from '../reading/extract.ts'
import type { SecuredCredential } from '../reading/secured-credential.ts'
import { type IssuerIdentity, type VerificationReport, verdictOf } from '../report/verification-report.ts'
import type { VerifyPorts } from '../report/verify-ports.ts'
import { idOf } from '../text/json-reading.ts'
import { identifyIssuer } from './issuer-keys.ts'
import {
  checksOf,
  concludeWithoutProof,
  type Facts,
  findingOf,
  shapeCheck,
  subjectCheck,
  wordsUnknown,
} from './verification-conclusion.ts'
import { verifyEndorsements } from './verify-endorsements.ts'
import { type ProofsResult, verifyProofs } from './verify-proofs.ts'
import { refreshOnce } from './verify-refresh.ts'
import { type StatusResult, verifyStatus } from './verify-status.ts'

/** One credential by itself, whatever it contains: the checks in their order, each on what the one before allows. */
export async function verifySecured(
  secured: SecuredCredential,
  container: Extracted['container'],
  ports: VerifyPorts,
): Promise<VerificationReport> {
  const { credential: original } = secured
  const proofs = await verifyProofs(secured, ports)
  const issuer = identify(original, proofs, ports)
  const described = { proofs: proofs.proofs, issuer, container, standard: standardOf(original), contained: [] }
  const checkedAt = ports.now.toISOString()
  if (proofs.state !== 'passed') {
    const { finding, checks } = concludeWithoutProof(secured, proofs)
    return {
      ...described,
      verdict: verdictOf[finding],
      finding,
      checks,
      credential: original,
      summary: secured.summary(),
      endorsements: [],
      checkedAt,
    }
  }
  const { latest, facts } = await gatherFacts(secured, proofs, issuer, ports)
  const finding = findingOf(facts)
  return {
    ...described,
    verdict: verdictOf[finding],
    finding,
    checks: checksOf(latest.credential, facts),
    credential: latest.credential,
    summary: latest.summary(),
    endorsements: facts.endorsements,
    checkedAt,
  }
}

function identify(credential: CredentialDocument, proofs: ProofsResult, ports: VerifyPorts): IssuerIdentity {
  const issuer = identifyIssuer(idOf(credential.issuer) ?? '', ports)
  // Known by name is worth nothing unless the name's own key signed.
  const isProved = proofs.state === 'passed' && proofs.keyOf !== 'bare-key'
  const known = isProved ? ports.knownIssuer?.(issuer.id) : undefined
  return { ...issuer, ...(known && { known }) }
}

async function gatherFacts(
  secured: SecuredCredential,
  proofs: ProofsResult,
  issuer: IssuerIdentity,
  ports: VerifyPorts,
): Promise<{ latest: SecuredCredential; facts: Facts }> {
  const { credential: original, token } = secured
  const isOnRecord =
    issuer.known === 'this-server'
      ? await ports.isOnRecord?.({
          credential: original,
          passedProofs: proofs.passedProofs,
          token: token?.text,
          digest: secured.digest,
        })
      : undefined
  const { refreshed, ...refresh } = await refreshOnce(original, proofs.keyOf, ports)
  const latest = refreshed ?? secured
  const [unknown] = latest.unknownContexts
  const facts: Facts = {
    shape: unknown === undefined ? shapeCheck('schema', latest.shapeFault()) : wordsUnknown('schema', unknown),
    subject: unknown === undefined ? subjectCheck(latest) : wordsUnknown('subject', unknown),
    unknownContext: unknown,
    proofs,
    issuer,
    ...(isOnRecord !== undefined && { isOnRecord }),
    refresh,
    // What was taken back stays so: a newer copy can't point at a kinder list.
    status: worse(
      await verifyStatus(original, ports),
      refreshed ? await verifyStatus(refreshed.credential, ports) : { state: 'not_applicable' },
    ),
    validity: validityOf(latest.credential, ports.now),
    endorsements: await verifyEndorsements(latest.credential, ports),
  }
  return { latest, facts }
}

function worse(first: StatusResult, second: StatusResult): StatusResult {
  const rank = ({ state, ...rest }: StatusResult) =>
    state === 'failed'
      ? 'code' in rest && rest.code === 'revoked'
        ? 4
        : 3
      : ['not_applicable', 'passed', 'not_checked'].indexOf(state)
  return rank(second) > rank(first) ? second : first
}
