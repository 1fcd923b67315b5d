import { haltIssuing } from '../../identity/issuers/issuing-halt.ts'
import { didOfKey } from '../../identity/issuers/own-origins.ts'
import { listKeys } from '../../identity/issuers/signing-keys-store.ts'
import { issuerDidDocument, parseCredential } from '../../openbadges/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { type AwardDetails, type AwardWithCredential, findAward } from './awards-store.ts'
import { getPublishedStatusList } from './publish-status-list.ts'
import { distrustPrepared } from './sign-credential.ts'

/**
 * Looks at an award as a whole once it is in the ledger: its canonical form has the digest that was signed, however it was
 * written. Where there is a difference, nobody here may go on signing.
 */
export async function compareAward(platform: ComparingPlatform, found: AwardWithCredential): Promise<void> {
  const { id, canonicalDigest, credential, digest } = found.award
  const isAsSigned =
    platform.sha256(credential) === digest &&
    (canonicalDigest === null || canonicalDigest === (await platform.proofs.canonicalDigest(JSON.parse(credential))))
  if (!isAsSigned) return await stopSigning(platform, id)
  await compareSampledAward(platform, id)
}

/** Signs nothing twice: of every so many awards, one and its status list are read back and held to the reference libraries. */
export async function compareSampledAward(platform: ComparingPlatform, awardId: string): Promise<void> {
  if (!isSampled(platform, awardId)) return
  const found = await findAward(platform.db, awardId)
  if (!found || found.award.credential === '') return
  const list = await getPublishedStatusList(platform, found.award.statusListId)
  for (const signed of [found.award.credential, list.credential])
    if (!(await isAsReference(platform, found.issuer, signed))) return await stopSigning(platform, awardId)
}

type ComparingPlatform = Pick<
  Platform,
  'config' | 'db' | 'sealer' | 'signingKeys' | 'proofs' | 'now' | 'sha256' | 'gzip' | 'log'
>

async function stopSigning(platform: ComparingPlatform, awardId: string): Promise<void> {
  distrustPrepared(platform.db)
  await haltIssuing(platform, { reason: 'reference-differs', subject: awardId })
}

/** Ids are random at their end, so this takes one in so many, and the same ones whoever asks. */
export const isSampled = ({ config }: Pick<Platform, 'config'>, awardId: string): boolean =>
  Number.parseInt(awardId.slice(-8), 16) % config.referenceCheckEvery === 0

async function isAsReference(
  platform: Pick<Platform, 'db' | 'proofs' | 'now'>,
  issuer: AwardDetails['issuer'],
  signed: string,
): Promise<boolean> {
  // A key that was withdrawn meanwhile has signed all the same.
  const keys = (await listKeys(platform.db, issuer.id)).filter(({ algorithm }) => algorithm === 'Ed25519')
  const document = parseCredential(signed)
  const [proof] = Array.isArray(document.proof) ? document.proof : []
  if (typeof proof !== 'object' || proof === null || Array.isArray(proof)) return false
  const did = didOfKey(String(proof.verificationMethod))
  return platform.proofs.isAsReference({
    document,
    proof,
    controllerDocument: issuerDidDocument(
      did,
      keys.filter(({ id }) => didOfKey(id) === did),
    ),
    now: platform.now().toISOString(),
  })
}
