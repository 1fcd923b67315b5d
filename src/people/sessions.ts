import { toBase64url } from '../bytes-as-text.ts'
import { AppError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { PersonActor } from './actor.ts'
import { findPerson } from './people-store.ts'
import {
  deleteExpiredSessions,
  deleteSession,
  findPersonOfSession,
  insertSession,
  type SessionKind,
} from './sessions-store.ts'

const lifetimeMilliseconds: Record<SessionKind, number> = {
  browser: 12 * 60 * 60_000,
  token: 90 * 24 * 60 * 60_000,
}

export interface StartedSession {
  /** Shown once: only its hash is kept. */
  secret: string
  expiresAt: Date
}

/** A new secret at each sign-in, so that one planted beforehand is worth nothing. */
export async function startSession(
  platform: Pick<Platform, 'db' | 'now' | 'randomBytes' | 'sha256'>,
  personId: string,
  kind: SessionKind,
): Promise<StartedSession> {
  const secret = `${prefixes[kind]}${toBase64url(platform.randomBytes(32))}`
  const now = platform.now()
  const expiresAt = new Date(now.getTime() + lifetimeMilliseconds[kind])
  await deleteExpiredSessions(platform.db, now)
  await insertSession(platform.db, {
    secretHash: hashSecret(platform, secret),
    kind,
    personId,
    createdAt: now.getTime(),
    expiresAt: expiresAt.getTime(),
  })
  return { secret, expiresAt }
}

export async function findActor(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  kind: SessionKind,
  secret: string,
): Promise<PersonActor | undefined> {
  if (!secret.startsWith(prefixes[kind]) || secret.length > 100) return undefined
  const details = { secretHash: hashSecret(platform, secret), kind, now: platform.now() }
  const personId = await findPersonOfSession(platform.db, details)
  return personId === undefined ? undefined : { kind: 'person', personId }
}

export async function endSession(platform: Pick<Platform, 'db' | 'sha256'>, secret: string): Promise<void> {
  await deleteSession(platform.db, hashSecret(platform, secret))
}

/** Pick a person and be them: for demonstrations, never in production. */
export async function signInForDevelopment(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'randomBytes' | 'sha256'>,
  personId: string,
): Promise<StartedSession> {
  const isKnown = platform.config.developmentSignIn && (await findPerson(platform.db, personId)) !== undefined
  if (!isKnown) throw new AppError('not-found', 'There is nobody to sign in as.')
  return startSession(platform, personId, 'browser')
}

/** Tells our secrets apart, and lets scanners of published code find them. */
const prefixes: Record<SessionKind, string> = { browser: 'sgb_', token: 'sgt_' }

/** A plain hash is enough for 256 random bits; a slow one would only cost us time. */
const hashSecret = ({ sha256 }: Pick<Platform, 'sha256'>, secret: string) => sha256(secret)
