import { eq } from 'drizzle-orm'
import { personEmail } from '../../src/identity/people/emails-tables.ts'
import { listSessions } from '../../src/identity/people/end-sessions.ts'
import { readRoster } from '../../src/identity/rosters/read-roster.ts'
import { identityProvider, passkey } from '../../src/identity/sign-in/sign-in-tables.ts'
import { message } from '../../src/platform/mail/mail-tables.ts'
import { bodyOf } from './answers.ts'
import { deliverMail } from './mailbox.ts'
import { type TestPerson, testPerson } from './people.ts'
import { pngEnd, pngFile, pngHeader, pngPixels } from './picture-files.ts'
import { approval, approveWork, facilitation, publishBadge, reflection, startDraft, submitWork } from './progress.ts'
import { bundle11 } from './rosters.ts'
import type { World } from './world.ts'

/** Ids, secrets and names by which an address leads to a thing. */
export type Things = Awaited<ReturnType<typeof makeThings>>

/** One of each thing of Lakeside, and Lena's own. */
export async function makeThings(world: World) {
  const teacher = await world.join('Tess Teacher', ['learner'])
  const learner = async (name: string) => (await world.join(name, ['learner'])).id
  const things = {
    teacher: teacher.id,
    twin: await learner('Ida Twin'),
    otherTwin: await learner('Ida'),
    ...{ ian: await learner('Ian'), oda: await learner('Oda'), ulf: await learner('Ulf'), eve: await learner('Eve') },
    ...(await makeWork(world, teacher)),
    ...(await makePlaces(world, teacher)),
    ...(await makeRosters(world)),
    ...(await inviteElsewhere(world)),
    ...(await makeOwn(world)),
    ...(await makeIssuer(world)),
  }
  const missing = Object.entries(things).find(([, id]) => !id)
  if (missing) throw new Error(`There is no ${missing[0]}, so nobody can be kept from it.`)
  return things
}

/** Badges, and work and awards in every state. */
async function makeWork(world: World, teacher: TestPerson) {
  const { ada, lena, lakeside, hillview } = world
  const badge = await publishBadge(world)
  const shown = await awardWithSharedEvidence(world, badge)
  const { badge: earned } = await bodyOf(await ada.get(`/api/v1/awards/${shown.award}`))
  const credential = await bodyOf(await ada.get(`/c/${shown.award}.json`))
  await ada.post(`/api/v1/badges/${badge}/shares`, { organization_id: hillview, mode: 'copy' })
  const submissions = [await approveWork(world, { learner: teacher, badgeId: badge })]
  const waitingBadge = await publishBadge(world, { name: 'Plans lessons' })
  const begun = await startDraft(world, { badgeId: await publishBadge(world, { name: 'Leads meetings' }) })
  const addEvidence = () => idOf(lena.post(`/api/v1/submissions/${begun}/evidence`, reflection))
  return {
    badge,
    draft: await idOf(ada.post(`/api/v1/issuers/${lakeside}/badges`, facilitation)),
    award: shown.award,
    shownEvidence: shown.evidence,
    version: earned.version_id as string,
    statusList: lastOf(credential.credentialStatus.statusListCredential, '/'),
    bulk: await idOf(ada.post('/api/v1/awards/bulk', { submission_ids: submissions })),
    submission: await submitWork(world, { badgeId: waitingBadge }),
    waitingBadge,
    approved: await approveWork(world, { learner: teacher, badgeId: waitingBadge }),
    begun,
    evidence: await addEvidence(),
    secondEvidence: await addEvidence(),
    thirdEvidence: await addEvidence(),
  }
}

/** A school below, and who waits to come in. */
async function makePlaces({ ada, ravi, lena, lakeside }: World, teacher: TestPerson) {
  const organizations = '/api/v1/organizations'
  const school = await idOf(ada.post(organizations, { name: 'Oak School', type: 'school', parent_id: lakeside }))
  await ada.put(`${organizations}/${school}/settings`, { joining: 'ask' })
  const invited = { name: 'In Vited', email: 'invited@lakeside.example', roles: ['coach'] }
  const place = { person_id: lena.id, title: 'Teacher of grade 4', starts_on: '2026-01-01' }
  return {
    school,
    request: await idOf(ravi.post(`${organizations}/${school}/join-requests`)),
    secondRequest: await idOf(teacher.post(`${organizations}/${school}/join-requests`)),
    invitation: await idOf(ada.post(`${organizations}/${lakeside}/invitations`, invited)),
    position: await idOf(ada.post(`${organizations}/${lakeside}/positions`, place)),
  }
}

