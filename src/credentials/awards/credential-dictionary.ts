import type { BadgeVersionRow } from '../../definitions/badges/badges-store.ts'
import type { issuer as issuerTable } from '../../identity/issuers/issuers-tables.ts'
import type { Platform } from '../../platform/platform.ts'
import { toAchievementCredential } from './award.ts'
import {
  type CredentialDictionary,
  findDictionaryOf,
  insertDictionaryUnlessThere,
} from './credential-dictionaries-store.ts'

type Issuer = typeof issuerTable.$inferSelect

/** What many awards say that come after this one. */
export interface AwardOfVersion {
  listUrl: string
  keyId: string
  issuedAt: Date
}

/** Made with the first award of a version. Which text it has decides only how short credentials become. */
export async function getDictionaryFor(
  platform: Pick<Platform, 'config' | 'db' | 'sha256' | 'now'>,
  issuer: Issuer,
  version: BadgeVersionRow,
  award: AwardOfVersion,
): Promise<CredentialDictionary> {
  const known = await findDictionaryOf(platform.db, version.id)
  if (known) return known
  const text = await dictionaryText(platform, issuer, version, award)
  const row = { badgeVersionId: version.id, text, createdAt: platform.now().getTime() }
  await insertDictionaryUnlessThere(platform.db, row)
  const kept = await findDictionaryOf(platform.db, version.id)
  if (!kept) throw new Error('A dictionary that was just made is not there.')
  return kept
}

/** An award of this badge to nobody, with what awards may say besides: nothing in it is about a person. */
async function dictionaryText(
  platform: Pick<Platform, 'config' | 'sha256'>,
  issuer: Issuer,
  version: BadgeVersionRow,
  { listUrl, keyId, issuedAt }: AwardOfVersion,
): Promise<string> {
  const day = new Date(Math.floor(issuedAt.getTime() / oneDay) * oneDay)
  const evidence = { kind: 'text', description: '' } as const
  const example = await toAchievementCredential(
    {
      origin: platform.config.origin,
      awardId: '00000000-0000-4000-8000-000000000000',
      issuer,
      version,
      recipient: { name: 'Nobody', email: 'nobody@nobody.example', did: null },
      salt: 'AAAAAAAAAAAAAAAAAAAAAA',
      scores: version.definition.rubric.flatMap(({ id, requiredLevelId }) => ({
        criterionId: id,
        levelId: requiredLevelId,
      })),
      evidence: [
        { ...evidence, name: 'Reflection', visibility: 'shared' },
        { ...evidence, name: '', visibility: 'private' },
      ],
      submittedAt: day,
      issuedAt: day,
      validUntil: undefined,
      status: { listUrl, position: 0 },
    },
    platform,
  )
  const proof = {
    type: 'DataIntegrityProof',
    created: `${day.toISOString().slice(0, 19)}Z`,
    verificationMethod: keyId,
    cryptosuite: 'eddsa-rdfc-2022',
    proofPurpose: 'assertionMethod',
    proofValue: 'z',
  }
  return JSON.stringify({ ...example, proof: [proof] })
}

const oneDay = 24 * 60 * 60_000
