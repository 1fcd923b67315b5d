import type { Hono } from 'hono'
import { onTestFinished, TestRunner } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import type { HttpEnv } from '../../src/http/http-env.ts'
import type { RoleName } from '../../src/identity/organizations/permissions.ts'
import type { Proofs } from '../../src/openbadges/index.ts'
import { arrangeDistricts, enterDistrict } from './districts.ts'
import type { Clock } from './frozen.ts'
import { browserHeaders, type Client, createClient, type SignedIn, speakAs, type TestPerson } from './people.ts'
import { type App, type TestPlatform, testPlatform, testSettings } from './platform.ts'
import { workerAddress } from './worker-address.ts'
import { openWorkersHome } from './workers-home.ts'

export interface World {
  /** In this process, or in the Worker that the project `workers` has started for it. */
  app: App
  platform: TestPlatform
  /** Stands at 2026-05-14T15:00:00Z until a test moves it. */
  clock: Clock
  /** Ids of the two districts. */
  lakeside: string
  hillview: string
  /** Owner, author and awarder at Lakeside. */
  ada: TestPerson
  /** Reviewer at Lakeside. */
  ravi: TestPerson
  /** Learner at Lakeside. */
  lena: TestPerson
  /** Owner at Hillview, and nobody at Lakeside. */
  otto: TestPerson
  /** Runs the installation, with no role at an issuer. */
  grace: TestPerson
  /** Somebody who did not sign in. */
  visitor: ReturnType<typeof createClient>
  /** A further person, with roles at Lakeside. */
  join(name: string, roles: RoleName[]): Promise<TestPerson>
}

export type NodeWorld = World & { app: Hono<HttpEnv>; platform: ReturnType<typeof testPlatform> }

interface WorldOptions {
  settings?: Record<string, string>
}

/** Two districts, with keys to sign, and their people on a database of their own, gone when the test is over. */
export async function world(options: WorldOptions = {}): Promise<World> {
  const worker = workerAddress()
  if (worker === undefined) return await nodeWorld(options)
  return await populate(await openWorkersHome(worker, { ...testSettings, ...options.settings }), options)
}

/** The same for tests of what there is on Node alone: sockets, threads, the file of the database. */
export async function nodeWorld(
  options: WorldOptions & { dataDir?: string; proofs?: Proofs } = {},
): Promise<NodeWorld> {
  const platform = testPlatform(options)
  return await populate({ platform, app: createApp(platform) }, options)
}

/** Where nothing was set up yet. */
export async function emptyWorld(): Promise<Pick<World, 'app' | 'platform' | 'clock'> & { browser: Client }> {
  const worker = workerAddress()
  const platform = worker === undefined ? testPlatform() : undefined
  const home = platform ? { platform, app: createApp(platform) } : await openWorkersHome(worker ?? '', testSettings)
  onTestFinished(() => home.platform.close())
  const { config, clock } = home.platform
  return { ...home, clock, browser: createClient(home.app, config, browserHeaders(config)) }
}

async function populate<Home extends { platform: TestPlatform; app: App }>(
  home: Home,
  { settings }: WorldOptions,
): Promise<World & Home> {
  const { platform, app } = home
  // Outside a test, as in beforeAll, the one who made the world closes its platform.
  if (TestRunner.getCurrentTest() !== undefined) onTestFinished(() => platform.close())
  const { lakeside, hillview, people } = await arrangeDistricts(platform, settings)
  const speak = (person: SignedIn) => speakAs(app, platform.config, person)
  return {
    ...home,
    clock: platform.clock,
    lakeside,
    hillview,
    ada: speak(people.ada),
    ravi: speak(people.ravi),
    lena: speak(people.lena),
    otto: speak(people.otto),
    grace: speak(people.grace),
    visitor: createClient(app, platform.config, {}),
    async join(name, roles) {
      const email = `${name.toLowerCase().replace(/\W+/g, '.')}@district.example`
      return speak(await enterDistrict(platform, lakeside, { name, email, roles }))
    },
  }
}
