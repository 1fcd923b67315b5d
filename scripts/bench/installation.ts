import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueAward } from '../../src/credentials/awards/issue-award.ts'
import { grantRole } from '../../src/identity/organizations/change-roles.ts'
import { startSession } from '../../src/identity/people/sessions.ts'
import type { NodePlatform } from '../../src/node/node-platform.ts'
import { addApprovedSubmissions, createDistrict, type District, openInstallation } from '../drills/installation.ts'
import { awardBadge } from './fixtures/award-badge.ts'

/** A district with work to award, on a folder of its own. */
export interface Installation {
  dataDir: string
  origin: string
  port: number
  district: District
  /** Bearer tokens of people who may issue awards. */
  tokens: string[]
  /** Submissions that wait for an award. */
  approved: string[]
  /** Awards that are there already. */
  awarded: string[]
}

/** How many of each there are to be. */
export interface Size {
  awarders: number
  approved: number
  awarded: number
}

export async function createInstallation(size: Size): Promise<Installation> {
  const dataDir = newFolder()
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const platform = openInstallation(dataDir, { origin })
  try {
    const district = await createDistrict(platform, awardBadge)
    const tokens: string[] = []
    for (let n = 0; n < size.awarders; n++) tokens.push(await addAwarder(platform, district, n))
    const approved = await addApprovedSubmissions(platform, district, size.approved)
    const toAward = await addApprovedSubmissions(platform, district, size.awarded)
    const awarded = await awardAll(platform, district, toAward)
    return { dataDir, origin, port, district, tokens, approved, awarded }
  } finally {
    await platform.close()
  }
}

/** The same at the same address, on a copy of its folder. */
export function copyInstallation(installation: Installation): Installation {
  const dataDir = newFolder()
  cpSync(installation.dataDir, dataDir, { recursive: true })
  return { ...installation, dataDir }
}

export const removeInstallation = ({ dataDir }: Pick<Installation, 'dataDir'>) =>
  rmSync(dataDir, { recursive: true, force: true })

const newFolder = () => mkdtempSync(join(tmpdir(), 'signet-bench-'))

async function addAwarder(platform: NodePlatform, { issuerId, ada }: District, n: number): Promise<string> {
  const person = { name: `Awarder ${n}`, email: `awarder-${n}@lakeside.example` }
  const personId = await grantRole(platform, ada, issuerId, { ...person, role: 'awarder' })
  return (await startSession(platform, personId, 'token')).secret
}

async function awardAll(platform: NodePlatform, { ada }: District, submissions: readonly string[]): Promise<string[]> {
  const awards: string[] = []
  for (let from = 0; from < submissions.length; from += 50) {
    const made = await Promise.all(submissions.slice(from, from + 50).map((id) => issueAward(platform, ada, id)))
    awards.push(...made.map(({ award }) => award.id))
  }
  return awards
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
