import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const demoFolder = join('data', 'demo')
const addressFile = join(demoFolder, 'address')

/** For `signet verify`, which is typed beside a demonstration that serves. */
export function tellAddress(origin: string) {
  writeFileSync(addressFile, origin)
  process.once('exit', () => rmSync(addressFile, { force: true }))
}

/** Where the demonstration of this folder answers right now. */
export async function findRunningDemo(): Promise<string | undefined> {
  const origin = readAddress()
  if (origin === undefined) return undefined
  const answer = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
  return answer?.ok ? origin : undefined
}

function readAddress(): string | undefined {
  try {
    return readFileSync(addressFile, 'utf8')
  } catch {
    return undefined
  }
}
