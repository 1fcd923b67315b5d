import { sql } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type BrowserSite, openBrowserSite, type Tab } from './support/browser-site.ts'
import { type FilledSite, fillSite, pagesOf, publicPages } from './support/fill-site.ts'
import { findFaultsOfWords } from './support/look.ts'
import { speakPseudo } from './support/pseudo-language.ts'

let site: BrowserSite
let paths: FilledSite
let data: ReadonlySet<string>
beforeAll(async () => {
  site = await openBrowserSite()
  paths = await fillSite(site)
  data = await wordsOfData(site)
})
afterAll(() => site.close())

let endOfPseudo: (() => void) | undefined
afterEach(() => {
  endOfPseudo?.()
  endOfPseudo = undefined
})

const admin = ['/admin', '/admin/email', '/admin/audit', '/admin/audit/verify', '/admin/sso', '/setup']
const own = ['/me', '/me/messages', '/me/export', '/me/merge', '/me/erase', '/me/sessions', '/me/passkeys']

async function walk(language: 'es' | 'pseudo', look: (page: Page, path: string) => Promise<string[]>) {
  const everybody: [Tab, readonly string[]][] = [[await site.open(), publicPages(paths)]]
  for (const [person, theirs] of [...pagesOf(site, paths), [site.grace, admin], [site.lena, own]] as const)
    everybody.push([await site.arrive(person), theirs])
  if (language === 'pseudo') endOfPseudo = speakPseudo()
  const faults: string[] = []
  for (const [{ page, context, complaints }, theirs] of everybody) {
    if (language === 'es') await context.addCookies([{ name: 'language', value: 'es', url: site.origin }])
    for (const path of theirs) faults.push(...(await look(page, path)))
    faults.push(...complaints)
    await context.close()
  }
  return faults
}

test('in Spanish every page fits a narrow phone, is without fault, and leaves nothing in English', async () => {
  const faults = await walk('es', async (page, path) => [
    ...(await findFaultsOfWords(page, path)),
    ...((await page.locator('html').getAttribute('lang')) === 'es'
      ? []
      : [`${path}: does not say that it is in Spanish`]),
    ...leftIn(path, await wordsOf(page), (word) => english.has(word.toLowerCase())),
  ])
  expect(faults).toEqual([])
}, 240_000)

test('in a language a third longer every page fits a narrow phone, and no word stands in code', async () => {
  const faults = await walk('pseudo', async (page, path) => [
    ...(await findFaultsOfWords(page, path)),
    ...leftIn(path, await wordsOf(page), () => true),
  ])
  expect(faults).toEqual([])
}, 240_000)

/** Words that Spanish has not. */
const english = new Set('the and with your this that from for you are was has have not which who what when'.split(' '))

const leftIn = (path: string, words: readonly string[], isEnglish: (word: string) => boolean): string[] =>
  [...new Set(words)]
    .filter((word) => isEnglish(word) && !data.has(word.toLowerCase()))
    .map((word) => `${path}: leaves “${word}”`)

/** All that is shown or read out, in words of three plain letters or more. Code and what is in another language are not ours. */
async function wordsOf(page: Page): Promise<string[]> {
  const text: unknown = await page.evaluate(`(() => {
    const said = []
    for (const one of document.querySelectorAll('[lang]:not(html), select[name=time_zone], select[name=timeZone], code, pre, .mono, script, style')) one.remove()
    for (const one of document.querySelectorAll('*'))
      for (const name of ['aria-label', 'alt', 'title', 'placeholder', 'data-label', 'data-words', 'content'])
        if (one.hasAttribute(name) && one.localName !== 'meta') said.push(one.getAttribute(name))
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) said.push(texts.currentNode.data)
    said.push(document.title)
    return said.join(' ')
  })()`)
  const plain = String(text).replaceAll(/\S*(?:[@/_]|\w\.\w|\d)\S*/g, ' ')
  return plain.match(/(?<![\p{L}\p{M}])[A-Za-z]{3,}(?![\p{L}\p{M}])/gu) ?? []
}

/** Every word of every row, and what Intl says of dates and languages. */
async function wordsOfData({ platform }: BrowserSite): Promise<ReadonlySet<string>> {
  const tables = await platform.db.all<{ name: string }>(
    sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
  )
  const rows = await Promise.all(tables.map(({ name }) => platform.db.all(sql`select * from ${sql.identifier(name)}`)))
  const fixed =
    'nothing Chrome Linux Node Aug January February March April May June July August September October November December EDT UTC GMT AM PM English Español Signet JSON PNG SVG JWT PDF CSV HTML ZIP API QR ID URL'
  return new Set(`${JSON.stringify(rows)} ${fixed}`.toLowerCase().match(/[a-z]{3,}/g) ?? [])
}
