import { commit } from '../../platform/audit/audit-log.ts'
import { isPreconditionFailed, type Statement } from '../../platform/db/db.ts'
import type { Platform } from '../../platform/platform.ts'
import { accountMail } from './account-mail.ts'
import type { PersonActor } from './actor.ts'
import { getPerson } from './people-store.ts'
import { deletingBrowsersOf, deletingSessionOf, listLiveSessions, type Session } from './sessions-store.ts'

/** Where the actor is signed in: browsers and programs, the last used first. */
export async function listSessions(platform: Pick<Platform, 'db' | 'now'>, actor: PersonActor): Promise<Session[]> {
  return await listLiveSessions(platform.db, actor.personId, platform.now().getTime())
}

type Ending = Pick<Platform, 'config' | 'db' | 'now' | 'newId' | 'wakeJobs'>

/** One of the actor's own, who is told where it is another than the one that asks. Somebody else's is left alone, and looks like one that ended before. */
export async function endOneSession(
  platform: Ending,
  actor: PersonActor,
  { sessionId, askedFrom }: { sessionId: string; askedFrom: string },
): Promise<void> {
  const { personId } = actor
  const isOurs = (await listSessions(platform, actor)).some(({ id }) => id === sessionId)
  if (!isOurs) return
  await commit(platform, { actor: personId, action: 'session.ended', subject: personId }, [
    ...deletingSessionOf(platform.db, { personId, id: sessionId }),
    ...(sessionId === askedFrom ? [] : await toldOfEnd(platform, personId)),
  ]).catch((error: unknown) => {
    if (!isPreconditionFailed(error)) throw error
  })
  platform.wakeJobs()
}

/** Every browser but the one that asks. Programs keep their tokens. */
export async function endOtherSessions(platform: Ending, actor: PersonActor, sessionId: string): Promise<void> {
  const { personId } = actor
  const others = (await listSessions(platform, actor)).filter(({ id, kind }) => kind === 'browser' && id !== sessionId)
  await commit(platform, { actor: personId, action: 'sessions.ended', subject: personId }, [
    deletingBrowsersOf(platform.db, { personId, except: sessionId }),
    ...(others.length === 0 ? [] : await toldOfEnd(platform, personId)),
  ])
  platform.wakeJobs()
}

const toldOfEnd = async (platform: Ending, personId: string): Promise<Statement[]> =>
  accountMail(platform, await getPerson(platform.db, personId), 'sessionsEnded', { path: '/me/sessions' })
