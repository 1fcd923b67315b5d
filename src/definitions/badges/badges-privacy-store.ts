import type { PersonalRecords } from '../../platform/db/personal-records.ts'
import { badgeShare } from './badge-share-tables.ts'
import { badge, badgeVersion } from './badges-tables.ts'

/** Who wrote, published and shared a badge. The badge is its organization's. */
export const badgesPersonalRecords = {
  rows: [],
  words: [],
  kept: [badge.createdBy, badgeVersion.publishedBy, badgeShare.sharedBy],
} as const satisfies PersonalRecords
