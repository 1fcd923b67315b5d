import { LRUCache } from 'lru-cache'
import {
  type CredentialDocument,
  type GapKind,
  guardCredential,
  hashedEmailIdentity,
  type PreparedCredential,
  type SignedText,
  type SigningKey,
} from '../../openbadges/index.ts'
import type { Db } from '../../platform/db/db.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import { toHex, toUuid } from '../../platform/encoding.ts'
import type { Platform } from '../../platform/platform.ts'
import { type AwardFacts, toAchievementCredential } from './award.ts'
import { beforeClocksDiffer } from './before-clocks-differ.ts'

type Signing = Pick<Platform, 'db' | 'proofs' | 'sha256' | 'randomBytes'>

/**
 * Signs what an award says. Awards of one badge differ in few texts, so from the second of a kind on they are written from
 * what was prepared with it; where that may not be done, each is looked at as a whole.
 */
export async function signCredentialOf(
  platform: Signing,
  facts: AwardFacts,
  key: SigningKey,
): Promise<SignedCredential> {
  const options = { created: facts.issuedAt }
  const prepared = await prepareFor(platform, facts)
  const values = prepared && (await valuesOf(facts, platform))
  const signed = values && (await platform.proofs.signPrepared(prepared, values, key, options))
  // The guard has seen a sample with these members, and the proof is ours.
  if (signed) return { ...signed, document: signed.document as CredentialDocument }
  const whole = await platform.proofs.signAsText(await toAchievementCredential(facts, platform), key, options)
  // What our own verifier would refuse to read is not signed.
  return { ...whole, document: guardCredential(whole.document) }
}

export type SignedCredential = SignedText & { document: CredentialDocument }

/** Once a signature was not as the reference libraries make it, this process looks at each credential as a whole. */
export function distrustPrepared(db: Db): void {
  keptCredentials(db).isTrusted = false
}

/** By what they have in common. Null: seen once, or not to be prepared. */
const keptCredentials = oncePerDatabase(() => ({
  isTrusted: true,
  byKind: new LRUCache<string, { prepared: Promise<PreparedCredential | undefined> | undefined }>({ max: 200 }),
}))

/** Most kinds of awards are made many times; what is made once is not worth the preparation. */
async function prepareFor(platform: Signing, facts: AwardFacts): Promise<PreparedCredential | undefined> {
  const { isTrusted, byKind } = keptCredentials(platform.db)
  if (!isTrusted) return undefined
  const kind = kindOf(facts)
  const known = byKind.get(kind)
  if (known) {
    known.prepared ??= prepare(platform, facts)
    return known.prepared
  }
  byKind.set(kind, { prepared: undefined })
  return undefined
}

/** All that is said, except for what the gaps hold. Whatever facts are added one day belong to the kind. */
function kindOf({
  awardId,
  salt,
  submittedAt,
  issuedAt,
  validUntil,
  version,
  recipient,
  ...facts
}: AwardFacts): string {
  const { position: _position, ...status } = facts.status
  const { name: _name, email: _email, did, ...person } = recipient
  const evidence = facts.evidence.map(({ name: _name, description, ...piece }) =>
    isShared(piece) ? { ...piece, hasDescription: description !== '' } : piece,
  )
  const optional = { hasDid: did !== null, hasEnd: validUntil !== undefined }
  return JSON.stringify({ ...facts, status, person, evidence, version: version.id, optional })
}

const isShared = ({ visibility }: { visibility: string }) => visibility === 'shared'

interface Gap {
  kind: GapKind
  value: string
}

/** What differs between awards of one kind. */
async function gapsOf(facts: AwardFacts, { sha256 }: Pick<Platform, 'sha256'>): Promise<Gap[]> {
  const { recipient, evidence } = facts
  const token = (value: string): Gap => ({ kind: 'token', value })
  const text = (value: string): Gap => ({ kind: 'text', value })
  const moment = (value: Date): Gap => ({ kind: 'moment', value: `${value.toISOString().slice(0, 19)}Z` })
  const { identityHash } = await hashedEmailIdentity(recipient.email, facts.salt, sha256)
  return [
    token(facts.awardId),
    token(String(facts.status.position)),
    token(identityHash.slice('sha256$'.length)),
    token(facts.salt),
    text(recipient.name),
    moment(facts.issuedAt),
    moment(beforeClocksDiffer(facts.issuedAt)),
    moment(facts.submittedAt),
    ...(facts.validUntil ? [moment(facts.validUntil)] : []),
    ...(recipient.did === null ? [] : [token(recipient.did.slice('did:'.length))]),
    ...evidence
      .filter(isShared)
      .flatMap(({ name, description }) => (description === '' ? [text(name)] : [text(name), text(description)])),
  ]
}

const valuesOf = async (facts: AwardFacts, platform: Pick<Platform, 'sha256'>) =>
  (await gapsOf(facts, platform)).map(({ value }) => value)

async function prepare(platform: Signing, facts: AwardFacts): Promise<PreparedCredential | undefined> {
  const samples = [sampleOf(facts, platform), sampleOf(facts, platform)] as const
  const toSample = async (sample: AwardFacts) => ({
    document: await toAchievementCredential(sample, platform),
    values: await valuesOf(sample, platform),
  })
  const kinds = (await gapsOf(samples[0], platform)).map(({ kind }) => kind)
  const prepared = await platform.proofs.prepare([await toSample(samples[0]), await toSample(samples[1])], kinds)
  if (prepared) guardCredential(prepared.example)
  return prepared
}

/** An award of the same kind in which every value is random, so that it is in no other place of the credential. */
function sampleOf(facts: AwardFacts, { randomBytes }: Pick<Platform, 'randomBytes'>): AwardFacts {
  const word = () => toHex(randomBytes(12))
  const number = () => new DataView(randomBytes(8).buffer).getUint32(0)
  /** In decades of their own, so that what begins comes before what ends. */
  const momentAfter = (year: number) => new Date(Date.UTC(year, 0) + (number() % 300_000_000) * 1000)
  const { recipient, validUntil } = facts
  return {
    ...facts,
    awardId: toUuid(momentAfter(1970), randomBytes(16)),
    recipient: {
      ...recipient,
      name: word(),
      email: `${word()}@district.example`,
      did: recipient.did === null ? null : `did:${word()}`,
    },
    salt: word(),
    evidence: facts.evidence.map((piece) =>
      isShared(piece) ? { ...piece, name: word(), description: piece.description === '' ? '' : word() } : piece,
    ),
    issuedAt: momentAfter(1970),
    submittedAt: momentAfter(1990),
    validUntil: validUntil && momentAfter(2110),
    status: { ...facts.status, position: 1e14 + number() },
  }
}
