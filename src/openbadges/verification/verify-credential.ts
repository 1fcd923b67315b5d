import type { CredentialDocument } from '../model/shape-guard.ts'
import type { ReadBadge } from '../reading/badge-reader.ts'
import { summarizeCredential } from '../reading/credential-summary.ts'
import { type Extracted, extractCredential } from '../reading/extract.ts'
import { presentedCredentials, presentedInToken, unwrapped } from '../reading/presentation.ts'
import {
  readSecuredCredential,
  type SecuredCredential,
  secureCredential,
  toSecuredCredential,
} from '../reading/secured-credential.ts'
import { checkIds, findings, type VerificationReport, verdictOf } from '../report/verification-report.ts'
import { VerifyFetchError, type VerifyPorts } from '../report/verify-ports.ts'
import { OpenBadgeError } from '../text/error.ts'
import { listOf, objectOf, objectsOf } from '../text/json-reading.ts'
import { type JsonValue, parseStrictJson } from '../text/strict-json.ts'
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
  if (extracted.kind === 'presentation') return verifyPresentation(extracted, ports)
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

/**
 * Each credential that is presented stands or falls by itself. One alone is what was brought; of several the whole is as good as the
 * one of which there is most to say.
 */
async function verifyPresentation({ container, text }: Extracted, ports: VerifyPorts): Promise<VerificationReport> {
  const isToken = /^[\w-]+\./.test(text)
  const presented = (isToken ? presentedInToken(text) : presentedCredentials(parseStrictJson(text))) ?? []
  const [only, ...others] = presented
  if (only !== undefined && others.length === 0) return { ...(await verifyPresented(only, ports)), container }
  const contained = await verifyEach(presented, (value) => verifyPresented(value, ports), ports)
  const foremost = contained.toSorted(
    (one, other) => findings.indexOf(one.finding) - findings.indexOf(other.finding),
  )[0]
  if (!foremost) throw new OpenBadgeError('not-a-credential', 'This presentation holds no credential.')
  return {
    ...foremost,
    credential: undefined,
    summary: summarizeCredential({}),
    endorsements: [],
    contained,
    container,
  }
}

function verifyPresented(presented: JsonValue, ports: VerifyPorts): Promise<VerificationReport> {
  const value = unwrapped(presented)
  if (typeof value === 'string') return verifyWithContents(readSecuredCredential(value, 'jws', 'any'), 'jws', ports)
  return verifyWithContents(secureCredential(value, 'any'), 'json', ports)
}

const mostContained = 10

/** A list of strangers' credentials: what can't be processed is said of that one, and a long list is not gone through. */
async function verifyEach(
  values: readonly JsonValue[],
  verify: (value: JsonValue) => Promise<VerificationReport>,
  ports: VerifyPorts,
): Promise<VerificationReport[]> {
  const reports: VerificationReport[] = []
  for (const value of values.slice(0, mostContained)) {
    try {
      reports.push(await verify(value))
    } catch (error) {
      if (!(error instanceof OpenBadgeError)) throw error
      reports.push(unreadableReport(error.code, ports.now))
    }
  }
  return values.length > mostContained ? [...reports, unverifiedReport('too-many', ports.now)] : reports
}

/** CLR 2.0: each credential inside stands or falls by its own proof. The wrapper's verdict is about the wrapper. */
async function verifyContained(wrapper: VerificationReport, ports: VerifyPorts): Promise<VerificationReport[]> {
  const { credential } = wrapper
  if (!credential) return []
  const values = objectsOf(credential.credentialSubject).flatMap((subject) => listOf(subject.verifiableCredential))
  return verifyEach(values, (value) => verifyInside(value, credential, ports), ports)
}

async function verifyInside(
  value: JsonValue,
  wrapper: CredentialDocument,
  ports: VerifyPorts,
): Promise<VerificationReport> {
  if (typeof value === 'string') return verifySecured(readSecuredCredential(value, 'jws', 'any'), 'jws', ports)
  const document = objectOf(value)
  if (!document) throw new OpenBadgeError('not-a-credential', 'A credential is an object.')
  // JSON-LD: a document inside, without a context of its own, is read in the one around it.
  const inside = secureCredential({ '@context': wrapper['@context'], ...document }, 'any')
  return verifySecured(inside, 'json', ports)
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
      if (asked.size === mostDocuments) return Promise.reject(new VerifyFetchError('too-many'))
      const answer = ports.resolveDocument(url, kind)
      asked.set(key, answer)
      return answer
    },
  }
}
