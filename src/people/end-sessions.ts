import { commit } from '../audit/audit-log.ts'
import type { Platform } from '../platform.ts'
import type { PersonActor } from './actor.ts'
import { deletingBrowsersOf, deletingSessionOf, listLiveSessions, type Session } from './sessions-store.ts'

/** Where the actor is signed in: browsers and programs, the last used first. */
export async function listSessions(platform: Pick<Platform, 'db' | 'now'>, actor: PersonActor): Promise<Session[]> {
  return await listLiveSessions(platform.db, actor.personId, platform.now().getTime())
}

/** One of the actor's own. Somebody else's is left alone, and looks like one that ended before. */
export async function endOneSession(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  sessionId: string,
): Promise<void> {
  const { personId } = actor
  const isOurs = (await listSessions(platform, actor)).some(({ id }) => id === sessionId)
  if (!isOurs) return
  await commit(platform, { actor: personId, action: 'session.ended', subject: personId }, [
    deletingSessionOf(platform.db, { personId, id: sessionId }),
  ])
}

/** Every browser but the one that asks. Programs keep their tokens. */
export async function endOtherSessions(
  platform: Pick<Platform, 'db' | 'now'>,
  actor: PersonActor,
  sessionId: string,
): Promise<void> {
  const { personId } = actor
  await commit(platform, { actor: personId, action: 'sessions.ended', subject: personId }, [
    deletingBrowsersOf(platform.db, { personId, except: sessionId }),
  ])
}
