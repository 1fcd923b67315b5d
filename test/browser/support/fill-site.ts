import { readRoster } from '../../../src/identity/rosters/read-roster.ts'
import { bodyOf } from '../../support/answers.ts'
import type { TestPerson } from '../../support/people.ts'
import { issueAward, publishBadge, startDraft, submitWork } from '../../support/progress.ts'
import { bundle11 } from '../../support/rosters.ts'
import type { BrowserSite } from './browser-site.ts'

export type FilledSite = Awaited<ReturnType<typeof fillSite>>

/** One of everything that a page can show. */
export async function fillSite(there: BrowserSite) {
  const { ada, lakeside } = there
  const badgeId = await publishBadge(there, { name: 'Leads discussions in which every student speaks' })
  const award = await issueAward(there, { badgeId })
  const revoked = await issueAward(there, { badgeId: await publishBadge(there, { name: 'Taken back' }) })
  await ada.post(`/api/v1/awards/${revoked}/revoke`, { reason: 'Issued by mistake.', is_reason_public: true })
  const draft = await startDraft(there, { badgeId: await publishBadge(there, { name: 'Begun' }) })
  const waiting = await submitWork(there, { badgeId: await publishBadge(there, { name: 'Waiting' }) })
  const { badge } = await bodyOf(await ada.get(`/api/v1/awards/${award}`))
  const sendRoster = async (file: Uint8Array<ArrayBuffer>, type: string) => {
    const path = `/api/v1/organizations/${lakeside}/rosters?name=Staff%20of%20fall`
    return (await bodyOf(await ada.post(path, file, { 'content-type': type }))).id
  }
  const mapping = await sendRoster(
    new TextEncoder().encode('Name,Email,School\nMaya Ortiz,maya@lakeside.example,Oak'),
    'text/csv',
  )
  await ada.post(`/api/v1/rosters/${mapping}/cancel`)
  const users = [
    't1,,true,s1,teacher,Maya,Ortiz,maya@lakeside.example',
    't2,,true,s9,aide,Sam,Reed,sam@lakeside.example',
  ]
  const roster = await sendRoster(bundle11({ orgs: ['s1,,Oak Elementary,school,'], users }), 'application/zip')
  await readRoster(there.platform, roster)
  const position = { person_id: there.lena.id, title: 'Teacher, grade 4', starts_on: '2024-08-01' }
  const { id: positionId } = await bodyOf(await ada.post(`/api/v1/organizations/${lakeside}/positions`, position))
  for (const mode of ['award', 'copy'])
    await ada.post(`/api/v1/badges/${badgeId}/shares`, { organization_id: there.hillview, mode })
  return {
    award: `/c/${award}`,
    revoked: `/c/${revoked}`,
    achievement: `/achievements/${badge.version_id}`,
    issuer: `/issuers/${lakeside}`,
    badge: `/badges/${badgeId}`,
    sharedBadge: `/badges/shared/${badgeId}`,
    draft: `/work/${draft}`,
    waiting: `/work/${waiting}`,
    review: `/review/${waiting}`,
    revoke: `/awards/${award}/revoke`,
    newBadge: `/badges/new?issuer=${lakeside}`,
    people: `/organizations/${lakeside}/people`,
    organization: `/organizations/${lakeside}`,
    roster: `/admin/rosters/${roster}`,
    canceledRoster: `/admin/rosters/${mapping}`,
    sendRoster: `/organizations/${lakeside}/rosters/new`,
    settings: `/organizations/${lakeside}/settings`,
    learner: `/organizations/${lakeside}/people/${there.lena.id}`,
    newPosition: `/organizations/${lakeside}/people/${there.lena.id}/positions/new`,
    position: `/organizations/${lakeside}/people/${there.lena.id}/positions/${positionId}`,
  }
}

/** What strangers see. */
export const publicPages = (paths: FilledSite): string[] => [
  '/',
  '/verify',
  '/catalog',
  '/catalog?q=nothing',
  '/help',
  '/accessibility',
  '/accessibility/conformance',
  '/privacy',
  '/signin',
  paths.award,
  paths.revoked,
  paths.achievement,
  paths.issuer,
  '/problems',
  '/problems/unknown-context',
  '/no-such-page',
]

/** What people who signed in see, by who sees it. */
export const pagesOf = (there: BrowserSite, paths: FilledSite): (readonly [TestPerson, readonly string[]])[] => [
  [there.lena, ['/home', paths.draft, paths.waiting, paths.achievement]],
  [there.ravi, ['/review', paths.review]],
  [there.ada, ['/badges', paths.newBadge, paths.badge, `${paths.badge}/edit`, '/awards', paths.revoke, paths.people]],
  [there.ada, ['/organizations', paths.organization, paths.settings, `${paths.organization}/issuer`]],
  [there.ada, [paths.learner, `${paths.learner}?position=added`, paths.newPosition, paths.position]],
  [there.ada, ['/admin/rosters', paths.roster, paths.canceledRoster, paths.sendRoster]],
  [there.ada, [`${paths.badge}/share`]],
  [there.otto, ['/badges/shared', paths.sharedBadge]],
  [there.lena, ['/organizations', '/organizations/join']],
  [there.grace, ['/organizations', '/organizations/new', '/issuers/new']],
]
