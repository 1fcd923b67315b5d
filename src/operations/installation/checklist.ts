import { defineBadge } from '../../definitions/badges/define-badge.ts'
import { type IssuerWithRoles, listIssuersOf } from '../../identity/issuers/issuers-store.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { getAdministrator } from '../../identity/people/require-administrator.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { checkHealth, type HealthName } from './health.ts'
import { countBeginnings } from './installation-store.ts'
import { sampleBadge } from './sample-badge.ts'

export interface Checklist {
  /** The administrator's own district, where there is one. */
  district: IssuerWithRoles | undefined
  timeZone: string
  done: Record<'badge' | 'award' | 'mail' | 'backup' | 'address' | 'signIn', boolean>
}

/** What makes a new installation ready for others. */
export async function readChecklist(
  platform: Pick<Platform, 'config' | 'db' | 'sealer' | 'mail' | 'now' | 'inspect'>,
  actor: PersonActor,
): Promise<Checklist> {
  await getAdministrator(platform, actor)
  const [[district], { badges, awards, people }, checks] = await Promise.all([
    listIssuersOf(platform.db, actor),
    countBeginnings(platform.db),
    checkHealth(platform),
  ])
  const isGood = (name: HealthName) => checks.find((check) => check.name === name)?.state === 'good'
  return {
    district,
    timeZone: platform.config.defaultTimeZone,
    done: {
      badge: badges > 0,
      award: awards > 0,
      mail: isGood('mail'),
      backup: isGood('backup'),
      address: isGood('address'),
      signIn: people > 1,
    },
  }
}

/** A draft from a template that is filled in already, at the administrator's own district. */
export async function makeSampleBadge(
  platform: Pick<Platform, 'db' | 'now' | 'newId'>,
  actor: PersonActor,
): Promise<{ id: string }> {
  await getAdministrator(platform, actor)
  const [district] = await listIssuersOf(platform.db, actor)
  if (!district) throw new AppError('not-found', 'refused.noDistrict')
  return await defineBadge(platform, actor, district.id, sampleBadge)
}
