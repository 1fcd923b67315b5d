import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadEnvFile } from 'node:process'
import type { PersonActor } from '../identity/people/actor.ts'
import { findPersonNamed } from '../identity/people/find-person.ts'
import { createImages } from '../node/images.ts'
import { createNodePlatform, type NodePlatform } from '../node/node-platform.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { AppError } from '../platform/errors.ts'
import { demoFolder, findRunningDemo } from './demo-address.ts'

/** The settings of the environment and of a file named .env, with what a command decides itself on top. */
export function openPlatform(decided: Record<string, string> = {}): NodePlatform {
  if (existsSync('.env')) loadEnvFile('.env')
  const { config, secrets } = readConfig({ ...process.env, ...decided })
  return createNodePlatform(config, secrets, { images: createImages() })
}

/** Runs with the installation's data, and closes it whatever happens. */
export async function withPlatform<T>(
  work: (platform: NodePlatform) => Promise<T>,
  decided: Record<string, string> = {},
): Promise<T> {
  const platform = openPlatform(decided)
  try {
    return await work(platform)
  } finally {
    await platform.close()
  }
}

/** For checking a file anywhere: with the data of the installation here, if there is one, else with none. */
export async function withVerifier<T>(work: (platform: NodePlatform) => Promise<T>): Promise<T> {
  const { config } = readConfig(process.env)
  if (hasData(config)) return await withPlatform(work)
  const demoOrigin = await findRunningDemo()
  if (demoOrigin !== undefined) return await withPlatform(work, { DATA_DIR: demoFolder, PUBLIC_ORIGIN: demoOrigin })
  const dataDir = mkdtempSync(join(tmpdir(), 'signet-verify-'))
  const platform = openPlatform({ DATA_DIR: dataDir })
  try {
    return await work(platform)
  } finally {
    await platform.close()
    rmSync(dataDir, { recursive: true })
  }
}

const hasData = (config: Config) => existsSync(join(config.dataDir, 'signet.db'))

/** Who runs a command: whoever has the data folder may say it for anyone. The audit log keeps the name. */
export async function actAs(platform: NodePlatform, email: string): Promise<PersonActor> {
  const person = await findPersonNamed(platform, email)
  if (!person) throw new AppError('not-found', 'refused.addThem', { email })
  return { kind: 'person', personId: person.id }
}
