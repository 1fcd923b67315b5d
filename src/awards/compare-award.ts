import { haltIssuing } from '../issuers/issuing-halt.ts'
import { listKeys } from '../issuers/signing-keys-store.ts'
import { issuerDidDocument, parseCredential } from '../openbadges/index.ts'
import type { Platform } from '../platform.ts'
import type { AwardDetails } from './awards-store.ts'
import { getPublishedStatusList } from './publish-status-list.ts'
import { getPublicAward } from './read-awards.ts'
import { distrustPrepared } from './sign-credential.ts'

/**
 * Signs nothing twice: of every so many awards, one and its status list are read back and held to the reference libraries.
 * The direct path writes what they write, or nobody here may go on signing with it.
 */
export async function compareSampledAward(
  platform: Pick<Platform, 'config' | 'db' | 'sealer' | 'signingKeys' | 'proofs' | 'now' | 'sha256' | 'gzip' | 'log'>,
  awardId: string,
): Promise<void> {
  if (!isSampled(awardId, platform.config.referenceCheckEvery)) return
  const { award, issuer } = await getPublicAward(platform, awardId)
  const list = await getPublishedStatusList(platform, award.statusListId)
  for (const signed of [award.credential, list.credential]) {
    if (await isAsReference(platform, issuer, signed)) continue
    distrustPrepared(platform.db)
    await haltIssuing(platform, { reason: 'reference-differs', subject: awardId })
    return
  }
}

/** Ids are random, so this takes one in `every`, and the same ones whoever asks. */
const isSampled = (awardId: string, every: number) => Number.parseInt(awardId.slice(0, 8), 16) % every === 0

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
  return platform.proofs.isAsReference({
    document,
    proof,
    controllerDocument: issuerDidDocument(issuer.did, keys),
    now: platform.now().toISOString(),
  })
}
