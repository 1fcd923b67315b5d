import type { BadgeVersionRow } from '../badges/badges-store.ts'
import type { issuer as issuerTable } from '../issuers/issuers-tables.ts'
import type { Platform } from '../platform.ts'
import { toAchievementCredential } from './award.ts'
import {
  type CredentialDictionary,
  findDictionaryOf,
  insertDictionaryUnlessThere,
} from './credential-dictionaries-store.ts'

type Issuer = typeof issuerTable.$inferSelect

/** Made with the first award of a version. Which text it has decides only how short credentials become. */
export async function getDictionaryFor(
  platform: Pick<Platform, 'config' | 'db' | 'sha256' | 'now'>,
  issuer: Issuer,
  version: BadgeVersionRow,
): Promise<CredentialDictionary> {
  const known = await findDictionaryOf(platform.db, version.id)
  if (known) return known
  const text = await dictionaryText(platform, issuer, version)
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
): Promise<string> {
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
      submittedAt: new Date(0),
      issuedAt: new Date(0),
      validUntil: undefined,
      status: { listUrl: platform.config.origin, position: 0 },
    },
    platform,
  )
  const proof = {
    type: 'DataIntegrityProof',
    created: '1970-01-01T00:00:00Z',
    verificationMethod: `${issuer.did}#`,
    cryptosuite: 'eddsa-rdfc-2022',
    proofPurpose: 'assertionMethod',
    proofValue: 'z',
  }
  return JSON.stringify({ ...example, proof: [proof] })
}
