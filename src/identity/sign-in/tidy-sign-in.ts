import type { Platform } from '../../platform/platform.ts'
import { deleteSecretsBefore } from '../people/secrets-store.ts'
import { deleteSessionsBefore } from '../people/sessions-store.ts'
import { deleteKeptFormsBefore } from './kept-forms-store.ts'

/** Sessions, links and forms that nobody can use any more. */
export async function tidySignIn({ db, now }: Pick<Platform, 'db' | 'now'>): Promise<void> {
  const yesterday = now().getTime() - 24 * 60 * 60_000
  await deleteSessionsBefore(db, yesterday)
  await deleteSecretsBefore(db, yesterday)
  await deleteKeptFormsBefore(db, now().getTime())
}
