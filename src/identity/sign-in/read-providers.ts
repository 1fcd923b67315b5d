import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PersonActor } from '../people/actor.ts'
import { getAdministrator } from '../people/require-administrator.ts'
import {
  findProvider,
  findProviderOfEmail,
  type ListedProvider,
  listOrganizationChoices,
  listProviders,
  type Provider,
} from './providers-store.ts'

type Organization = { id: string; name: string }

/** All that were set up, for who runs the installation, with the organizations that one can be set up for. */
export async function readProviders(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
): Promise<{ providers: ListedProvider[]; organizations: Organization[] }> {
  await getAdministrator(platform, actor)
  const [providers, organizations] = await Promise.all([
    listProviders(platform.db),
    listOrganizationChoices(platform.db),
  ])
  return { providers, organizations }
}

/** One of them. */
export async function readProvider(
  platform: Pick<Platform, 'db'>,
  actor: PersonActor,
  providerId: string,
): Promise<{ provider: Provider; organizations: Organization[] }> {
  await getAdministrator(platform, actor)
  const [provider, organizations] = await Promise.all([
    findProvider(platform.db, providerId),
    listOrganizationChoices(platform.db),
  ])
  if (!provider) throw new AppError('not-found', 'refused.noProvider')
  return { provider, organizations }
}

/** Where an address leads, whoever has it. Takes it as `emailAddress` folds it. */
export const findProviderFor = ({ db }: Pick<Platform, 'db'>, email: string): Promise<string | undefined> =>
  findProviderOfEmail(db, email)
