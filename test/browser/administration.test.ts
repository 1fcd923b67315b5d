import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliverMail } from '../support/mailbox.ts'
import { issueAward } from '../support/progress.ts'
import { type BrowserSite, openBrowserSite } from './support/browser-site.ts'
import { findFaults } from './support/look.ts'

let site: BrowserSite
beforeAll(async () => {
  site = await openBrowserSite()
  await issueAward(site)
  await deliverMail(site.platform)
})
afterAll(() => site.close())

test('pages of whoever runs the server, and everybody’s messages, are without fault', async () => {
  const faults: string[] = []
  const { page, complaints } = await site.arrive(site.grace)
  for (const path of [
    '/admin',
    '/admin/email',
    '/admin/audit',
    '/admin/audit?from=then',
    '/admin/audit/verify',
    '/setup',
  ])
    faults.push(...(await findFaults(page, path)))
  const hers = await site.arrive(site.lena)
  faults.push(...(await findFaults(hers.page, '/me/messages')))
  const theirs = await site.arrive(site.ada)
  faults.push(...(await findFaults(theirs.page, '/admin/audit?action=award.issued')))
  expect([...faults, ...complaints, ...hers.complaints, ...theirs.complaints]).toEqual([])
}, 60_000)

test('an administrator looks after the server without a script', async () => {
  const { page } = await site.arrive(site.grace, { javaScriptEnabled: false })
  const menu = page.getByRole('navigation', { name: 'Main' })
  await menu.getByText('Menu').click()
  await menu.getByRole('link', { name: 'Administration' }).click()
  await page.getByRole('heading', { name: 'Health of this installation' }).waitFor()
  await page.getByRole('link', { name: 'Mail', exact: true }).click()
  await page.getByRole('button', { name: 'Send me a test' }).click()
  await page.getByText('A test is on its way to you.', { exact: false }).waitFor()
  await menu.getByText('Menu (1)').click()
  await menu.getByRole('link', { name: 'Messages (1)' }).click()
  await page.getByRole('heading', { name: 'Mail from Signet works' }).waitFor()
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await menu.getByText('Menu', { exact: true }).waitFor()
  await page.goto('/admin/audit')
  await page.getByLabel('What was done').selectOption('mail.tested')
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('rowheader', { name: 'Tested mail' }).waitFor()
  await page.getByRole('link', { name: 'Check the whole log' }).click()
  await page.getByRole('heading', { name: 'The log is intact' }).waitFor()
})
