// Forty bulk awards at once: a sign-in link still leaves within two seconds, a single award and its mail soon, and all bulks move.
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { count, eq, gt } from 'drizzle-orm'
import { jobHandlers } from '../../src/app/job-handlers.ts'
import { bulkAward } from '../../src/credentials/awards/bulk-awards-tables.ts'
import { issueAward } from '../../src/credentials/awards/issue-award.ts'
import { startBulkAward } from '../../src/credentials/awards/start-bulk-award.ts'
import { createIssuer } from '../../src/identity/issuers/create-issuer.ts'
import { role } from '../../src/identity/organizations/organizations-tables.ts'
import type { PersonActor } from '../../src/identity/people/actor.ts'
import { createPerson } from '../../src/identity/people/create-person.ts'
import { askForLink } from '../../src/identity/sign-in/ask-for-link.ts'
import {
  addApprovedSubmissions,
  addVersion,
  conclude,
  createDistrict,
  newFolder,
  openInstallation,
} from './installation.ts'

const bulks = 40
const perBulk = Number(process.argv[2] ?? 60)
const mostOfPerson = 5
const mostLinkSeconds = 2
const mostMailSeconds = 5

const dataDir = newFolder('fairness')
const arrivals = new Map<string, () => void>()
const platform = openInstallation(dataDir, {
  mail: {
    async send({ to }) {
      arrivals.get(to)?.()
      return { outcome: 'sent' }
    },
  },
})
const first = await createDistrict(platform)
const profile = { name: 'Hillside School District', url: 'https://www.hillside.example', email: 'pd@hillside.example' }
const second = await addVersion(platform, first, await createIssuer(platform, first.ada, profile))
const districts = [first, second]

const asked: { actor: PersonActor; submissionIds: string[] }[] = []
for (const district of districts) {
  for (let n = 0; n < bulks / districts.length / mostOfPerson; n++) {
    const actor = await addIssuing(district.issuerId, `${asked.length}`)
    const ids = await addApprovedSubmissions(platform, district, mostOfPerson * perBulk)
    for (let at = 0; at < ids.length; at += perBulk) asked.push({ actor, submissionIds: ids.slice(at, at + perBulk) })
  }
}
const singles = await addApprovedSubmissions(platform, first, 5)

platform.startJobs(jobHandlers)
await Promise.all(asked.map(({ actor, submissionIds }) => startBulkAward(platform, actor, { submissionIds })))
const [links, mails]: [number[], number[]] = [[], []]
for (const submissionId of singles) {
  await wait(300)
  links.push(await timeUntilMail('ada.alvarez@lakeside.example', askLink))
  mails.push(await timeUntilMail(await learnerOf(submissionId), () => issueAward(platform, first.ada, submissionId)))
}
const running = await platform.db.$count(bulkAward, eq(bulkAward.state, 'running'))
const moved = await platform.db.$count(bulkAward, gt(bulkAward.awarded, 0))
for (let tries = 0; tries < 600 && (await platform.db.$count(bulkAward, eq(bulkAward.state, 'running'))) > 0; tries++)
  await wait(200)
const [done] = await platform.db.select({ count: count() }).from(bulkAward).where(eq(bulkAward.awarded, perBulk))
await platform.close()
rmSync(dataDir, { recursive: true })

const facts = {
  bulks,
  'running meanwhile': running,
  'moved meanwhile': moved,
  'slowest link (s)': slowest(links),
  'slowest single award to its mail (s)': slowest(mails),
  'bulks done': done?.count ?? 0,
}
conclude(
  'fairness',
  facts,
  running > 0 &&
    moved > 1 &&
    facts['slowest link (s)'] <= mostLinkSeconds &&
    facts['slowest single award to its mail (s)'] <= mostMailSeconds &&
    facts['bulks done'] === bulks,
)

async function addIssuing(organizationId: string, name: string): Promise<PersonActor> {
  const { id } = await createPerson(platform, { name: `Issuer ${name}`, email: `issuer-${name}@lakeside.example` })
  await platform.db.insert(role).values({ personId: id, organizationId, name: 'awarder', createdAt: Date.now() })
  return { kind: 'person', personId: id }
}

function askLink() {
  const request = { email: 'ada.alvarez@lakeside.example', agent: 'Drill', isShared: false, next: '/' }
  return askForLink(platform, request)
}

async function learnerOf(submissionId: string): Promise<string> {
  const found = platform.sqlite
    .prepare<[string], { email: string }>(
      'select email from person join submission on learner_id = person.id where submission.id = ?',
    )
    .get(submissionId)
  return found?.email ?? ''
}

/** Milliseconds from asking to the mail's leaving. */
async function timeUntilMail(to: string, ask: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  const arrival = new Promise<void>((resolve) => arrivals.set(to, resolve))
  await ask()
  await Promise.race([arrival, wait(60_000)])
  return performance.now() - startedAt
}

function slowest(times: readonly number[]): number {
  return Math.round(Math.max(...times) / 10) / 100
}
