import type { Statement } from '../../platform/db/db.ts'
import { toBase64url } from '../../platform/encoding.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from './actor.ts'
import {
  deletingSession,
  findEndedSession,
  findLiveSession,
  insertSession,
  renewSecret,
  type SessionKind,
  type SessionMethod,
  touchSession,
} from './sessions-store.ts'

export interface SessionDetails {
  method: SessionMethod
  /** Browser and system in a few words, or what a token is for. */
  agent: string
  /** On a computer that others use too: short, and over when the browser is closed. */
  isShared: boolean
  /** Ends after so long without a request. */
  idleMinutes: number
}

export interface StartedSession {
  id: string
  /** Shown once: only its hash is kept. */
  secret: string
  expiresAt: Date
  isShared: boolean
}

/** A session that begins at once, for whoever needs nothing written with it. */
export async function startSession(
  platform: Pick<Platform, 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256'>,
  personId: string,
  kind: SessionKind,
  details: Partial<SessionDetails> = {},
): Promise<StartedSession> {
  const { statement, ...session } = makeSession(platform, personId, kind, details)
  await platform.db.batch([statement])
  return session
}

/** A new secret at each sign-in, so that one planted beforehand is worth nothing. The statement belongs into the batch of the sign-in. */
export function makeSession(
  platform: Pick<Platform, 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256'>,
  personId: string,
  kind: SessionKind,
  details: Partial<SessionDetails> = {},
): StartedSession & { statement: Statement } {
  const { method = kind === 'token' ? 'token' : 'development', agent = '', isShared = false } = details
  const secret = newSecret(platform, kind)
  const id = platform.newId()
  const now = platform.now().getTime()
  const expiresAt = now + (isShared ? sharedMilliseconds : lifetimeMilliseconds[kind])
  const statement = insertSession(platform.db, {
    secretHash: hashSecret(platform, secret),
    id,
    kind,
    personId,
    method,
    agent,
    isShared,
    idleMinutes: isShared ? Math.min(sharedIdleMinutes, details.idleMinutes ?? sharedIdleMinutes) : details.idleMinutes,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
  })
  return { id, secret, expiresAt: new Date(expiresAt), isShared, statement }
}

export interface KnownSession {
  id: string
  actor: PersonActor
  isShared: boolean
  expiresAt: Date
  /** A role changed since the secret was made: make a new one before the next page is answered. */
  needsNewSecret: boolean
}

/** Every request asks this: one prepared query, and once a minute a note that the session is in use. */
export async function findSession(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  kind: SessionKind,
  secret: string,
): Promise<KnownSession | undefined> {
  if (!isOurs(secret, kind)) return undefined
  const secretHash = hashSecret(platform, secret)
  const now = platform.now().getTime()
  const found = await findLiveSession(platform.db, { secretHash, kind, now })
  if (!found) return undefined
  if (found.lastSeenAt <= now - 60_000) await touchSession(platform.db, { secretHash, now }).catch(goOn)
  return {
    id: found.id,
    actor: { kind: 'person', personId: found.personId },
    isShared: found.isShared,
    expiresAt: new Date(found.expiresAt),
    needsNewSecret: found.state === 'renewing',
  }
}

/** Gives a session a new secret; the former one serves what is under way for a minute. Undefined where another request did it first. */
export async function renewSession(
  platform: Pick<Platform, 'db' | 'now' | 'newId' | 'randomBytes' | 'sha256'>,
  { expiresAt, isShared }: Pick<KnownSession, 'expiresAt' | 'isShared'>,
  secret: string,
): Promise<StartedSession | undefined> {
  const renewed = newSecret(platform, 'browser')
  const id = platform.newId()
  const isDone = await renewSecret(platform.db, {
    formerHash: hashSecret(platform, secret),
    secretHash: hashSecret(platform, renewed),
    id,
    formerEndsAt: platform.now().getTime() + 60_000,
  })
  return isDone ? { id, secret: renewed, expiresAt, isShared } : undefined
}

/** Whose browser this was until its session came to an end by itself; nobody where they ended it. */
export async function findPersonOfEndedSession(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  secret: string,
): Promise<string | undefined> {
  if (!isOurs(secret, 'browser')) return undefined
  return await findEndedSession(platform.db, {
    secretHash: hashSecret(platform, secret),
    now: platform.now().getTime(),
  })
}

/** For the batch of whatever ends a session by its secret. */
export const endingSession = (platform: Pick<Platform, 'db' | 'sha256'>, secret: string): Statement =>
  deletingSession(platform.db, hashSecret(platform, secret))

const hour = 60 * 60_000
const lifetimeMilliseconds: Record<SessionKind, number> = { browser: 12 * hour, token: 90 * 24 * hour }
const sharedMilliseconds = 2 * hour
const sharedIdleMinutes = 10

/** Tells our secrets apart, and lets scanners of published code find them. */
const prefixes: Record<SessionKind, string> = { browser: 'sgb_', token: 'sgt_' }

const newSecret = ({ randomBytes }: Pick<Platform, 'randomBytes'>, kind: SessionKind) =>
  `${prefixes[kind]}${toBase64url(randomBytes(32))}`

const isOurs = (secret: string, kind: SessionKind) => secret.startsWith(prefixes[kind]) && secret.length <= 100

/** A plain hash is enough for 256 random bits; a slow one would only cost us time. */
const hashSecret = ({ sha256 }: Pick<Platform, 'sha256'>, secret: string) => sha256(secret)

/** Where nothing can be written, pages can still be read. */
const goOn = () => undefined
