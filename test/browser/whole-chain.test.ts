import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserSite, openBrowserSite } from './support/browser-site.ts'

let site: BrowserSite
beforeAll(async () => {
  site = await openBrowserSite()
})
afterAll(() => site.close())

const withoutScripts = { javaScriptEnabled: false }
const see = (page: Page, heading: string) => page.getByRole('heading', { name: heading }).first().waitFor()

test('from an idea to a badge that anyone can check, and back, without JavaScript', async () => {
  const ada = await site.arrive(site.ada, withoutScripts)
  await defineBadge(ada.page)
  await ada.page.getByRole('button', { name: 'Publish' }).click()
  await see(ada.page, 'Reading aloud')
  await ada.page.getByRole('link', { name: 'Version 1' }).click()
  const badgePath = new URL(ada.page.url()).pathname

  const lena = await site.arrive(site.lena, withoutScripts)
  await lena.page.goto(badgePath)
  await lena.page.getByRole('button', { name: 'Start' }).click()
  const workPath = new URL(lena.page.url()).pathname
  await addEvidence(lena.page)
  await lena.page.getByRole('button', { name: 'Submit for review' }).click()
  await lena.page.getByText('You sent it on').waitFor()

  const ravi = await site.arrive(site.ravi, withoutScripts)
  await ravi.page.goto('/review')
  await ravi.page.getByRole('link', { name: 'Start with the oldest' }).click()
  const reviewPath = new URL(ravi.page.url()).pathname
  expect(await ravi.page.content()).not.toContain('Lindqvist')
  await review(ravi.page, 'returned', 'Developing')

  await lena.page.goto(workPath)
  await see(lena.page, 'Feedback: not there yet')
  await lena.page.getByRole('button', { name: 'Submit for review' }).click()
  await ravi.page.goto(reviewPath)
  await review(ravi.page, 'approved', 'Demonstrated')
  await see(ravi.page, 'Review queue')

  await ada.page.goto('/awards')
  await ada.page.getByRole('button', { name: /Issue the badge/ }).click()
  await see(ada.page, 'This credential is valid')
  const credentialPath = new URL(ada.page.url()).pathname

  const visitor = await site.open(withoutScripts)
  await visitor.page.goto(credentialPath)
  expect(await visitor.page.title()).toMatch(/^This credential is valid: Reading aloud, earned by Lena Lindqvist/)
  expect(await visitor.page.getByRole('button', { name: 'Copy' }).isVisible()).toBe(false)
  await visitor.page.getByLabel('Type the email the person gave you').fill('lena@lakeside.example')
  await visitor.page.getByRole('button', { name: 'Compare' }).click()
  await visitor.page.getByText('Matches.', { exact: false }).waitFor()

  await ada.page.goto(`/awards/${credentialPath.split('/').at(-1)}/revoke`)
  await ada.page.getByLabel('Why do you take it back?').fill('Issued by mistake.')
  await ada.page.getByLabel('Show the reason on the public page').check()
  await ada.page.getByRole('button', { name: 'Take back' }).click()
  await ada.page.getByRole('alert').getByText('Check the box to say that you are sure').waitFor()
  await ada.page.getByLabel('Yes, take it back for good').check()
  await ada.page.getByRole('button', { name: 'Take back' }).click()
  await see(ada.page, 'Taken back by the issuer')

  await visitor.page.goto(credentialPath)
  expect(await visitor.page.title()).toMatch(/^Taken back by the issuer/)
  await visitor.page.getByText('Issued by mistake').waitFor()
  expect([ada, lena, ravi, visitor].flatMap(({ complaints }) => complaints)).toEqual([])
})

async function defineBadge(page: Page) {
  await page.goto('/badges')
  await page.getByRole('link', { name: 'New badge' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Reading aloud')
  await page.getByRole('button', { name: 'Remove Skill 3' }).click()
  await page.getByRole('button', { name: 'Save the draft' }).first().click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('One sentence').fill('Reads aloud so that a class listens.')
  await page.getByLabel('What must people do?').fill('Plan, record and **reflect** on one session.')
  for (const [row, skill] of ['Keeps the class listening', 'Reflects and adjusts'].entries()) {
    const fields = page.getByRole('group', { name: `Skill ${row + 1}` })
    await fields.getByLabel('What the person shows').fill(skill)
    for (const [level, words] of ['Reads.', 'Reads with breaks.', 'Reads so that all listen.'].entries())
      await fields.getByLabel('What does it look like?').nth(level).fill(words)
  }
  await page.getByRole('button', { name: 'Save the draft' }).first().click()
  await see(page, 'Reading aloud')
}

async function addEvidence(page: Page) {
  await page.getByLabel('Choose files').setInputFiles({
    name: 'plan.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Week 1: short stories. Week 2: longer ones.'),
  })
  await page.getByRole('button', { name: 'Add a file' }).click()
  await page.getByText('plan.txt').first().waitFor()
  await page.getByText('Write something').first().click()
  const form = page.locator('details', { has: page.getByLabel('Your text') })
  await form.getByLabel('Name it').fill('Reflection')
  await form.getByLabel('Your text').fill('I paused after each page, and they asked for more.')
  await form.getByLabel(/^No /).check()
  await form.getByRole('button').click()
  await page.getByRole('button', { name: 'Show it on my badge page Reflection' }).click()
  await page.getByText('Public', { exact: true }).waitFor()
}

async function review(page: Page, decision: 'approved' | 'returned', level: string) {
  for (const row of await page.locator('fieldset.rub').all()) {
    await row.getByLabel(level).check({ force: true })
    if (decision === 'returned') await row.getByLabel('Comment on this skill').fill('Show one more session.')
  }
  await page.getByLabel('Feedback to the educator').fill('You keep them listening. Next, show how you adjust.')
  await page.getByRole('radio', { name: decision === 'approved' ? /^Approve/ : /^Return/ }).check()
  await page.getByRole('button', { name: 'Send and open next' }).click()
}
