import { createReadStream, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { reviewSubmission } from '../assessment/reviews/review-submission.ts'
import { addEvidence } from '../assessment/submissions/add-evidence.ts'
import { startSubmission } from '../assessment/submissions/start-submission.ts'
import { fileEvidence } from '../assessment/submissions/submission.ts'
import { submitAttempt } from '../assessment/submissions/submit-attempt.ts'
import { uploadEvidence } from '../assessment/submissions/upload-evidence.ts'
import { issueAward } from '../credentials/awards/issue-award.ts'
import { revokeAward } from '../credentials/awards/revoke-award.ts'
import { type BadgeDefinition, badgeDefinition } from '../definitions/badges/badge.ts'
import { defineBadge } from '../definitions/badges/define-badge.ts'
import { publishBadge } from '../definitions/badges/publish-badge.ts'
import { createIssuer } from '../identity/issuers/create-issuer.ts'
import { askToJoin } from '../identity/organizations/ask-to-join.ts'
import { grantRole } from '../identity/organizations/change-roles.ts'
import { createOrganization } from '../identity/organizations/create-organization.ts'
import { saveSettings } from '../identity/organizations/edit-organization.ts'
import { invite } from '../identity/organizations/invite.ts'
import { moveOrganization } from '../identity/organizations/move-organization.ts'
import type { PersonActor } from '../identity/people/actor.ts'
import { createPerson } from '../identity/people/create-person.ts'
import { parseStrictJson } from '../openbadges/index.ts'
import type { Platform } from '../platform/platform.ts'

export interface DemoDistrict {
  issuer: { id: string; name: string; did: string }
  badge: { id: string; name: string; criteria: number }
  achievementUrl: string
  ada: PersonActor
  ravi: PersonActor
}

const files = new URL('../../scripts/demo-files/', import.meta.url)
const pathOf = (name: string) => fileURLToPath(new URL(name, files))

/** Riverbend Unified with Ada, who runs its program, and Ravi, who reviews. */
export async function createDistrict(platform: Platform): Promise<Pick<DemoDistrict, 'issuer' | 'ada' | 'ravi'>> {
  const ada = await actor(platform, 'Ada Okafor', 'ada@riverbend.example', { isAdministrator: true })
  const issuer = await createIssuer(platform, ada, {
    name: 'Riverbend Unified School District',
    url: 'https://riverbend.example',
    email: 'learning@riverbend.example',
    description: 'A public school district with 22 schools. It exists only in this demonstration.',
  })
  await grantRole(platform, ada, issuer.id, { name: 'Ada Okafor', email: 'ada@riverbend.example', role: 'awarder' })
  await grantRole(platform, ada, issuer.id, { name: 'Ravi Menon', email: 'ravi@riverbend.example', role: 'reviewer' })
  return { issuer, ada, ravi: await actor(platform, 'Ravi Menon', 'ravi@riverbend.example') }
}

export async function publishMicroCredential(
  platform: Platform,
  { ada, issuer }: Pick<DemoDistrict, 'ada' | 'issuer'>,
): Promise<Pick<DemoDistrict, 'badge' | 'achievementUrl'>> {
  const definition = badgeDefinition.parse(parseStrictJson(readFileSync(pathOf('badge.json'))))
  const badge = await defineBadge(platform, ada, issuer.id, definition)
  const version = await publishBadge(platform, ada, badge.id)
  return {
    badge: { id: badge.id, name: definition.name, criteria: definition.rubric.length },
    achievementUrl: `${platform.config.origin}/achievements/${version.id}`,
  }
}

/** A teacher sends a lesson plan, a picture of student work and a reflection. */
export async function submitEvidence(
  platform: Platform,
  district: Pick<DemoDistrict, 'ada' | 'issuer' | 'badge'>,
  person: { name: string; email: string },
): Promise<string> {
  await grantRole(platform, district.ada, district.issuer.id, { ...person, role: 'learner' })
  const learner = await actor(platform, person.name, person.email)
  const { id } = await startSubmission(platform, learner, district.badge.id)
  for (const { fileName, ...said } of evidenceFiles) {
    await uploadEvidence(platform, learner, id, {
      upload: {
        fileName,
        declaredType: 'application/octet-stream',
        // Node's own web stream; only its declaration differs from the global one.
        body: Readable.toWeb(createReadStream(pathOf(fileName))) as ReadableStream<Uint8Array>,
      },
      said: fileEvidence.parse(said),
    })
  }
  await addEvidence(platform, learner, id, {
    kind: 'text',
    name: 'Reflection: what I changed and why',
    description: 'A page on what the exit checks told me.',
    words: readFileSync(pathOf('reflection.txt'), 'utf8'),
    showsStudents: false,
    visibility: 'shared',
  })
  await submitAttempt(platform, learner, id)
  return id
}

const evidenceFiles = [
  {
    fileName: 'lesson-plan.pdf',
    name: 'Small-group lesson plan, grade 3',
    description: 'Four groups formed from the fall screening, with the text and the check for each.',
    showsStudents: false,
    visibility: 'shared',
  },
  {
    fileName: 'exit-check.png',
    name: 'Exit check after three weeks',
    description: 'One student’s ten words, annotated. Kept private to protect students.',
    showsStudents: true,
    visibility: 'private',
  },
]

export async function approve(platform: Platform, { ravi }: Pick<DemoDistrict, 'ravi'>, submissionId: string) {
  await reviewSubmission(platform, ravi, submissionId, {
    attemptNumber: 1,
    decision: 'approved',
    comment:
      'The two groups of slow readers are the strength of this plan. Next, try the retelling after the first reading.',
    scores: rubricOfDemo().map(({ id, requiredLevelId }) => ({
      criterionId: id,
      levelId: requiredLevelId,
      comment: seen[id] ?? '',
    })),
  })
}

const rubricOfDemo = (): BadgeDefinition['rubric'] =>
  badgeDefinition.parse(parseStrictJson(readFileSync(pathOf('badge.json')))).rubric

const seen: Record<string, string> = {
  groups: 'Groups change every three weeks and match the data shown.',
  adapts: 'Three lengths of one text, each with the same goal.',
  checks: 'Exit checks decide the next lesson.',
  reflects: 'Names one change and why it worked.',
}

export const award = (platform: Platform, { ada }: Pick<DemoDistrict, 'ada'>, submissionId: string) =>
  issueAward(platform, ada, submissionId)

/** So that every page has something to show: one award taken back, one submission waiting for a reviewer. */
export async function addOthers(platform: Platform, district: Omit<DemoDistrict, 'achievementUrl'>) {
  const jordan = await submitEvidence(platform, district, { name: 'Jordan Lee', email: 'jordan@riverbend.example' })
  await approve(platform, district, jordan)
  const { id } = (await award(platform, district, jordan)).award
  await revokeAward(platform, district.ada, id, {
    reason: 'Issued by mistake: the evidence belonged to another course.',
    isReasonPublic: true,
  })
  await submitEvidence(platform, district, { name: 'Sam Rivera', email: 'sam@riverbend.example' })
  return { revokedUrl: `${platform.config.origin}/c/${id}` }
}

/** A state agency above the district, two schools and a partner below it, with somebody invited and somebody who asks to join. */
export async function addTree(platform: Platform, { ada, issuer }: Pick<DemoDistrict, 'ada' | 'issuer'>) {
  const agency = { name: 'Prairie State Department of Education', type: 'state-agency' } as const
  const { id: state } = await createOrganization(platform, ada, agency)
  await moveOrganization(platform, ada, issuer.id, { parentId: state })
  await saveSettings(platform, ada, issuer.id, { timeZone: 'America/Chicago', joining: 'ask' })
  const below = (name: string, type: 'school' | 'partner') =>
    createOrganization(platform, ada, { name, type, parentId: issuer.id })
  const lincoln = await below('Lincoln Elementary School', 'school')
  const adams = await below('Adams Middle School', 'school')
  await below('Riverbend Reading Council', 'partner')
  const people = [
    [issuer.id, { name: 'Dana Whitfield', email: 'dana@riverbend.example', role: 'program-manager' }],
    [lincoln.id, { name: 'Priya Nair', email: 'priya@riverbend.example', role: 'owner' }],
    [lincoln.id, { name: 'Marcus Bell', email: 'marcus@riverbend.example', role: 'coach' }],
    [adams.id, { name: 'Elena Petrova', email: 'elena@riverbend.example', role: 'owner' }],
  ] as const
  for (const [organizationId, grant] of people) await grantRole(platform, ada, organizationId, grant)
  const hana = { name: 'Hana Kim', email: 'hana@riverbend.example', roles: ['reviewer' as const] }
  await invite(platform, ada, issuer.id, hana)
  await askToJoin(platform, await actor(platform, 'Luis Ortega', 'luis@riverbend.example'), lincoln.id)
}

async function actor(
  platform: Platform,
  name: string,
  email: string,
  { isAdministrator = false } = {},
): Promise<PersonActor> {
  const person = await createPerson(platform, { name, email, isAdministrator })
  return { kind: 'person', personId: person.id }
}
