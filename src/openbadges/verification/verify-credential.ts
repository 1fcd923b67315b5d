import type { CredentialDocument } from '../model/shape-guard.ts'
import type { ReadBadge } from '../reading/badge-reader.ts'
import { summarizeCredential } from '../reading/credential-summary.ts'
import { type Extracted, extractCredential } from '../reading/extract.ts'
import {
  readSecuredCredential,
  type SecuredCredential,
  secureCredential,
  toSecuredCredential,
} from '../reading/secured-credential.ts'
import { checkIds, type VerificationReport, verdictOf } from '../report/verification-report.ts'
import { VerifyFetchError, type VerifyPorts } from '../report/verify-ports.ts'
import { OpenBadgeError } from '../text/error.ts'
import { listOf, objectOf, objectsOf } from '../text/json-reading.ts'
import type { JsonValue } from '../text/strict-json.ts'
import { verifyOpenBadges2 } from './open-badges-2/open-badges-2.ts'
import { verifySecured } from './verify-secured.ts'

/**
 * Verifies one credential of anybody's: standards of Open Badges 3.0 § Verification, read so that unknown is never valid.
 * Throws OpenBadgeError for what can't be processed; everything else is a report.
 */
export async function verifyCredential(
  input: ReadBadge | Extracted | CredentialDocument | string,
  ports: VerifyPorts,
): Promise<VerificationReport> {
  const bounded = withBudget(ports)
  if (typeof input === 'string')
    return verifyExtracted(await extractCredential(new TextEncoder().encode(input)), bounded)
  if (isExtracted(input)) return verifyExtracted(input, bounded)
  return verifyWithContents(toSecuredCredential(input), 'json', bounded)
}

/** The report of something that could not be read, for readers who are shown a page whatever they bring. */
export function unreadableReport(code: string, now: Date): VerificationReport {
  return {
    verdict: verdictOf.unreadable,
    finding: 'unreadable',
    checks: checkIds.map((id) => (id === 'format' ? { id, state: 'failed', code } : { id, state: 'not_checked' })),
    proofs: [],
    credential: undefined,
    summary: summarizeCredential({}),
    issuer: { id: '', method: 'none' },
    endorsements: [],
    contained: [],
    container: 'json',
    standard: 'credential',
    checkedAt: now.toISOString(),
  }
}

async function verifyExtracted(extracted: ReadBadge | Extracted, ports: VerifyPorts): Promise<VerificationReport> {
  if (extracted.kind === 'open-badges-2') return verifyOpenBadges2(extracted, ports)
  if ('secured' in extracted && extracted.secured)
    return verifyWithContents(extracted.secured, extracted.container, ports)
  const form = extracted.container === 'json' || extracted.container === 'jws' ? extracted.container : undefined
  return verifyWithContents(readSecuredCredential(extracted.text, form, 'any'), extracted.container, ports)
}

// An Extracted has its text in `text`, a member no credential can have: its context knows no such term.
const isExtracted = (input: ReadBadge | Extracted | CredentialDocument): input is ReadBadge | Extracted =>
  !('@context' in input)

async function verifyWithContents(
  secured: SecuredCredential,
  container: Extracted['container'],
  ports: VerifyPorts,
): Promise<VerificationReport> {
  const report = await verifySecured(secured, container, ports)
  return report.standard === 'clr-2.0' ? { ...report, contained: await verifyContained(report, ports) } : report
}

const mostContained = 10

/** CLR 2.0: each credential inside stands or falls by its own proof. The wrapper's verdict is about the wrapper. */
async function verifyContained(wrapper: VerificationReport, ports: VerifyPorts): Promise<VerificationReport[]> {
  const { credential } = wrapper
  if (!credential) return []
  const reports: VerificationReport[] = []
  for (const value of objectsOf(credential.credentialSubject).flatMap((subject) =>
    listOf(subject.verifiableCredential),
  )) {
    if (reports.length === mostContained) {
      reports.push(unverifiedReport('too-many', ports.now))
      break
    }
    reports.push(await verifyInside(value, credential, ports))
  }
  return reports
}

async function verifyInside(
  value: JsonValue,
  wrapper: CredentialDocument,
  ports: VerifyPorts,
): Promise<VerificationReport> {
  try {
    if (typeof value === 'string') return await verifySecured(readSecuredCredential(value, 'jws', 'any'), 'jws', ports)
    const document = objectOf(value)
    if (!document) return unreadableReport('not-a-credential', ports.now)
    // JSON-LD: a document inside, without a context of its own, is read in the one around it.
    const inside = secureCredential({ '@context': wrapper['@context'], ...document }, 'any')
    return await verifySecured(inside, 'json', ports)
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return unreadableReport(error.code, ports.now)
  }
}

/** Stands for the rest of a list that is too long to be gone through. */
const unverifiedReport = (code: string, now: Date): VerificationReport => ({
  ...unreadableReport(code, now),
  verdict: verdictOf.unfinished,
  finding: 'unfinished',
  checks: checkIds.map((id) => (id === 'format' ? { id, state: 'not_checked', code } : { id, state: 'not_checked' })),
})

const mostDocuments = 16

/** One document is asked for once, and a credential can't make us ask for many. */
function withBudget(ports: VerifyPorts): VerifyPorts {
  const asked = new Map<string, Promise<Uint8Array>>()
  return {
    ...ports,
    resolveDocument(url, kind) {
      const key = `${kind} ${url}`
      const before = asked.get(key)
      if (before) return before
      if (asked.size === mostDocuments) return Promise.reject(new VerifyFetchError('not-allowed'))
      const answer = ports.resolveDocument(url, kind)
      asked.set(key, answer)
      return answer
    },
  }
}
