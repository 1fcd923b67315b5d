import { type CredentialDocument, guardCredential } from '../model/shape-guard.ts'
import { validityOf } from '../model/validity.ts'
import { readSecuredCredential, type SecuredCredential, toSecuredCredential } from '../reading/secured-credential.ts'
import type { EndorsementReport } from '../report/verification-report.ts'
import { VerifyFetchError, type VerifyPorts } from '../report/verify-ports.ts'
import { OpenBadgeError } from '../text/error.ts'
import { hasType, idOf, listOf, objectOf, objectsOf, stringOf, textOf } from '../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../text/strict-json.ts'
import { verifyProofs } from './verify-proofs.ts'

/** Each costs a canonicalization; past these many they are shown as not checked. */
const mostVerified = 4
const mostReported = 50

/**
 * The endorsements of the credential, its achievement and its issuer. The 1EdTech inspector fails a badge for a bad
 * endorsement; here it never changes the verdict, because the endorsement is another party's statement with its own
 * signature: the badge is as true without it, and anyone able to spoil an endorsement could otherwise spoil the badge.
 * A bad one is shown as bad instead. Endorsers' servers are not contacted: a badge could name any address as one.
 */
export async function verifyEndorsements(
  credential: CredentialDocument,
  ports: VerifyPorts,
): Promise<EndorsementReport[]> {
  const reports: EndorsementReport[] = []
  for (const { value, endorsed } of endorsementsIn(credential)) {
    const isWithinBudget = reports.filter(({ code }) => code !== 'too-many').length < mostVerified
    reports.push(
      isWithinBudget
        ? await verifyEndorsement(value, endorsed, credential, ports)
        : { ...describe(objectOf(value)), state: 'not_checked', code: 'too-many' },
    )
  }
  return reports
}

interface Found {
  value: JsonValue
  /** The id of what it has to be about. */
  endorsed: string | undefined
}

function endorsementsIn(credential: CredentialDocument): Found[] {
  const subjects = objectsOf(credential.credentialSubject)
  const achievements = subjects.flatMap((subject) => objectsOf(subject.achievement))
  return [credential, objectOf(credential.issuer), ...achievements]
    .flatMap((holder) =>
      [...listOf(holder?.endorsement), ...listOf(holder?.endorsementJwt)].map((value) => ({
        value,
        endorsed: idOf(holder),
      })),
    )
    .slice(0, mostReported)
}

async function verifyEndorsement(
  value: JsonValue,
  endorsed: string | undefined,
  holder: CredentialDocument,
  ports: VerifyPorts,
): Promise<EndorsementReport> {
  let secured: SecuredCredential
  try {
    secured = readEndorsement(value, holder)
  } catch (error) {
    if (!(error instanceof OpenBadgeError)) throw error
    return { ...describe(objectOf(value)), state: 'failed', code: error.code }
  }
  const { credential } = secured
  const description = describe(credential)
  const subject = objectOf(listOf(credential.credentialSubject)[0])
  if (!hasType(credential, 'EndorsementCredential') || endorsed === undefined || subject?.id !== endorsed) {
    return { ...description, state: 'failed', code: 'not-about-this' }
  }
  const isByIssuer = idOf(credential.issuer) === idOf(holder.issuer)
  const proofs = await verifyProofs(secured, isByIssuer ? ports : { ...ports, resolveDocument: contactNobody })
  if (proofs.state === 'not_checked' && !isByIssuer) {
    return { ...description, state: 'not_checked', code: 'endorser-not-contacted' }
  }
  if (proofs.state !== 'passed')
    return { ...description, state: proofs.state, ...(proofs.code && { code: proofs.code }) }
  if (proofs.keyOf !== 'issuer') return { ...description, state: 'not_checked', code: 'unknown-endorser' }
  const validity = validityOf(credential, ports.now)
  if (validity.code) return { ...description, state: 'failed', code: validity.code }
  // Whether it was taken back is for the endorser's list to say, which is not asked for.
  if (credential.credentialStatus !== undefined)
    return { ...description, state: 'not_checked', code: 'status-not-read' }
  return { ...description, state: 'passed' }
}

function readEndorsement(value: JsonValue, holder: CredentialDocument): SecuredCredential {
  if (typeof value === 'string') return readSecuredCredential(value, 'jws')
  const document = objectOf(value)
  if (!document) throw new OpenBadgeError('not-a-credential', 'An endorsement is not an object.')
  // JSON-LD: an embedded document without a context of its own is read in the one around it.
  return toSecuredCredential(guardCredential({ '@context': holder['@context'], ...document }))
}

async function contactNobody(): Promise<never> {
  throw new VerifyFetchError('not-allowed')
}

function describe(endorsement: JsonObject | undefined): Omit<EndorsementReport, 'state'> {
  const id = stringOf(endorsement?.id)
  const issuer = idOf(endorsement?.issuer)
  const comment = textOf(objectOf(listOf(endorsement?.credentialSubject)[0])?.endorsementComment)
  return { ...(id && { id }), ...(issuer && { issuer }), ...(comment && { comment }) }
}
