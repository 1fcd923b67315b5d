import { LRUCache } from 'lru-cache'
import type { CredentialDocument } from '../model/shape-guard.ts'
import { freeze } from '../text/recently-used.ts'
import { type Extracted, extractCredential } from './extract.ts'
import {
  readSecuredCredential,
  type SecuredCredential,
  secureCredential,
  toSecuredCredential,
} from './secured-credential.ts'

/** What a file holds, as far as its bytes alone decide. */
export interface ReadBadge extends Extracted {
  /** Undefined for badges of Open Badges 2.0, and for what holds several. */
  secured: SecuredCredential | undefined
}

/** Reads files that hold one badge, and remembers what it read by the digest of their bytes. */
export interface BadgeReader {
  /**
   * Finds the one badge in a file and reads it. `digest` is the SHA-256 of the bytes, by which the result is remembered: what
   * a file says never changes. Its signature, dates, status and issuer are not looked at here. Throws OpenBadgeError, anew
   * each time, for what can't be processed.
   */
  read(file: Uint8Array, digest: string): Promise<ReadBadge>
  /** The same for text that is said to be JSON, and is read as nothing else. */
  readJson(text: string, digest: string): ReadBadge
  /** The same for a credential that is known to be, to the letter, what was signed here: neither strict nor guarded. */
  readOwn(text: string, digest: string): ReadBadge
  /** What readOwn gave for this digest, if that is still at hand. */
  recallOwn(digest: string): ReadBadge | undefined
}

/** One for each process. It keeps what it gave, so nothing of that can be changed any more. */
export function createBadgeReader(): BadgeReader {
  const own = keptBadges(most.ownCharacters)
  // Apart, so that whoever brings many files does not push out the badges that are looked at here.
  const strangers = keptBadges(most.strangersCharacters)

  return {
    async read(file, digest) {
      const name = `file ${digest}`
      return strangers.find(name) ?? strangers.keep(name, toReadBadge(await extractCredential(file), digest))
    },
    readJson(text, digest) {
      const name = `json ${digest}`
      const extracted = { container: 'json', kind: 'open-badges-3', text } as const
      return strangers.find(name) ?? strangers.keep(name, toReadBadge(extracted, digest))
    },
    readOwn: (text, digest) => own.find(digest) ?? own.keep(digest, toOwnBadge(text, digest)),
    recallOwn: (digest) => own.find(digest),
  }
}

function keptBadges(mostCharacters: number) {
  const kept = new LRUCache<string, ReadBadge>({
    max: most.badges,
    maxSize: mostCharacters,
    sizeCalculation: ({ text }) => 1 + text.length,
  })
  return {
    find: (name: string) => kept.get(name),
    keep(name: string, badge: ReadBadge): ReadBadge {
      if (badge.text.length > most.ofOne) return badge
      if (badge.secured) freeze(badge.secured.credential)
      kept.set(name, badge)
      return badge
    },
  }
}

function toReadBadge({ json, ...extracted }: Extracted, digest: string): ReadBadge {
  const { container, kind, text } = extracted
  if (kind !== 'open-badges-3') return { ...extracted, secured: undefined }
  return { ...extracted, secured: { ...readSecured(text, container, json), digest } }
}

function readSecured(text: string, container: Extracted['container'], json: Extracted['json']): SecuredCredential {
  if (json !== undefined) return secureCredential(json, 'any')
  return readSecuredCredential(text, container === 'json' || container === 'jws' ? container : undefined, 'any')
}

function toOwnBadge(text: string, digest: string): ReadBadge {
  // What is signed here has passed the guard before.
  const credential = JSON.parse(text) as CredentialDocument
  return { container: 'json', kind: 'open-badges-3', text, secured: { ...toSecuredCredential(credential), digest } }
}

/** What was read takes some ten times the memory of its text. */
const most = {
  badges: 1000,
  ownCharacters: 3 * 1024 * 1024,
  strangersCharacters: 2 * 1024 * 1024,
  ofOne: 64 * 1024,
}
