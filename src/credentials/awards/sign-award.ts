import { isPartOf } from '../../assessment/submissions/submission.ts'
import { listEvidence } from '../../assessment/submissions/submissions-store.ts'
import { chooseStatusPosition, statusListUrl } from '../../identity/issuers/choose-status-position.ts'
import { assertMayIssue } from '../../identity/issuers/may-issue.ts'
import { loadKeyWithDocument } from '../../identity/issuers/signing-keys.ts'
import type { StatusPosition } from '../../identity/issuers/status-lists-store.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import type { DidDocument } from '../../openbadges/index.ts'
import { toBase64url, toUuid } from '../../platform/encoding.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { addMonths, type SharableEvidence } from './award.ts'
import { type AwardRow, listScores, type SubmissionToAward } from './awards-store.ts'
import { type AwardOfVersion, getDictionaryFor } from './credential-dictionary.ts'
import { sealLedgerEntry } from './ledger-seal.ts'
import { type SignedCredential, signCredentialOf } from './sign-credential.ts'
import { type StoredCredential, toStoredCredential } from './stored-credential.ts'

export type SigningPlatform = Pick<
  Platform,
  | 'config'
  | 'db'
  | 'sealer'
  | 'signingKeys'
  | 'authenticator'
  | 'proofs'
  | 'now'
  | 'newId'
  | 'randomBytes'
  | 'sha256'
  | 'log'
>
export type ApprovedSubmission = SubmissionToAward & {
  review: NonNullable<SubmissionToAward['review']>
  submittedAt: number
}

/** An award that is signed and not yet written. */
export interface SignedAward {
  row: AwardRow
  /** The key it was signed with. */
  keyId: string
  /** Its credential as it is kept. */
  stored: StoredCredential
}

/** What an award is made of besides its submission, and what it is signed with. */
export interface AwardMaterial {
  scores: Awaited<ReturnType<typeof listScores>>
  /** Everything that ever belonged to the submission. */
  evidence: Awaited<ReturnType<typeof listEvidence>>
  status: StatusPosition
  signer: Awaited<ReturnType<typeof loadKeyWithDocument>>
}

/** Everything of issuing but the writing: what comes out is whole, or nothing does. */
export async function signAward(
  platform: SigningPlatform,
  actor: PersonActor,
  approved: ApprovedSubmission,
): Promise<SignedAward> {
  const { submission, issuer, review } = approved
  await assertMayIssue(platform, issuer)
  const [scores, evidence] = await Promise.all([
    listScores(platform.db, review.id),
    listEvidence(platform.db, submission.id),
  ])
  const status = await chooseStatusPosition(platform, issuer.id)
  const signer = await loadKeyWithDocument(platform, issuer, 'Ed25519')
  return await signPreparedAward(platform, actor, approved, { scores, evidence, status, signer })
}

/** The same for who has gathered already, for many at once. */
export async function signPreparedAward(
  platform: SigningPlatform,
  actor: PersonActor,
  approved: ApprovedSubmission,
  { scores, evidence, status, signer }: AwardMaterial,
): Promise<SignedAward> {
  const { submission, version, issuer, recipient, review } = approved
  const now = platform.now()
  const awardId = toUuid(now, platform.randomBytes(16))
  const issuedAt = wholeSeconds(now)
  const { validMonths } = version.definition
  const validUntil = validMonths === undefined ? undefined : addMonths(issuedAt, validMonths)
  const { key, document } = signer
  const listUrl = statusListUrl(platform.config.origin, status.listId)
  const signed = await signCredentialOf(
    platform,
    {
      origin: platform.config.origin,
      awardId,
      issuer,
      version,
      recipient: { name: recipient.name, email: recipient.email, did: recipient.did },
      salt: toBase64url(platform.randomBytes(16)),
      scores: inOrderOfRubric(version.definition.rubric, scores),
      evidence: evidence.filter((piece) => isPartOf(submission.attemptNumber, piece)).map(toSharable),
      submittedAt: new Date(approved.submittedAt),
      issuedAt,
      validUntil,
      status: { listUrl, position: status.position },
    },
    key,
  )
  // The one goes on in another thread while this one does the other.
  const [, stored] = await Promise.all([
    assertVerifies(platform, issuer.id, document, signed),
    store(platform, approved, signed.text, { listUrl, keyId: key.id, issuedAt }),
  ])
  const digest = platform.sha256(signed.text)
  const row = {
    id: awardId,
    issuerId: issuer.id,
    badgeVersionId: version.id,
    submissionId: submission.id,
    reviewId: review.id,
    recipientId: submission.learnerId,
    approverId: review.reviewerId,
    issuedBy: actor.personId,
    statusListId: status.listId,
    statusPosition: status.position,
    credential: signed.text,
    digest,
    issuedAt: issuedAt.getTime(),
    validUntil: validUntil?.getTime() ?? null,
    ...sealOf(platform, { awardId, canonicalDigest: signed.canonicalDigest, digest }),
  }
  return { row, keyId: key.id, stored }
}

/** Verifies with the keys we publish what was read back from the bytes. What does not verify is never written. */
async function assertVerifies(
  platform: Pick<Platform, 'proofs' | 'now' | 'log'>,
  issuerId: string,
  controllerDocument: DidDocument,
  { document, proof, canonicalDigest }: SignedCredential,
): Promise<void> {
  const input = { document, proof, controllerDocument, now: platform.now().toISOString() }
  const outcome =
    canonicalDigest === undefined
      ? await platform.proofs.verify(input)
      : await platform.proofs.verifyDigest(input, canonicalDigest)
  if (outcome.state === 'passed') return
  platform.log({ level: 'error', event: 'issuance-halted', issuer: issuerId, reason: outcome.reason })
  throw new AppError('issuance-halted', 'refused.ownSignatureFailed')
}

async function store(
  platform: SigningPlatform,
  { issuer, version }: ApprovedSubmission,
  text: string,
  award: AwardOfVersion,
): Promise<StoredCredential> {
  return toStoredCredential(platform.db, text, await getDictionaryFor(platform, issuer, version, award))
}

/** What the reference libraries signed is canonicalized again by whoever verifies it. */
function sealOf(
  platform: Pick<Platform, 'authenticator'>,
  { awardId, canonicalDigest, digest }: { awardId: string; canonicalDigest: string | undefined; digest: string },
) {
  if (canonicalDigest === undefined) return { canonicalDigest: null, seal: null }
  return { canonicalDigest, seal: sealLedgerEntry(platform, { awardId, canonicalDigest, digest }) }
}

const inOrderOfRubric = <Score extends { criterionId: string }>(rubric: readonly { id: string }[], scores: Score[]) =>
  rubric.flatMap(({ id }) => scores.filter((score) => score.criterionId === id))

const toSharable = ({ kind, name, description, visibility }: SharableEvidence): SharableEvidence => ({
  kind,
  name,
  description,
  visibility,
})

const wholeSeconds = (time: Date) => new Date(Math.floor(time.getTime() / 1000) * 1000)
