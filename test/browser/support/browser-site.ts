import { createServer } from 'node:net'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { serve } from '../../../src/node/server.ts'
import { nodeWorld, type World } from '../../support/world.ts'

export interface BrowserSite extends World {
  origin: string
  /** A browser of its own, without cookies. */
  open(options?: BrowserContextOptions): Promise<Tab>
  /** The same, signed in through the page for it. */
  arrive(person: { name: string }, options?: BrowserContextOptions): Promise<Tab>
  close(): Promise<void>
}

/** A page with an eye on what a strict content security policy and a private server promise. */
export interface Tab {
  page: Page
  context: BrowserContext
  /** What the console complained about, and every request that left this server. */
  complaints: string[]
}

/** The whole server on a port of this machine, two districts in it, and Chromium before it. */
export async function openBrowserSite(): Promise<BrowserSite> {
  const port = await findFreePort()
  const origin = `http://localhost:${port}`
  const settings = { PUBLIC_ORIGIN: origin, PORT: String(port), HOST: 'localhost', DEVELOPMENT_SIGN_IN: 'on' }
  const there = await nodeWorld({ settings })
  const publicFolder = new URL('../../../dist/public/', import.meta.url).pathname
  const server = await serve(there.app, there.platform, { publicFolder })
  launched ??= launch()
  const browser = await launched
  const contexts: BrowserContext[] = []
  const open = async (options?: BrowserContextOptions) => {
    const tab = await openTab(browser, origin, options)
    contexts.push(tab.context)
    return tab
  }
  return {
    ...there,
    origin,
    open,
    async arrive(person, options) {
      const tab = await open(options)
      await tab.page.goto('/signin')
      await tab.page.getByRole('button', { name: person.name }).click()
      await tab.page.waitForURL('**/home')
      return tab
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()))
      await server.close()
    },
  }
}

/** One for all files of this process, which ends with it: a browser takes longer to start than most of these tests. */
let launched: Promise<Browser> | undefined

const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

async function openTab(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({ baseURL: origin, reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    // The browser notes each answer that is not 2xx or 3xx; pages that say no on purpose are such answers.
    const isStatus = /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())
    if (message.type() === 'error' && !isStatus) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) complaints.push(`left this server: ${request.url()}`)
  })
  return { page, context, complaints }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}
