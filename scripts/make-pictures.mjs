// Makes the pictures of the README from the demonstration, so that they show what there is: npm run make:pictures
import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import sharp from 'sharp'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = `${root}docs/pictures`
await mkdir(folder, { recursive: true })

const demo = spawn(process.execPath, ['dist/cli/signet.js', 'demo', '--port', '0'], { cwd: root })
const addresses = new Map()
for await (const line of createInterface({ input: demo.stdout })) {
  const [, name, url] = /^(\w[\w ]+?) +(https?:\S+)/.exec(line) ?? []
  if (name) addresses.set(name, url)
  if (name === 'Sign in') break
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
})
for (const [name, address, height] of [
  ['credential', addresses.get('Public page'), 1000],
  ['micro-credential', addresses.get('What it takes'), 1000],
  ['taken-back', addresses.get('Taken back'), 700],
]) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: { width: 1200, height }, colorScheme })
    await page.goto(address)
    const picture = sharp(await page.screenshot()).png({ palette: true, colors: 128, effort: 10 })
    await picture.toFile(`${folder}/${name}-${colorScheme}.png`)
    await page.close()
  }
}
await browser.close()
demo.kill()
