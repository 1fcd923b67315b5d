import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { markEmailVerified } from '../../src/identity/people/emails-store.ts'
import { searchAudit } from '../../src/operations/installation/read-audit.ts'
import type { AuditAction } from '../../src/platform/audit/audit-actions.ts'
import { type AuditEvent, commit } from '../../src/platform/audit/audit-log.ts'
import { issueAward, publishBadge } from '../support/progress.ts'
import { type World, world } from '../support/world.ts'

const rowsOf = (html: string) => html.match(/<th scope="row">/g)?.length ?? 0
const csvOf = async (response: Response) => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
  return { hasMark: text.startsWith('\ufeff'), lines: text.trim().split('\r\n') }
}
const actions = async ({ platform }: World, person: World['ada'], question: Parameters<typeof searchAudit>[2] = {}) =>
  (await searchAudit(platform, person.actor, question, { limit: 200 })).entries.map(({ action }) => action)

test('an administrator reads everything, an owner what is about their organizations, and nobody else anything', async () => {
  const everyone = await world()
  const { ada, grace, lena, ravi, otto, lakeside } = everyone
  await issueAward(everyone)
  const all = await actions(everyone, grace)
  const hers = await actions(everyone, ada)
  expect(all).toContain('person.created')
  for (const action of [
    'issuer.created',
    'badge.published',
    'submission.submitted',
    'submission.approved',
    'award.issued',
  ])
    expect([action, hers.includes(action)]).toEqual([action, true])
  expect(hers).not.toContain('person.created')
  expect(await actions(everyone, otto)).toEqual(['issuer.created'])
  const found = await searchAudit(everyone.platform, ada.actor, {}, { limit: 200 })
  expect(found.entries.find(({ action }) => action === 'issuer.created')?.subject).toBe(lakeside)
  for (const person of [lena, ravi]) expect((await person.browser.get('/admin/audit')).status).toBe(404)
  for (const person of [lena, ravi]) expect((await person.browser.get('/admin/audit.csv')).status).toBe(404)
  for (const person of [lena, ada, otto]) expect((await person.browser.get('/admin/audit/verify')).status).toBe(404)
})

test('entries are found by who, what, about what and when', async () => {
  const everyone = await world()
  const { ada, grace, ravi, clock } = everyone
  const award = await issueAward(everyone)
  clock.forward({ hours: 10 })
  await publishBadge(everyone)
  expect(new Set(await actions(everyone, grace, { actor: ravi.email }))).toEqual(new Set(['submission.approved']))
  expect(await actions(everyone, grace, { actor: ravi.id })).toEqual(['submission.approved'])
  expect(await actions(everyone, grace, { actor: 'nobody@lakeside.example' })).toEqual([])
  expect(await actions(everyone, grace, { subject: award })).toEqual(['award.issued'])
  expect(await actions(everyone, ada, { action: 'badge.published' })).toHaveLength(2)
  const page = async (query: string) => await (await grace.browser.get(`/admin/audit${query}`)).text()
  expect(await actions(everyone, ada, { from: new Date('2026-05-15') })).toEqual(['badge.published', 'badge.defined'])
  expect(rowsOf(await page('?from=2026-05-15&until=2026-05-15'))).toBe(2)
  expect(rowsOf(await page('?from=2026-05-16'))).toBe(0)
  expect(await page(`?actor=${ravi.id}`)).toContain('Ravi Rao')
  expect(await page(`?subject=${award}`)).toContain('Facilitates discussions')
  const wrong = await grace.browser.get('/admin/audit?from=yesterday')
  expect([wrong.status, (await wrong.text()).includes('such as 2026-05-14')]).toEqual([422, true])
})

test('a long log is read page by page, and a rare entry is found behind many others', async () => {
  const everyone = await world()
  const { platform, grace } = everyone
  const write = (action: AuditAction, count: number) =>
    commit(
      platform,
      Array.from({ length: count }, () => ({ actor: 'system', action, subject: 's' })),
      [],
    )
  await write('installation.link-made', 1)
  await write('mail.sent-again', 60)
  const first = await (await grace.browser.get('/admin/audit?actor=system')).text()
  expect(rowsOf(first)).toBe(50)
  const older = /href="([^"]+)" rel="next"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(rowsOf(await (await grace.browser.get(older)).text())).toBe(11)
  expect(await actions(everyone, grace, { action: 'installation.link-made' })).toEqual(['installation.link-made'])
})

