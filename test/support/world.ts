import type { Hono } from 'hono'
import { expect, onTestFinished } from 'vitest'
import { createApp } from '../../src/app.ts'
import type { HttpEnv } from '../../src/http/http-env.ts'
import { issuer, role } from '../../src/issuers/issuers-tables.ts'
import type { RoleName } from '../../src/issuers/roles.ts'
import { createPerson } from '../../src/people/create-person.ts'
import type { Clock } from './clock.ts'
import { createClient, type TestPerson, testPerson } from './people.ts'
import { type TestPlatform, testPlatform } from './platform.ts'

export interface World {
  app: Hono<HttpEnv>
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
  /** Somebody who did not sign in. */
  visitor: ReturnType<typeof createClient>
  /** A further person, with roles at Lakeside. */
  join(name: string, roles: RoleName[]): Promise<TestPerson>
}

/** Two districts and four people on a database of their own, gone when the test is over. */
export async function world(options: { settings?: Record<string, string> } = {}): Promise<World> {
  const platform = testPlatform(options)
  // Outside a test, as in beforeAll, the one who made the world closes its platform.
  if (expect.getState().currentTestName !== undefined) onTestFinished(() => platform.close())
  const app = createApp(platform)
  const lakeside = await addIssuer(platform, { name: 'Lakeside School District', host: 'lakeside' })
  const hillview = await addIssuer(platform, { name: 'Hillview Unified', host: 'hillview' })

  const enter = async (name: string, roles: RoleName[], issuerId: string) => {
    const email = `${name.toLowerCase().replace(/\W+/g, '.')}@district.example`
    const { id } = await createPerson(platform, { name, email })
    const createdAt = platform.now().getTime()
    for (const held of roles) await platform.db.insert(role).values({ personId: id, issuerId, name: held, createdAt })
    return await testPerson(app, platform, { id, name, email })
  }

  return {
    app,
    platform,
    clock: platform.clock,
    lakeside,
    hillview,
    ada: await enter('Ada Alvarez', ['owner', 'author', 'awarder'], lakeside),
    ravi: await enter('Ravi Rao', ['reviewer'], lakeside),
    lena: await enter('Lena Lindqvist', ['learner'], lakeside),
    otto: await enter('Otto Okafor', ['owner'], hillview),
    visitor: createClient(app, platform.config, {}),
    join: (name, roles) => enter(name, roles, lakeside),
  }
}

async function addIssuer(platform: TestPlatform, { name, host }: { name: string; host: string }) {
  const id = platform.newId()
  await platform.db.insert(issuer).values({
    id,
    did: `did:web:badges.lakeside.example:issuers:${id}`,
    name,
    url: `https://www.${host}.example`,
    email: `learning@${host}.example`,
    createdAt: platform.now().getTime(),
  })
  return id
}
