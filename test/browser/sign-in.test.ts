import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type IdentityProvider, openIdentityProvider } from '../support/identity-provider.ts'
import { deliverMail } from '../support/mailbox.ts'
import { startDraft } from '../support/progress.ts'
import { type BrowserSite, openBrowserSite, type Tab } from './support/browser-site.ts'
import { checkAsShown, findFaults } from './support/look.ts'

let site: BrowserSite
let idp: IdentityProvider
beforeAll(async () => {
  site = await openBrowserSite()
  idp = await openIdentityProvider(site)
})
afterAll(async () => {
  await idp.close()
  await site.close()
})

async function pathInMail(): Promise<{ path: string; code: string }> {
  await deliverMail(site.platform)
  await deliverMail(site.platform)
  const text = site.platform.mailbox.at(-1)?.text ?? ''
  return {
    path: /\/signin\/link\?secret=[\w-]+/.exec(text)?.[0] ?? '',
    code: /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(text)?.[0] ?? '',
  }
}

/** What the provider's own pages do with a browser. Says what left for it besides. */
async function standInForProvider(page: Page) {
  await page.route(`${idp.issuer}/**`, async (route) => {
    const back = `${site.origin}${await idp.visit(route.request().url())}`
    const body = `<meta http-equiv="refresh" content="0; url=${back.replaceAll('&', '&amp;')}">`
    await route.fulfill({ contentType: 'text/html', body })
  })
}
const complaintsOf = ({ complaints }: Tab) => complaints.filter((line) => !line.includes(idp.issuer))

/** A virtual authenticator of this tab's own, with a finger that is always there. */
async function plugInAuthenticator({ page, context }: Tab) {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable', { enableUI: false })
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

test('a link by mail signs in without scripts, and every page on the way is without fault', async () => {
  const tab = await site.open({ javaScriptEnabled: false })
  const { page } = tab
  await page.goto('/home')
  expect(new URL(page.url()).pathname).toBe('/signin')
  await page.getByLabel('Email address').fill('lena at lakeside')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByRole('alert').getByText('Enter an email address').waitFor()
  await page.getByLabel('Email address').fill(site.lena.email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  const { path } = await pathInMail()
  await page.goto(path)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: `Hello, ${site.lena.name}` }).waitFor()
  await page.goto(path)
  await page.getByRole('button', { name: 'Send me a new link' }).click()
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  expect(tab.complaints).toEqual([])

  const looking = await site.open()
  await looking.page.goto('/signin/email')
  await looking.page.getByLabel('Email address').fill(site.ravi.email)
  await looking.page.getByRole('button', { name: 'Send the link' }).click()
  await looking.page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  const mail = await pathInMail()
  const faults: string[] = []
  const ways = ['/signin', '/signin?kept=lost', '/signin/email?next=/home', '/signin/email', mail.path]
  for (const one of [...ways, '/signin/link?secret=old']) faults.push(...(await findFaults(looking.page, one)))
  await looking.page.goto('/signin/email')
  await looking.page.getByLabel('Code from the mail').fill(mail.code.toLowerCase())
  await looking.page.getByRole('button', { name: 'Sign in with the code' }).click()
  await looking.page.getByRole('heading', { name: `Hello, ${site.ravi.name}` }).waitFor()
  faults.push(...(await findFaults(looking.page, '/me/sessions')))
  expect([...faults, ...looking.complaints]).toEqual([])
}, 60_000)

test('a passkey is made with a name, signs in by itself, and is removed', async () => {
  const tab = await site.arrive(site.lena)
  const { page } = tab
  await plugInAuthenticator(tab)
  const faults = await findFaults(page, '/me/passkeys')
  await page.goto('/me/passkeys')
  await page.getByLabel('Name', { exact: true }).fill('Work laptop')
  await page.getByRole('button', { name: 'Make the passkey' }).click()
  await page.getByText('Not used yet').waitFor()
  await page.getByText('Menu', { exact: false }).first().click()
  await page.getByRole('button', { name: 'Sign out' }).click()

  // Among the suggestions for the address, of which this authenticator takes the first.
  await page.goto('/signin')
  await page.getByRole('heading', { name: `Hello, ${site.lena.name}` }).waitFor()
  await page.getByText('Menu', { exact: false }).first().click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  // A browser that suggests none has the button.
  await page.addInitScript('PublicKeyCredential.isConditionalMediationAvailable = undefined')
  await page.goto('/signin')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('heading', { name: `Hello, ${site.lena.name}` }).waitFor()
  faults.push(...(await findFaults(page, '/me/passkeys')))
  await page.goto('/me/passkeys')
  await page.getByText('Last used').waitFor()
  await page.getByRole('button', { name: 'Remove Work laptop' }).click()
  await page.getByText('You have no passkey yet').waitFor()
  expect([...faults, ...tab.complaints]).toEqual([])
}, 60_000)