test('one page looks behind tens of thousands of entries, and an entry is found at once by what it is about', async () => {
  const everyone = await world()
  const { platform, grace, ada } = everyone
  const { seq: start = 0, hash } = (await searchAudit(platform, grace.actor, {}, { limit: 1 })).entries[0] ?? {}
  // Linked, and not hashed: nobody checks this chain.
  await platform.db.run(sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 45000)
    insert into audit_entry select ${start} + i, 1, 'system', 'mail.sent-again', 's-' || (i % 1000), '{}',
      case i when 1 then ${hash} else 'h' || (i - 1) end, 'h' || i from n`)
  expect(await actions(everyone, grace, { action: 'badge.published' })).toEqual([])
  expect(await actions(everyone, ada)).toEqual(['issuer.created'])
  const { entries, older } = await searchAudit(platform, grace.actor, { subject: 's-7' }, { limit: 20 })
  expect(entries.map(({ seq }) => seq - start)).toEqual(Array.from({ length: 20 }, (_, n) => 44_007 - n * 1000))
  const rest = await searchAudit(platform, grace.actor, { subject: 's-7' }, { limit: 50, newest: older })
  expect([rest.entries.length, rest.older]).toEqual([25, undefined])
})

test('an owner finds people by the address of their lists, and learns of no other whose it is', async () => {
  const everyone = await world()
  const { ada, grace, ravi, platform } = everyone
  await issueAward(everyone)
  await ravi.post('/api/v1/me/emails', { email: 'ravi@home.example', kind: 'personal' })
  await markEmailVerified(platform.db, { personId: ravi.id, email: 'ravi@home.example', at: 1 })
  expect(await actions(everyone, ada, { actor: ravi.email })).toEqual(['submission.approved'])
  expect(await actions(everyone, ada, { actor: 'ravi@home.example' })).toEqual([])
  expect(await actions(everyone, grace, { actor: 'ravi@home.example' })).toContain('submission.approved')
})

test('the download has every entry that fits, and nothing in it is a formula', async () => {
  const everyone = await world()
  const { platform, grace, ada } = everyone
  await commit(
    platform,
    Array.from(
      { length: 1200 },
      (_, n): AuditEvent => ({ actor: 'system', action: 'mail.sent-again', subject: `=cmd|${n}` }),
    ),
    [],
  )
  const response = await grace.browser.get('/admin/audit.csv?action=mail.sent-again')
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const { hasMark, lines } = await csvOf(response)
  expect([hasMark, lines.length]).toEqual([true, 1201])
  expect(lines[1]).toContain(`"'=cmd|1199"`)
  expect(lines.filter((line) => /(^|,)"?=/.test(line))).toEqual([])
  expect((await csvOf(await ada.browser.get('/admin/audit.csv?action=mail.sent-again'))).lines).toHaveLength(1)
})

test('the whole log can be checked on a page, and a long one in steps', async () => {
  const { platform, grace } = await world()
  const intact = await (await grace.browser.get('/admin/audit/verify')).text()
  expect(intact).toContain('The log is intact')
  const head = /<span class="line id">([0-9a-f]{64})</.exec(intact)?.[1]
  const [last] = (await searchAudit(platform, grace.actor, {}, { limit: 1 })).entries
  expect(head).toBe(last?.hash)
  const wrong = await (await grace.browser.get(`/admin/audit/verify?seq=1&hash=${'a'.repeat(64)}`)).text()
  expect(wrong).toContain('The log was changed')
  expect(await (await grace.browser.get('/admin/audit/verify?seq=x')).text()).toContain('The log is intact')
})

test('an entry of before one spelling was settled is shown and found under the name of today', async () => {
  const everyone = await world()
  const { platform, ada, grace, lakeside } = everyone
  // As it was written then, so that its hash holds.
  const written = (action: string, details: Record<string, string>) =>
    commit(platform, { actor: ada.id, action: action as AuditAction, subject: 'b-1', details }, [])
  await written('organisation.renamed', { organisation: lakeside })
  await written('awards.bulk-cancelled', { organisation: lakeside })
  await written('toString', {})
  expect(await actions(everyone, ada, { subject: 'b-1' })).toEqual(['awards.bulk-canceled', 'organization.renamed'])
  expect(await actions(everyone, grace, { subject: 'b-1' })).toContain('toString')
  await commit(platform, { actor: ada.id, action: 'awards.bulk-canceled', subject: 'b-2' }, [])
  for (const action of ['awards.bulk-canceled', 'awards.bulk-cancelled']) {
    expect(await actions(everyone, grace, { action })).toEqual(['awards.bulk-canceled', 'awards.bulk-canceled'])
    const page = await (await grace.browser.get(`/admin/audit?action=${action}`)).text()
    // In two rows and in the filter.
    expect([rowsOf(page), page.split('Canceled to award many').length - 1]).toEqual([2, 3])
    expect(page).toContain('<option value="awards.bulk-canceled" selected')
  }
  const { lines } = await csvOf(await grace.browser.get('/admin/audit.csv?action=organization.renamed'))
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(',organization.renamed,')
  expect(lines[1]).toMatch(/,organisation\.renamed$/)
  expect(await (await grace.browser.get('/admin/audit/verify')).text()).toContain('The log is intact')
})
