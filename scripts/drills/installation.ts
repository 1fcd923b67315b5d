import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { strToU8, zipSync } from 'fflate'
import { review, reviewScore } from '../../src/assessment/reviews/reviews-tables.ts'
import { attempt, submission } from '../../src/assessment/submissions/submissions-tables.ts'
import { type BadgeDefinition, badgeDefinition } from '../../src/definitions/badges/badge.ts'
import { defineBadge } from '../../src/definitions/badges/define-badge.ts'
import { publishBadge } from '../../src/definitions/badges/publish-badge.ts'
import { createIssuer } from '../../src/identity/issuers/create-issuer.ts'
import { role } from '../../src/identity/organizations/organizations-tables.ts'
import type { PersonActor } from '../../src/identity/people/actor.ts'
import { createPerson } from '../../src/identity/people/create-person.ts'
import { person } from '../../src/identity/people/people-tables.ts'
import { createImages } from '../../src/node/images.ts'
import { createNodePlatform, type NodePlatform } from '../../src/node/node-platform.ts'
import { verifyProof } from '../../src/openbadges/index.ts'
import { readConfig } from '../../src/platform/config.ts'
import type { Mail } from '../../src/platform/platform.ts'

export const newFolder = (name: string) => mkdtempSync(join(tmpdir(), `signet-${name}-`))

/** The real platform of Node on a folder, silent. */
export function openInstallation(
  dataDir: string,
  { origin = 'https://badges.lakeside.example', ...options }: { origin?: string; mail?: Mail } = {},
): NodePlatform {
  const { config, secrets } = readConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, PUBLIC_ORIGIN: origin, PORT: '0' })
  return createNodePlatform(config, secrets, { images: createImages(), verifyProof, log: () => undefined, ...options })
}

export interface District {
  issuerId: string
  /** Issues awards. */
  ada: PersonActor
  /** Approved everything. */
  ravi: PersonActor
  versionId: string
  definition: BadgeDefinition
}

export async function createDistrict(platform: NodePlatform, definition = readingAloud): Promise<District> {
  const ada = await addPerson(platform, 'Ada Alvarez', true)
  const ravi = await addPerson(platform, 'Ravi Rao')
  const issuer = await createIssuer(platform, ada, {
    name: 'Lakeside School District',
    url: 'https://www.lakeside.example',
    email: 'learning@lakeside.example',
  })
  const createdAt = platform.now().getTime()
  await platform.db
    .insert(role)
    .values({ personId: ravi.personId, organizationId: issuer.id, name: 'reviewer', createdAt })
  return await addVersion(platform, { ada, ravi, definition }, issuer)
}

/** The same badge of another issuer, whom the same two work for. */
export async function addVersion(
  platform: NodePlatform,
  { ada, ravi, definition }: Pick<District, 'ada' | 'ravi' | 'definition'>,
  { id }: { id: string },
): Promise<District> {
  const badge = await defineBadge(platform, ada, id, definition)
  const version = await publishBadge(platform, ada, badge.id)
  return { issuerId: id, ada, ravi, versionId: version.id, definition }
}

/**
 * Work of that many learners, approved and waiting for an award: the ids of the submissions. Written as rows, since how it
 * came about is not the drill.
 */
export async function addApprovedSubmissions(
  platform: NodePlatform,
  district: District,
  count: number,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => platform.newId())
  // What is asked for at once shares a transaction.
  for (let from = 0; from < count; from += 100) {
    await Promise.all(ids.slice(from, from + 100).map((id, at) => addApproved(platform, district, id, from + at)))
  }
  return ids
}

async function addApproved(
  { db, now, newId }: NodePlatform,
  { versionId, ravi, definition }: District,
  submissionId: string,
  n: number,
): Promise<void> {
  const at = now().getTime()
  const [learnerId, reviewId] = [newId(), newId()]
  const email = `learner-${learnerId}@lakeside.example`
  await db.batch([
    db.insert(person).values({ id: learnerId, name: `Learner ${n}`, email, createdAt: at }),
    db.insert(submission).values({
      id: submissionId,
      badgeVersionId: versionId,
      learnerId,
      state: 'approved',
      createdAt: at,
      updatedAt: at,
    }),
    db.insert(attempt).values({ id: newId(), submissionId, number: 1, submittedAt: at }),
    db.insert(review).values({
      id: reviewId,
      submissionId,
      attemptNumber: 1,
      reviewerId: ravi.personId,
      decision: 'approved',
      comment: 'Clear and honest.',
      createdAt: at,
    }),
    ...definition.rubric.map(({ id, requiredLevelId }) =>
      db.insert(reviewScore).values({ reviewId, criterionId: id, levelId: requiredLevelId }),
    ),
  ])
}

/** A OneRoster bundle of so many people, four hundred in a school. */
export function staffBundle(people: number): Uint8Array<ArrayBuffer> {
  const schools = Math.ceil(people / 400)
  const orgs = Array.from({ length: schools }, (_, n) => `s${n},,,School ${n},school,,`)
  const users = Array.from(
    { length: people },
    (_, n) => `u${n},,,true,s${n % schools},teacher,u${n},,Given${n},Family${n},,,u${n}@lakeside.example,,,,,`,
  )
  const text = (heading: string, rows: string[]) => strToU8(`${heading}\r\n${rows.join('\r\n')}\r\n`)
  return Uint8Array.from(
    zipSync({
      'manifest.csv': text('propertyName,value', ['oneroster.version,1.1', 'file.orgs,bulk', 'file.users,bulk']),
      'orgs.csv': text('sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId', orgs),
      'users.csv': text(
        'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password',
        users,
      ),
    }),
  )
}

/** A program that a plain Node starts fast, made from a source of this folder. It lies where it finds packages and migrations. */
export async function buildProgram(source: URL): Promise<string> {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const outfile = join(root, 'dist/drills', `${source.pathname.replace(/.*\/|\.ts$/g, '')}.mjs`)
  await build({
    entryPoints: [fileURLToPath(source)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  })
  return outfile
}

/** The one line that a drill says, and the end of the process. */
export function conclude(name: string, facts: Record<string, string | number | boolean>, holds: boolean): never {
  const said = Object.entries(facts).map(([fact, value]) => `${fact} ${value}`)
  console.log(`${holds ? 'passed' : 'FAILED'} ${name}: ${said.join(', ')}`)
  process.exit(holds ? 0 : 1)
}

async function addPerson(platform: NodePlatform, name: string, isAdministrator = false): Promise<PersonActor> {
  const email = `${name.toLowerCase().replace(' ', '.')}@lakeside.example`
  const { id } = await createPerson(platform, { name, email, isAdministrator })
  return { kind: 'person', personId: id }
}

const readingAloud = badgeDefinition.parse({
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