async function makeRosters({ ada, lakeside, platform }: World) {
  const send = async (file: Uint8Array<ArrayBuffer>, type: string) =>
    await idOf(ada.post(`/api/v1/organizations/${lakeside}/rosters?name=Staff`, file, { 'content-type': type }))
  const unmapped = await send(new TextEncoder().encode('Name,Email\nMaya Ortiz,maya@lakeside.example'), 'text/csv')
  await ada.post(`/api/v1/rosters/${unmapped}/cancel`)
  const users = ['t1,,true,s1,teacher,Maya,Ortiz,maya@lakeside.example']
  const roster = await send(bundle11({ orgs: ['s1,,Elm Elementary,school,'], users }), 'application/zip')
  await readRoster(platform, roster)
  return { roster, unmapped }
}

/** What is Lena's, and where it leads. */
async function makeOwn({ app, lena, platform }: World) {
  const data = await idOf(lena.post('/api/v1/me/exports'))
  // First what is waiting, which puts the data together; then the mail that says so.
  await deliverMail(platform)
  await deliverMail(platform)
  const [letter] = await platform.db.select().from(message).where(eq(message.personId, lena.id)).limit(1)
  const [unsubscribing = ''] = platform.mailbox.flatMap(
    ({ headers }) => /\/unsubscribe\/([\w.-]+)/.exec(headers['List-Unsubscribe'] ?? '')?.[1] ?? [],
  )
  const [session] = await listSessions(platform, (await testPerson(app, platform, lena)).actor)
  const key = { id: platform.newId(), personId: lena.id, createdAt: platform.now().getTime() }
  await platform.db
    .insert(passkey)
    .values({ ...key, credentialId: 'lena-1', name: 'Laptop', publicKey: 'AAAA', counter: 0, transports: [] })
  return { data, letter: letter?.id ?? '', unsubscribing, session: session?.id ?? '', passkey: key.id }
}

/** How Lakeside signs, looks and lets people in. */
async function makeIssuer({ ada, lakeside, platform }: World) {
  const issuer = `/api/v1/organizations/${lakeside}/issuer`
  const picture = pngFile(pngHeader(64, 64), pngPixels(64), pngEnd)
  await ada.put(`${issuer}/logo`, picture, { 'content-type': 'image/png' })
  await ada.put(`${issuer}/color`, { color: '#22409a' })
  const { logo_url: logo } = await bodyOf(await ada.get(`/api/v1/issuers/${lakeside}`))
  const { assertionMethod } = await bodyOf(await ada.get(`/issuers/${lakeside}/did.json`))
  const provider = { id: platform.newId(), createdAt: 0, updatedAt: 0 }
  await platform.db.insert(identityProvider).values({
    ...{ ...provider, organizationId: lakeside, preset: 'other', name: 'Lakeside account' },
    ...{ issuer: 'https://login.lakeside.example', clientId: 'signet' },
    sealedClientSecret: await platform.sealer.seal(new TextEncoder().encode('secret'), ['test']),
  })
  const method: string = assertionMethod[0]
  return { logo: lastOf(logo, '/').replace('.png', ''), method, key: lastOf(method, '#'), provider: provider.id }
}

/** By Hillview, where Lena was not known: two, and the secret that the mail of a third has. */
async function inviteElsewhere({ otto, lena, hillview, platform }: World) {
  const found = (name: string) =>
    idOf(otto.post('/api/v1/organizations', { name, type: 'school', parent_id: hillview }))
  // Only who showed that an address is theirs is invited by it.
  await platform.db.update(personEmail).set({ verifiedAt: 0 }).where(eq(personEmail.personId, lena.id))
  const invited = { name: lena.name, email: lena.email, roles: ['coach'] }
  const invite = (place: string) => idOf(otto.post(`/api/v1/organizations/${place}/invitations`, invited))
  const ownInvitation = await invite(await found('Hill School'))
  const secondInvitation = await invite(await found('Dale School'))
  await invite(hillview)
  await deliverMail(platform)
  const secrets = platform.mailbox.flatMap(({ text }) => /\/invitations\/([\w-]+)/.exec(text)?.[1] ?? [])
  return { ownInvitation, secondInvitation, invitationSecret: secrets.at(-1) ?? '' }
}

/** A file that Lena shows beside her award. */
async function awardWithSharedEvidence(world: World, badgeId: string) {
  const { ada, ravi, lena } = world
  const path = `/api/v1/submissions/${await startDraft(world, { badgeId })}`
  const type = { 'content-type': 'application/pdf' }
  const { id: evidence } = await bodyOf(await lena.post(`${path}/evidence?name=plan.pdf`, '%PDF-1.7', type))
  await lena.post(`${path}/submit`)
  await ravi.post(`${path}/reviews`, approval)
  const { id: award } = await bodyOf(await ada.post(`${path}/award`))
  await lena.patch(`${path}/evidence/${evidence}`, { shows_students: false, visibility: 'shared' })
  return { award, evidence }
}

const idOf = async (response: Promise<Response>): Promise<string> => (await bodyOf(await response)).id
const lastOf = (text: string, separator: string) => text.split(separator).at(-1) ?? ''
