import { sql } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyOf } from '../support/answers.ts'
import { deliverMail } from '../support/mailbox.ts'
import { issueAward } from '../support/progress.ts'
import { type BrowserSite, openBrowserSite } from './support/browser-site.ts'
import { checkAsShown, findFaults } from './support/look.ts'

let site: BrowserSite
beforeAll(async () => {
  site = await openBrowserSite()
})
afterAll(() => site.close())

test('the pages about oneself are without fault', async () => {
  const { lena, ada, lakeside, platform } = site
  const position = { person_id: lena.id, lane: 'instructional', starts_on: '2024-08-01' }
  const path = `/api/v1/organizations/${lakeside}/positions`
  await ada.post(path, { ...position, title: 'Teacher, grade 4' })
  await ada.post(path, { ...position, title: 'Substitute teacher', starts_on: '2022-08-01', ends_on: '2024-06-14' })
  await lena.post('/api/v1/me/emails', { email: 'lena.lindqvist@home.example', kind: 'personal' })
  const check = await pathSentTo('lena.lindqvist@home.example')
  await lena.post('/api/v1/me/emails', { email: 'lena.lindqvist.with.a.long.name@elementary.example', kind: 'work' })
  await lena.post('/api/v1/me/merge', { email: site.otto.email })
  const merge = await pathSentTo(site.otto.email)
  await lena.post('/api/v1/me/erasure')
  const erase = await pathSentTo(lena.email)
  await issueAward(site)
  await lena.post('/api/v1/me/exports')
  await deliverMail(platform)

  const { page, complaints } = await site.arrive(lena)
  const faults: string[] = []
  const unsubscribe = platform.mailbox.map(({ headers }) => headers['List-Unsubscribe']).find(Boolean) ?? ''
  const off = new URL(unsubscribe.slice(1, -1)).pathname
  for (const one of ['/me', '/me?done=saved', '/me/export', '/me/merge', '/me/erase', check, merge, erase, off])
    faults.push(...(await findFaults(page, one)))
  await page.goto(erase)
  await page.getByRole('button', { name: 'Erase my account' }).click()
  await page.getByText('Your account will be erased on May 21, 2026').waitFor()
  faults.push(...(await checkAsShown(page)))
  await page.getByRole('button', { name: 'Keep my account' }).click()
  await page.getByText('Your account stays as it is.').waitFor()
  expect([...faults, ...complaints]).toEqual([])
}, 90_000)

test('without script somebody adds a personal address, makes it the main one, and chooses a time zone', async () => {
  const { ravi, platform } = site
  await platform.db.run(sql`update person_email set verified_at = 1 where person_id = ${ravi.id}`)
  const { page } = await site.arrive(ravi, { javaScriptEnabled: false })
  await page.goto('/me')
  await page.getByLabel('Email', { exact: true }).fill('not an address')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByRole('alert').getByText('Enter an email address', { exact: false }).waitFor()
  expect(await page.getByLabel('Email', { exact: true }).inputValue()).toBe('not an address')
  await page.getByLabel('Email', { exact: true }).fill('Ravi@Home.example')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await said(page, 'We sent a link')
  await page.goto(await pathSentTo('ravi@home.example'))
  await page.getByRole('button', { name: 'Yes, it is mine' }).click()
  await said(page, 'The address is confirmed')
  await page.getByRole('button', { name: 'Make ravi@home.example the main address' }).click()
  await said(page, 'Mail goes to that address')
  await page.getByRole('button', { name: 'Remove ravi@lakeside.example' }).click()
  await said(page, 'The address is removed')

  await page.getByLabel('Name on credentials').fill('')
  await page.getByLabel('Time zone').selectOption('Pacific/Honolulu')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await page.getByRole('alert').getByText('Enter a name.').waitFor()
  await page.getByLabel('Name on credentials').fill('Ravi R. Rao')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await said(page, 'Saved.')
  const me = await bodyOf(await ravi.get('/api/v1/me'))
  expect(me).toMatchObject({ name: 'Ravi R. Rao', email: 'ravi@home.example', time_zone: 'Pacific/Honolulu' })
  await page.goto('/me/sessions')
  await page.getByText('5:00 AM HST').first().waitFor()
}, 60_000)

const said = (page: Page, words: string) => page.getByRole('status').getByText(words, { exact: false }).waitFor()

/** Where the newest link that was sent to an address leads. */
async function pathSentTo(email: string): Promise<string> {
  // Some are written by a job, and sent by the next.
  for (let step = 0; step < 2; step++) await deliverMail(site.platform)
  const mails = site.platform.mailbox.filter(({ to, text }) => to === email && text.includes('secret='))
  const [link = ''] = /http\S+secret=\S+/.exec(mails.at(-1)?.text ?? '') ?? []
  const { pathname, search } = new URL(link)
  return pathname + search
}
