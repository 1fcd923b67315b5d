import * as z from 'zod'
import { isPreconditionFailed } from '../../platform/db/db.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { getPerson } from '../people/people-store.ts'
import { peekSecret, takingSecret } from '../people/secrets.ts'
import { attachIdentity } from './complete-authorization.ts'
import { findProvider } from './providers-store.ts'

const purpose = 'identity-to-connect'
const identityFacts = z.object({ providerId: z.string(), subject: z.string() })

/** Whose account this browser came with, and who would have it, for the page that asks. */
export async function findIdentityToConnect(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  actor: PersonActor,
  secret: string,
): Promise<{ providerName: string; personName: string } | undefined> {
  const found = await peekSecret(platform, purpose, secret)
  if (!found) return undefined
  const provider = await findProvider(platform.db, identityFacts.parse(found.payload).providerId)
  if (!provider) return undefined
  const person = await getPerson(platform.db, actor.personId)
  return { providerName: provider.name, personName: person.name }
}

/** For somebody who has signed in another way in the browser that came back from the provider. */
export async function connectIdentity(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  actor: PersonActor,
  secret: string,
): Promise<void> {
  const found = await peekSecret(platform, purpose, secret)
  if (!found) throw gone()
  const identity = { ...identityFacts.parse(found.payload), personId: actor.personId }
  await attachIdentity(platform, identity, takingSecret(platform, purpose, secret)).catch(async (error: unknown) => {
    const isOver = (await peekSecret(platform, purpose, secret)) === undefined
    throw isOver || isPreconditionFailed(error) ? gone() : error
  })
}

const gone = () => new AppError('gone', 'refused.startFromSignIn')
