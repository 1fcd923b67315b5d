import type { Hono } from 'hono'
import { expect, inject, onTestFinished } from 'vitest'
import { createApp } from '../../src/app.ts'
import type { HttpEnv } from '../../src/http/http-env.ts'
import { createIssuer } from '../../src/issuers/create-issuer.ts'
import { role } from '../../src/issuers/issuers-tables.ts'
import type { RoleName } from '../../src/issuers/roles.ts'
import { createPerson } from '../../src/people/create-person.ts'
import type { PersonDetails } from '../../src/people/person.ts'
import type { Clock } from './frozen.ts'
import { createClient, type TestPerson, testPerson } from './people.ts'
import { type App, type TestPlatform, testPlatform, testSettings } from './platform.ts'
import { openWorkersHome } from './workers-home.ts'

export interface World {
  /** In this process, or in the Worker that the project `workers` has started. */
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
  const worker = inject('worker')
  if (worker === undefined) return await nodeWorld(options)
  return await populate(await openWorkersHome(worker, { ...testSettings, ...options.settings }))
}

/** The same for tests of what there is on Node alone: sockets, threads, the file of the database. */
export async function nodeWorld(options: WorldOptions = {}): Promise<NodeWorld> {
  const platform = testPlatform(options)
  return await populate({ platform, app: createApp(platform) })
}

async function populate<Home extends { platform: TestPlatform; app: App }>(home: Home): Promise<World & Home> {
  const { platform, app } = home
  // Outside a test, as in beforeAll, the one who made the world closes its platform.
  if (expect.getState().currentTestName !== undefined) onTestFinished(() => platform.close())
  const operator = await createPerson(platform, { ...grace, isAdministrator: true })
  const lakeside = await found(platform, operator, 'Lakeside School District', ada)
  const hillview = await found(platform, operator, 'Hillview Unified', otto)

  const enter = async (details: PersonDetails, roles: RoleName[]) => {
    const { id } = await createPerson(platform, details)
    const createdAt = platform.now().getTime()
    for (const name of roles)
      await platform.db.insert(role).values({ personId: id, issuerId: lakeside, name, createdAt })
    return await testPerson(app, platform, { id, ...details })
  }

  return {
    ...home,
    clock: platform.clock,
    lakeside,
    hillview,
    ada: await enter(ada, ['author', 'awarder']),
    ravi: await enter(ravi, ['reviewer']),
    lena: await enter(lena, ['learner']),
    otto: await enter(otto, []),
    grace: await enter(grace, []),
    visitor: createClient(app, platform.config, {}),
    join: (name, roles) => enter({ name, email: `${name.toLowerCase().replace(/\W+/g, '.')}@district.example` }, roles),
  }
}

const ada = { name: 'Ada Alvarez', email: 'ada@lakeside.example' }
const ravi = { name: 'Ravi Rao', email: 'ravi@lakeside.example' }
const lena = { name: 'Lena Lindqvist', email: 'lena@lakeside.example' }
const otto = { name: 'Otto Okafor', email: 'otto@hillview.example' }
const grace = { name: 'Grace Gray', email: 'grace@operator.example' }

async function found(platform: TestPlatform, operator: { id: string }, name: string, owner: PersonDetails) {
  const host = owner.email.replace(/.*@/, '')
  const actor = { kind: 'person', personId: operator.id } as const
  const details = { name, url: `https://www.${host}`, email: `learning@${host}`, owner }
  return (await createIssuer(platform, actor, details)).id
}
