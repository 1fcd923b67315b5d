import { existsSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Command } from 'commander'
import { jobHandlers } from '../app/job-handlers.ts'
import { demoFolder as folder, tellAddress } from './demo-address.ts'
import {
  addOthers,
  addTree,
  approve,
  award,
  createDistrict,
  type DemoDistrict,
  publishMicroCredential,
  submitEvidence,
} from './demo-district.ts'
import { openPlatform } from './open-platform.ts'
import { serveWebsite } from './serve-website.ts'
import { colored, print, say } from './terminal.ts'

const steps = 7

export function addDemoCommand(program: Command) {
  program
    .command('demo')
    .description('make a demonstration district, do the whole chain with real files, and keep serving')
    .option('--port <number>', 'where to serve', '3000')
    .option('--once', 'stop after the verdict instead of serving on')
    .action(async ({ port, once = false }: { port: string; once?: boolean }) => {
      // Everything in it was made by this command: each run begins anew.
      if (existsSync(folder)) rmSync(folder, { recursive: true })
      const origin = `http://localhost:${await freePort(Number(port))}`
      const platform = openPlatform({
        NODE_ENV: 'development',
        DEVELOPMENT_SIGN_IN: 'on',
        DATA_DIR: folder,
        PUBLIC_ORIGIN: origin,
        PORT: new URL(origin).port,
        HOST: '127.0.0.1',
      })
      const server = await serveWebsite(platform)

      const district = await createDistrict(platform)
      step(1, `${district.issuer.name} can sign`, district.issuer.did)
      const published = await publishMicroCredential(platform, district)
      step(
        2,
        `“${published.badge.name}” is published`,
        `${published.badge.criteria} skills in its rubric, artwork drawn`,
      )
      const demo: DemoDistrict = { ...district, ...published }
      const submission = await submitEvidence(platform, demo, { name: 'Maya Ortiz', email: 'maya@riverbend.example' })
      step(3, 'Maya Ortiz sends evidence', 'a PDF, a PNG and a text')
      await approve(platform, demo, submission)
      step(4, 'Ravi Menon scores every skill and approves', 'nobody can review their own work')
      const { id } = (await award(platform, demo, submission)).award
      const url = `${origin}/c/${id}`
      step(5, 'Ada Okafor issues the credential', 'Open Badge 3.0, eddsa-rdfc-2022')
      const image = await downloadImage(url)
      step(6, 'The credential is baked into its picture', `${Math.round(image.length / 1024)} KB PNG`)
      const { verdict, headline } = await verifyAsStranger(origin, image)
      step(7, 'A stranger uploads that picture to be checked', headline)
      const { revokedUrl } = await addOthers(platform, demo)
      await addTree(platform, demo)

      print('')
      print(`Public page   ${url}`)
      print(`Verdict       ${verdict}`)
      if (verdict !== 'valid') process.exitCode = 1
      if (once) return await server.close()
      tellAddress(origin)
      platform.startJobs(jobHandlers)
      print(`Taken back    ${revokedUrl}`)
      print(`What it takes ${published.achievementUrl}`)
      print(`Check a badge ${origin}/verify`)
      print(`Sign in       ${origin}/signin   as Ada, Ravi, Maya or Sam, without a password: this is a demonstration`)
      print('')
      say('Others can’t check these badges: they name an address of this computer. Stop with Ctrl+C.')
    })
}

const step = (number: number, what: string, how: string) =>
  print(`${colored('green', '✓')} ${number}/${steps}  ${what.padEnd(62)} ${colored('gray', how)}`)

async function downloadImage(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(`${url}.png`)
  if (!response.ok) throw new Error(`The picture did not come: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

async function verifyAsStranger(origin: string, image: Uint8Array<ArrayBuffer>) {
  const response = await fetch(`${origin}/api/v1/verify`, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: image,
  })
  // Our own API, whose answers to a 200 have these members.
  return (await response.json()) as { verdict: string; headline: string }
}

/** The wanted port, or any other when somebody has it. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () => (wanted === 0 ? reject(new Error('No port is free.')) : resolve(freePort(0))))
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : wanted))
    })
  })
}
