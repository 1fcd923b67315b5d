import { summarizeOpenBadges2 } from '../../reading/credential-summary.ts'
import type { Extracted } from '../../reading/extract.ts'
import { assertIsNotOlder } from '../../reading/open-badges-1.ts'
import { checkIds, type VerificationReport, verdictOf } from '../../report/verification-report.ts'
import type { VerifyPorts } from '../../report/verify-ports.ts'
import { OpenBadgeError } from '../../text/error.ts'
import { hasType, objectOf } from '../../text/json-reading.ts'
import { parseStrictJson } from '../../text/strict-json.ts'
import type { Steps } from './open-badges-2-conclusion.ts'
import { verifyHosted } from './open-badges-2-hosted.ts'
import { readSignedAssertion } from './open-badges-2-jws.ts'
import { withoutNulls } from './open-badges-2-pages.ts'
import { isSigned, verifySigned } from './open-badges-2-signed.ts'

/**
 * Open Badges 2.0 § Verification, hosted and signed. There is no JSON-LD here: the members have one spelling each, and what
 * they lead to is read from the servers of those who are named. Throws OpenBadgeError for what is no assertion.
 */
export async function verifyOpenBadges2(
  extracted: Pick<Extracted, 'container' | 'text'>,
  ports: VerifyPorts,
): Promise<VerificationReport> {
  const steps = await followAssertion(extracted, ports)
  const { finding, checks, issuer = { id: '', method: 'none' as const }, proofs = [], documents } = steps
  return {
    verdict: verdictOf[finding],
    finding,
    checks: checkIds.map((id) => checks.find((check) => check.id === id) ?? { id, state: 'not_checked' }),
    proofs,
    credential: undefined,
    openBadges2: documents,
    summary: summarizeOpenBadges2(documents),
    issuer,
    endorsements: [],
    contained: [],
    container: extracted.container,
    standard: 'open-badges-2.0',
    checkedAt: ports.now.toISOString(),
  }
}

async function followAssertion(
  { container, text }: Pick<Extracted, 'container' | 'text'>,
  ports: VerifyPorts,
): Promise<Steps> {
  const signed = container === 'json' ? undefined : readSignedAssertion(text)
  if (signed) return verifySigned(signed, ports)
  // A picture of the first years holds only the address.
  const address = URL.canParse(text.trim()) ? text.trim() : undefined
  if (address) return verifyHosted({ id: address }, ports)
  const document = objectOf(parseStrictJson(text))
  const assertion = document && withoutNulls(document)
  if (assertion) assertIsNotOlder(assertion)
  if (!assertion || !hasType(assertion, 'Assertion'))
    throw new OpenBadgeError('not-a-credential', 'This is not an assertion.')
  if (isSigned(assertion)) throw new OpenBadgeError('not-a-credential', 'A signed assertion comes as its token.')
  return verifyHosted(assertion, ports)
}
