import axe, { type AxeResults, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const desktop = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * What is wrong with a page as people meet it: wide and light, small and dark, and the other two for their colors; and
 * how far it scrolls sideways at 320 pixels. Leaves a picture of each where PICTURES names a folder.
 */
export async function findFaults(page: Page, path: string): Promise<string[]> {
  await page.setViewportSize(desktop)
  await page.emulateMedia({ colorScheme: 'light' })
  const response = await page.goto(path)
  const faults = checkWeight(path, (await response?.text()) ?? '')
  faults.push(...(await runAxe(page, 'wide, light')))
  await takePicture(page, path, 'desktop')
  await page.emulateMedia({ colorScheme: 'dark' })
  faults.push(...(await runAxe(page, 'wide, dark', ['color-contrast'])))
  await takePicture(page, path, 'dark')
  await page.setViewportSize(phone)
  faults.push(...(await runAxe(page, 'small, dark')))
  await page.emulateMedia({ colorScheme: 'light' })
  faults.push(...(await runAxe(page, 'small, light', ['color-contrast'])))
  await takePicture(page, path, 'phone')
  await page.setViewportSize({ width: 320, height: 700 })
  const excess = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
  if (excess !== 0) faults.push(`${path}: scrolls ${excess} pixels sideways at 320`)
  faults.push(...(await checkOnPaper(page, path)), ...(await checkInForcedColors(page, path)))
  return faults
}

/** What other words than the English ones could spoil, on the narrowest phone: room, and what is read out. */
export async function findFaultsOfWords(page: Page, path: string): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 700 })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(path)
  const faults: unknown = await page.evaluate(`(() => {
    for (const one of document.querySelectorAll('details')) one.open = true
    const excess = document.documentElement.scrollWidth - window.innerWidth
    const hides = (one) => ['hidden', 'clip'].includes(getComputedStyle(one).overflowX) && !one.closest('.vh')
    const rightOfText = (one) => {
      const range = document.createRange()
      const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
      let right = 0
      while (texts.nextNode()) {
        if (texts.currentNode.parentElement.closest('.vh')) continue
        range.selectNodeContents(texts.currentNode)
        right = Math.max(right, ...[...range.getClientRects()].map((box) => box.right))
      }
      return right
    }
    const isCut = (one) => hides(one) && one.checkVisibility() && rightOfText(one) > one.getBoundingClientRect().right + 1
    return [
      ...(excess > 0 ? ['scrolls ' + excess + ' pixels sideways at 320'] : []),
      ...[...document.querySelectorAll('body *')].filter(isCut).map((one) => 'cuts off ' + one.className + ': ' + one.textContent.slice(0, 40)),
    ]
  })()`)
  await takePicture(page, path, 'narrow')
  return [...toFaults(path, faults), ...(await runAxe(page, 'narrow'))]
}

/** Letter paper between our margins: narrower than what pages take for a desk. */
async function checkOnPaper(page: Page, path: string): Promise<string[]> {
  await page.setViewportSize({ width: 695, height: 900 })
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const faults: unknown = await page.evaluate(`[
    ...[...document.querySelectorAll('td, th')].filter((cell) => cell.checkVisibility() &&
      getComputedStyle(cell).display !== 'table-cell').slice(0, 1).map(() => 'prints a table as cards'),
    ...[...document.querySelectorAll('nav, .btn')].filter((one) => one.checkVisibility()).slice(0, 1).map(() => 'prints what can only be pressed'),
    ...(getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)' ? [] : ['prints in the dark']),
  ]`)
  await takePicture(page, path, 'print')
  await page.emulateMedia({ media: null, colorScheme: 'light' })
  await page.setViewportSize(desktop)
  return toFaults(path, faults)
}

/** What is said by a fill alone is not said where a person's own colors take the place of ours. */
async function checkInForcedColors(page: Page, path: string): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active' })
  const faults: unknown = await page.evaluate(`[
    ...[...document.querySelectorAll('.pill, progress')].filter((one) => one.checkVisibility() &&
      getComputedStyle(one).borderTopStyle !== 'solid').map((one) => 'loses the edge of ' + one.className),
    ...[...document.querySelectorAll(':is(.lvl, .choice, .pick):has(input:checked)')].filter((one) => one.checkVisibility() &&
      getComputedStyle(one).outlineStyle !== 'solid').map((one) => 'loses what is chosen in ' + one.className),
  ]`)
  await page.emulateMedia({ forcedColors: null })
  return toFaults(path, faults)
}

const toFaults = (path: string, found: unknown) =>
  Array.isArray(found) ? found.map((fault) => `${path}: ${fault}`) : []

/** What an old Chromebook on a slow line can take, and what a strict content security policy leaves of a page. */
function checkWeight(path: string, html: string): string[] {
  return [
    ...(html.length > 60_000 ? [`${path}: ${html.length} characters of HTML`] : []),
    ...(/\sstyle=|<style|\son[a-z]+="|<script>/.test(html) ? [`${path}: style or script inside the page`] : []),
  ]
}

/** The same for a page that has no address of its own, as it is now. */
export const checkAsShown = (page: Page) => runAxe(page, 'as shown')

async function runAxe(page: Page, how: string, rules?: string[]): Promise<string[]> {
  const options: RunOptions = {
    runOnly: rules ? { type: 'rule', values: rules } : { type: 'tag', values: standards },
    resultTypes: ['violations'],
  }
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source)
  const results: unknown = await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)
  // What axe.run resolves to, by its own declaration.
  const { violations } = results as AxeResults
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${new URL(page.url()).pathname} (${how}): ${id} at ${node.target.join(' ')} ${node.failureSummary}`,
    ),
  )
}

async function takePicture(page: Page, path: string, how: string): Promise<void> {
  const folder = process.env.PICTURES
  if (!folder) return
  const name =
    path
      .replace(/[0-9a-f-]{36}/g, 'id')
      .replaceAll(/[^a-z]+/g, '-')
      .replace(/^-|-$/g, '') || 'home'
  await page.screenshot({ path: `${folder}/${name}-${how}.png`, fullPage: true })
}
