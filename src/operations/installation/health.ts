import { listIssuers } from '../../identity/issuers/issuers-store.ts'
import { findIssuingHalt } from '../../identity/issuers/issuing-halts-store.ts'
import { isAtHome, isClockBehind } from '../../identity/issuers/may-issue.ts'
import { listActiveKeys } from '../../identity/issuers/signing-keys-store.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { getAdministrator } from '../../identity/people/require-administrator.ts'
import { didWebUrl } from '../../openbadges/index.ts'
import { countJobs } from '../../platform/jobs/outbox-store.ts'
import { countMail } from '../../platform/mail/messages-store.ts'
import type { MachineReport, Platform } from '../../platform/platform.ts'
import { version } from '../../platform/version.ts'
import { countLateErasures } from '../privacy/erasure-store.ts'
import { findNewestMigration, readOnce } from './installation-store.ts'

/** `attention`: works, and somebody should look. `broken`: something does not work or would be lost. */
export type HealthState = 'good' | 'attention' | 'broken'

/** One thing that has to be right. Its words are `health.<name>.<finding>` in the catalog, with these values. */
export interface HealthCheck {
  name: HealthName
  state: HealthState
  finding: string
  values: Record<string, string | number>
  /** When it was last seen to be so, where that is not now. */
  at?: Date
  /** The page to mend it on, where there is one. */
  fix?: string
}
export type HealthName =
  | 'database'
  | 'mail'
  | 'storage'
  | 'keys'
  | 'issuing'
  | 'jobs'
  | 'erasures'
  | 'backup'
  | 'address'
  | 'issuers'
  | 'certificate'
  | 'clock'
  | 'version'

type Examined = Pick<Platform, 'config' | 'db' | 'sealer' | 'mail' | 'now' | 'inspect'>

export async function readHealth(platform: Examined, actor: PersonActor): Promise<HealthCheck[]> {
  await getAdministrator(platform, actor)
  return await checkHealth(platform)
}

/** Everything that an installation needs to be sound, for whoever runs it; what is worst comes first. */
export async function checkHealth(platform: Examined): Promise<HealthCheck[]> {
  const machine = await platform.inspect()
  const checks = await Promise.all([
    checkDatabase(platform, machine),
    checkMail(platform),
    checkStorage(machine),
    checkKeys(platform),
    checkIssuing(platform),
    checkJobs(platform),
    checkErasures(platform),
    checkBackup(platform, machine),
    checkAddress(platform),
    checkIssuers(platform),
    checkClock(platform),
    describeVersion(platform, machine),
  ])
  return checks.sort(worstFirst)
}

/** Whether requests can be answered, for machines that ask often. */
export async function isReady(platform: Pick<Platform, 'db'>): Promise<boolean> {
  return await readOnce(platform.db).then(
    () => true,
    () => false,
  )
}

export const worstFirst = (a: HealthCheck, b: HealthCheck) => severity[b.state] - severity[a.state]

const severity: Record<HealthState, number> = { broken: 2, attention: 1, good: 0 }
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const gigabyte = 1e9

const good = (name: HealthName, finding: string, values: HealthCheck['values'] = {}): HealthCheck => ({
  name,
  state: 'good',
  finding,
  values,
})

/** Reading all of it takes long, so that is done on its copies. */
async function checkDatabase({ db }: Examined, { databaseSize = 0, lastBackup }: MachineReport): Promise<HealthCheck> {
  await readOnce(db)
  const megabytes = Math.ceil(databaseSize / 1e6)
  if (!lastBackup) return good('database', 'answers', { megabytes })
  const check = { name: 'database' as const, values: { megabytes }, at: lastBackup.madeAt }
  return lastBackup.isSound
    ? { ...check, state: 'good', finding: 'sound' }
    : { ...check, state: 'broken', finding: 'damaged' }
}

async function checkMail({ db, mail, now }: Examined): Promise<HealthCheck> {
  const time = now().getTime()
  const { waiting, failed, oldestWaitingAt, lastSentAt } = await countMail(db, time - 7 * day)
  const check = { name: 'mail' as const, values: { waiting, failed }, fix: '/admin/email', ...at(lastSentAt) }
  if (!mail) return { ...check, state: 'attention', finding: 'none' }
  if (oldestWaitingAt !== null && oldestWaitingAt < time - hour) return { ...check, state: 'broken', finding: 'stuck' }
  if (failed > 0) return { ...check, state: 'attention', finding: 'failed' }
  if (lastSentAt === null) return { ...check, state: 'attention', finding: 'untested' }
  return { ...good('mail', 'works', { waiting, failed }), ...at(lastSentAt) }
}

async function checkStorage({ freeSpace, isManaged }: MachineReport): Promise<HealthCheck> {
  if (isManaged || freeSpace === undefined) return good('storage', 'managed')
  const values = { gigabytes: Math.floor(freeSpace / gigabyte) }
  if (freeSpace < gigabyte) return { name: 'storage', state: 'broken', finding: 'full', values }
  if (freeSpace < 5 * gigabyte) return { name: 'storage', state: 'attention', finding: 'low', values }
  return good('storage', 'enough', values)
}

