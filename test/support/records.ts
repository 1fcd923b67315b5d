import { review, reviewScore } from '../../src/assessment/reviews/reviews-tables.ts'
import { attempt, evidence, submission } from '../../src/assessment/submissions/submissions-tables.ts'
import { award, revocation } from '../../src/credentials/awards/awards-tables.ts'
import { badgeDefinition } from '../../src/definitions/badges/badge.ts'
import { badge, badgeVersion } from '../../src/definitions/badges/badges-tables.ts'
import { issuer, signingKey, statusList, statusPosition } from '../../src/identity/issuers/issuers-tables.ts'
import { organization, organizationAncestor, role } from '../../src/identity/organizations/organizations-tables.ts'
import { person } from '../../src/identity/people/people-tables.ts'
import type { Db } from '../../src/platform/db/db.ts'

/** What the rows below are called: one award and everything it rests on. */
export const records = {
  ada: 'p-ada',
  ravi: 'p-ravi',
  lena: 'p-lena',
  issuer: 'i-1',
  badge: 'b-1',
  version: 'v-1',
  submission: 's-1',
  evidence: 'e-1',
  review: 'r-1',
  award: 'a-1',
  statusList: 'l-1',
}

const at = Date.parse('2026-05-14T15:00:00Z')

/** Rows of every ledger table, written without journeys: for tests of the database's own rules. Stops before the award unless told. */
export async function insertRecords(db: Db, options: { awarded?: boolean } = {}): Promise<void> {
  for (const name of ['ada', 'ravi', 'lena'] as const)
    await db.insert(person).values({ id: records[name], name, email: `${name}@district.example`, createdAt: at })
  await db
    .insert(organization)
    .values({ id: records.issuer, type: 'district', name: 'Lakeside School District', createdAt: at })
  await db
    .insert(organizationAncestor)
    .values({ organizationId: records.issuer, ancestorId: records.issuer, distance: 0 })
  await db.insert(issuer).values({
    id: records.issuer,
    did: 'did:web:badges.lakeside.example:issuers:i-1',
    name: 'Lakeside School District',
    url: 'https://www.lakeside.example',
    email: 'learning@lakeside.example',
    createdAt: at,
  })
  await db
    .insert(role)
    .values({ personId: records.ravi, organizationId: records.issuer, name: 'reviewer', createdAt: at })
  await db.insert(signingKey).values({
    id: 'did:web:badges.lakeside.example:issuers:i-1#k-1',
    issuerId: records.issuer,
    algorithm: 'Ed25519',
    publicKey: 'z6Mk',
    sealedBy: 'test',
    nonce: 'AAAA',
    ciphertext: 'AAAA',
    state: 'active',
    createdAt: at,
  })
  await db
    .insert(statusList)
    .values({ id: records.statusList, issuerId: records.issuer, purpose: 'revocation', length: 131_072, createdAt: at })
  for (const position of [7, 8]) await db.insert(statusPosition).values({ statusListId: records.statusList, position })
  await db.insert(badge).values({
    id: records.badge,
    issuerId: records.issuer,
    state: 'published',
    draft: definition,
    createdBy: records.ada,
    createdAt: at,
    updatedAt: at,
  })
  await db.insert(badgeVersion).values({
    id: records.version,
    badgeId: records.badge,
    number: 1,
    definition,
    searchText: 'reading aloud',
    artworkSvg: 'artwork/v-1.svg',
    artworkPng: 'artwork/v-1.png',
    artworkCompactSvg: 'artwork/v-1-compact.svg',
    publishedBy: records.ada,
    publishedAt: at,
  })
  await db.insert(submission).values({
    id: records.submission,
    badgeVersionId: records.version,
    learnerId: records.lena,
    state: 'approved',
    createdAt: at,
    updatedAt: at,
  })
  await db.insert(evidence).values({
    id: records.evidence,
    submissionId: records.submission,
    attemptNumber: 1,
    kind: 'text',
    name: 'Reflection',
    words: 'What I tried and what changed.',
    createdAt: at,
  })
  await db.insert(attempt).values({ id: 't-1', submissionId: records.submission, number: 1, submittedAt: at })
  await db.insert(review).values({
    id: records.review,
    submissionId: records.submission,
    attemptNumber: 1,
    reviewerId: records.ravi,
    decision: 'approved',
    comment: 'Clear and honest.',
    createdAt: at,
  })
  await db.insert(reviewScore).values({ reviewId: records.review, criterionId: 'practice', levelId: 'shown' })
  if (!options.awarded) return
  await db.insert(award).values(awardRow)
  await db
    .insert(revocation)
    .values({ awardId: records.award, revokedBy: records.ada, reason: 'A mistake', revokedAt: at })
}

export const awardRow: typeof award.$inferInsert = {
  id: records.award,
  issuerId: records.issuer,
  badgeVersionId: records.version,
  submissionId: records.submission,
  reviewId: records.review,
  recipientId: records.lena,
  approverId: records.ravi,
  issuedBy: records.ada,
  statusListId: records.statusList,
  statusPosition: 7,
  credential: '{"type":["VerifiableCredential","AchievementCredential"]}',
  digest: 'd'.repeat(64),
  issuedAt: at,
}

const definition = badgeDefinition.parse({
  name: 'Reading aloud',
  description: 'Reads aloud so that a class listens.',
  criteria: 'Plan, record and reflect on one session.',
  rubric: [
    {
      id: 'practice',
      name: 'Practice',
      requiredLevelId: 'shown',
      levels: [
        { id: 'emerging', name: 'Emerging', description: 'Reads.' },
        { id: 'shown', name: 'Shown', description: 'Reads so that pupils listen.' },
      ],
    },
  ],
  artwork: { template: 'hexagon' },
})
