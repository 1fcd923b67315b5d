import { didWebFor, didWebUrl } from '../../openbadges/index.ts'
import { oncePerDatabase } from '../../platform/db/prepared.ts'
import type { Platform } from '../../platform/platform.ts'
import { listFormerIdentities } from './identities-store.ts'

/** The address of this installation, and after it those that it had before and whose badges are still in the world. */
export async function listOwnOrigins({ config, db, now }: Pick<Platform, 'config' | 'db' | 'now'>): Promise<string[]> {
  const kept = keptOrigins(db)
  const at = now().getTime()
  if (kept.former === undefined || Math.abs(at - kept.at) > longestKept) {
    kept.former = new Set((await listFormerIdentities(db)).map(({ origin }) => origin))
    kept.at = at
  }
  return [config.origin, ...[...kept.former].filter((origin) => origin !== config.origin)]
}

/** Asked for by every request, and changed once in years. */
const keptOrigins = oncePerDatabase(() => ({ at: 0, former: undefined as ReadonlySet<string> | undefined }))
const longestKept = 60_000

export function forgetOrigins({ db }: Pick<Platform, 'db'>): void {
  keptOrigins(db).former = undefined
}

/** Where the document of a DID of ours is looked for. Only an address of one computer does without encryption. */
export function originOf(did: string): string {
  const { host, hostname } = new URL(didWebUrl(did, { allowPort: true }))
  return `${hostname === 'localhost' ? 'http' : 'https'}://${host}`
}

/** What an issuer is called at one of our addresses. */
export const didAt = (origin: string, issuerId: string): string => didWebFor(origin, ['issuers', issuerId])

/** By the id of a key of ours, which is its DID, # and a name. */
export const didOfKey = (keyId: string): string => keyId.slice(0, keyId.indexOf('#'))
