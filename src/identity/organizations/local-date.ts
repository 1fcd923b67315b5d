import { calendarDay } from '../../platform/calendar-day.ts'
import type { Platform } from '../../platform/platform.ts'
import { listPath } from './organizations-store.ts'
import { effectiveSettings } from './settings.ts'

/** The day it is there, as yyyy-mm-dd. */
export async function localDate(
  platform: Pick<Platform, 'config' | 'db' | 'now'>,
  organizationId: string,
): Promise<string> {
  const path = await listPath(platform.db, organizationId)
  const { timeZone = platform.config.defaultTimeZone } = effectiveSettings(
    path.map(({ settings }) => settings).reverse(),
  )
  return calendarDay(platform.now(), timeZone)
}
