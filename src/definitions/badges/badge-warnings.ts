import { contextUrls } from '../../openbadges/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { toAchievement } from './achievement.ts'
import type { BadgeVersionRow } from './badges-store.ts'

/** What an author should know of a badge before people earn it. */
export interface BadgeWarning {
  code: 'not-verifiable-everywhere' | 'picture-without-words'
}

/** Nothing here is wrong with the badge: it is what others make of it. */
export async function listWarnings(
  platform: Pick<Platform, 'config' | 'proofs' | 'images'>,
  version: Pick<BadgeVersionRow, 'id' | 'number' | 'definition'>,
): Promise<BadgeWarning[]> {
  const achievement = toAchievement(version, anyIssuer, platform.config.origin)
  const credential = {
    '@context': [contextUrls.credentialsV2, contextUrls.openBadges],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    credentialSubject: { type: ['AchievementSubject'], achievement },
  }
  return [
    ...(platform.images.canDraw ? [] : [{ code: 'picture-without-words' as const }]),
    ...((await platform.proofs.ordersDiffer(credential)) ? [{ code: 'not-verifiable-everywhere' as const }] : []),
  ]
}

const anyIssuer = {
  did: 'did:web:issuer.example',
  name: 'Issuer',
  url: 'https://issuer.example',
  email: 'issuer@issuer.example',
  description: '',
}