/** Opens each key, as signing would: one that was sealed by a key-encryption key that is gone can't sign. */
async function checkKeys({ db, sealer }: Examined): Promise<HealthCheck> {
  const keys = await listActiveKeys(db, 200)
  const opened = await Promise.all(
    keys.map((key) =>
      sealer.unseal(key, [key.issuerId, key.id, key.algorithm]).then(
        (privateKey) => privateKey.fill(0).length > 0,
        () => false,
      ),
    ),
  )
  const closed = opened.filter((isOpen) => !isOpen).length
  if (closed > 0) return { name: 'keys', state: 'broken', finding: 'closed', values: { closed, count: keys.length } }
  return good('keys', keys.length === 0 ? 'none' : 'open', { count: keys.length })
}

async function checkIssuing({ db }: Examined): Promise<HealthCheck> {
  const halt = await findIssuingHalt(db)
  if (!halt) return good('issuing', 'running')
  const finding = halt.reason === 'clock-behind' ? 'clock' : 'halted'
  return { name: 'issuing', state: 'broken', finding, values: {}, at: new Date(halt.createdAt) }
}

async function checkJobs({ db, now }: Examined): Promise<HealthCheck> {
  const { waiting, failed, oldestDueAt } = await countJobs(db, now().getTime())
  const check = { name: 'jobs' as const, values: { waiting, failed }, ...at(oldestDueAt) }
  if (oldestDueAt !== null && oldestDueAt < now().getTime() - 10 * minute)
    return { ...check, state: 'broken', finding: 'late' }
  if (failed > 0) return { ...check, state: 'attention', finding: 'failed' }
  return good('jobs', 'done', { waiting })
}

/** People were promised a day. An hour later it is late: the work behind it failed, or an organization would be left without an owner. */
async function checkErasures({ db, now }: Examined): Promise<HealthCheck> {
  const { late, unclean } = await countLateErasures(db, now().getTime() - hour)
  if (late > 0) return { name: 'erasures', state: 'broken', finding: 'late', values: { late } }
  if (unclean > 0) return { name: 'erasures', state: 'attention', finding: 'unclean', values: { unclean } }
  return good('erasures', 'done')
}

async function checkBackup({ now }: Examined, { isManaged, lastBackup }: MachineReport): Promise<HealthCheck> {
  if (isManaged) return good('backup', 'managed')
  if (!lastBackup) return { name: 'backup', state: 'attention', finding: 'none', values: {} }
  const { madeAt, isSound, files, setAside } = lastBackup
  const check = { name: 'backup' as const, values: { files }, at: madeAt }
  if (!isSound) return { ...check, state: 'broken', finding: 'damaged' }
  const age = now().getTime() - madeAt.getTime()
  if (age > 7 * day) return { ...check, state: 'broken', finding: 'old' }
  if (age > 26 * hour) return { ...check, state: 'attention', finding: 'old' }
  if (setAside > 0) return { ...check, values: { setAside }, state: 'attention', finding: 'set-aside' }
  return { ...good('backup', 'recent', { files }), at: madeAt }
}

async function checkAddress({ config, db }: Examined): Promise<HealthCheck> {
  const { protocol, hostname, origin } = new URL(config.origin)
  const values = { address: origin }
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    return {
      name: 'address',
      state: 'attention',
      finding: (await listIssuers(db)).length === 0 ? 'unset' : 'local',
      values,
    }
  if (protocol !== 'https:') return { name: 'address', state: 'broken', finding: 'open', values }
  return good('address', 'secure', values)
}

/** The address is part of every credential: under another one nobody finds the keys of what is signed. */
async function checkIssuers({ config, db }: Examined): Promise<HealthCheck> {
  const away = (await listIssuers(db)).filter((issuer) => !isAtHome(config.origin, issuer))
  const [first] = away
  if (!first) return good('issuers', 'at-home')
  const values = {
    count: away.length,
    address: config.origin,
    former: new URL(didWebUrl(first.did, { allowPort: true })).origin,
  }
  return { name: 'issuers', state: 'broken', finding: 'moved', values, fix: '/admin/move' }
}

/** The log never goes back in time; a clock that does would date awards wrongly. */
async function checkClock({ db, now }: Examined): Promise<HealthCheck> {
  if (await isClockBehind({ db, now })) return { name: 'clock', state: 'broken', finding: 'behind', values: {} }
  return good('clock', 'right')
}

async function describeVersion({ db }: Examined, { runtime }: MachineReport): Promise<HealthCheck> {
  const schema = (await findNewestMigration(db)) ?? '–'
  return good('version', 'running', { version, runtime, schema: schema.replace(/\.sql$/, '') })
}

const at = (time: number | null) => (time === null ? {} : { at: new Date(time) })