test('without scripts there is no passkey to be had, and the page says so', async () => {
  const tab = await site.arrive(site.lena, { javaScriptEnabled: false })
  await tab.page.goto('/me/passkeys')
  await tab.page.getByText('This browser cannot make passkeys').waitFor()
  expect(await tab.page.getByRole('button', { name: 'Make the passkey' }).count()).toBe(0)
})

test('an administrator tries a provider, sees what it says, saves it, and people come in with it', async () => {
  const tab = await site.arrive(site.grace)
  const { page } = tab
  await standInForProvider(page)
  const faults = await findFaults(page, '/admin/sso')
  await page.goto('/admin/sso')
  await page.getByRole('button', { name: 'Test sign-in' }).click()
  await page.getByRole('alert').waitFor()
  faults.push(...(await checkAsShown(page)))
  const fill = async (name: string, value: string) => page.getByLabel(name, { exact: true }).fill(value)
  await page.getByLabel('Provider', { exact: true }).selectOption('other')
  await page.getByLabel('Organization', { exact: true }).selectOption(site.lakeside)
  await fill('Name on the button', 'Lakeside account')
  await fill('Issuer', idp.issuer)
  await fill('Client ID', idp.clientId)
  await fill('Client secret', 'not the secret')
  await fill('Domains', 'lakeside.example')
  idp.person = { sub: 'grace-there', email: 'grace@lakeside.example', email_verified: true, name: 'Grace G.' }
  await page.getByRole('button', { name: 'Test sign-in' }).click()
  await page.getByRole('heading', { name: 'The test did not work' }).waitFor()
  await page.getByText('invalid_client').waitFor()
  faults.push(...(await checkAsShown(page)))

  await page.goto('/admin/sso')
  await page.getByLabel('Provider', { exact: true }).selectOption('other')
  await page.getByLabel('Organization', { exact: true }).selectOption(site.lakeside)
  await fill('Name on the button', 'Lakeside account')
  await fill('Issuer', idp.issuer)
  await fill('Client ID', idp.clientId)
  await fill('Client secret', idp.clientSecret)
  await fill('Domains', 'lakeside.example')
  await page.getByRole('button', { name: 'Test sign-in' }).click()
  await page.getByText('is verified and of one of your domains').waitFor()
  await page.getByText('grace-there').waitFor()
  faults.push(...(await checkAsShown(page)))
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/trial.png`, fullPage: true })
  await page.getByRole('button', { name: 'Save and switch on' }).click()
  await page.getByText('People can sign in with it now').waitFor()
  faults.push(...(await findFaults(page, '/admin/sso')))

  const lenas = await site.open({ javaScriptEnabled: false })
  await standInForProvider(lenas.page)
  const looking = await site.open()
  faults.push(...(await findFaults(looking.page, '/signin')))
  idp.person = { sub: 'lena-there', email: site.lena.email, email_verified: true, name: 'Lena L.' }
  await lenas.page.goto('/signin')
  await lenas.page.getByRole('button', { name: 'Continue with Lakeside account' }).click()
  await lenas.page.getByRole('heading', { name: `Hello, ${site.lena.name}` }).waitFor()
  expect([...faults, ...complaintsOf(tab), ...complaintsOf(lenas)]).toEqual([])
}, 60_000)

test('what is typed when a session ends is sent after signing in again', async () => {
  const tab = await site.arrive(site.lena)
  const { page } = tab
  const draft = await startDraft(site)
  await page.goto(`/work/${draft}`)
  await page.locator('details:has([name=text_name]) > summary').click()
  await page.locator('[name=text_name]').fill('Reflection')
  await page.locator('[name=text_words]').fill('What I tried and what changed.')
  site.clock.forward({ hours: 13 })
  await page.locator('[formaction$="/texts"]').click()
  await page.getByText('What you typed is kept').waitFor()
  await page.getByRole('button', { name: site.lena.name }).click()
  await page.getByRole('heading', { name: 'You were in the middle of something' }).waitFor()
  const faults = await findFaults(page, '/signin/kept')
  await page.goto('/signin/kept')
  await page.getByRole('button', { name: 'Send it now' }).click()
  await page.getByText('What I tried and what changed.').waitFor()
  expect(new URL(page.url()).pathname).toBe(`/work/${draft}`)
  expect([...faults, ...tab.complaints]).toEqual([])
}, 60_000)
