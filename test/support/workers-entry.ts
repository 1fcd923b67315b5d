import type { D1Database, Queue, R2Bucket } from '@cloudflare/workers-types'
import type { Hono } from 'hono'
import { createApp } from '../../src/app/app.ts'
import type { HttpEnv } from '../../src/http/http-env.ts'
import { AppError } from '../../src/platform/errors.ts'
import type { LogEntry, Platform } from '../../src/platform/platform.ts'
import { r2Files } from '../../src/workers/files.ts'
import { createWorkersPlatform } from '../../src/workers/workers-platform.ts'
import { countedId, seededBytes } from './frozen.ts'
import { emptyDatabase } from './workers-database.ts'
import { type Call, type Place, pack, type Reply, unpack, type WireStatement } from './workers-wire.ts'

/** Databases DB0, DB1 … and buckets FILES0, FILES1 …, since tests that run side by side must not meet. */
interface TestBindings {
  JOBS: Queue
  MIGRATIONS: string[]
  [binding: string]: unknown
}

/**
 * The app in workerd with the clock, ids and random bytes of a test. It also lends the test its database and files, so that
 * what is arranged and asserted outside goes through the same bindings.
 */
export default {
  async fetch(request: Request, bindings: TestBindings): Promise<Response> {
    try {
      // Only our own tests call this Worker.
      return await answer(unpack(request.headers) as Call, request, bindings)
    } catch (error) {
      return failure(error)
    }
  },
}

interface World {
  db: D1Database
  bucket: R2Bucket
  /** Made at the first request, whose settings it keeps. */
  server?: Server
}
interface Server {
  app: Hono<HttpEnv>
  platform: Platform
  now: Date
  count: number
  logged: LogEntry[]
}

const worlds = new Map<number, World>()

async function answer(call: Call, request: Request, bindings: TestBindings): Promise<Response> {
  if (call.kind === 'open') return done(await open(bindings))
  const world = worlds.get(call.world)
  if (!world) throw new Error('This world was closed.')
  const files = r2Files(world.bucket)
  switch (call.kind) {
    case 'close':
      return done(worlds.delete(call.world))
    case 'request':
      return await respond(enter(world, call, bindings), call, request)
    case 'database':
      // As remoteDatabase asks.
      return Response.json(await query(world.db, call.verb, (await request.json()) as WireStatement[]), {
        headers: pack({ kind: 'done' }),
      })
    case 'put':
      return done(await files.put(call.key, request.body ?? new Uint8Array(), { maxBytes: call.maxBytes }))
    case 'get': {
      const found = await files.get(call.key, call.range)
      return new Response(found?.body, { headers: pack({ kind: 'done', value: found && { size: found.size } }) })
    }
    case 'delete':
      return done(await files.delete(call.key))
    case 'list': {
      const listed: { key: string; storedAt: number }[] = []
      for await (const { key, storedAt } of files.list(call.prefix)) listed.push({ key, storedAt: storedAt.getTime() })
      return done(listed)
    }
    case 'document': {
      const { bytes, ...document } = await enter(world, call, bindings).platform.fetchDocument(call.url, call.options)
      return new Response(bytes, { headers: pack({ kind: 'done', value: document }) })
    }
  }
}

async function open(bindings: TestBindings): Promise<number> {
  for (let number = 0; `DB${number}` in bindings; number++) {
    if (worlds.has(number)) continue
    // As the one who starts this Worker has bound them.
    const world = { db: bindings[`DB${number}`] as D1Database, bucket: bindings[`FILES${number}`] as R2Bucket }
    worlds.set(number, world)
    await emptyDatabase(world.db, bindings.MIGRATIONS)
    const { objects } = await world.bucket.list()
    if (objects.length > 0) await world.bucket.delete(objects.map(({ key }) => key))
    return number
  }
  throw new Error('More worlds are open than there are databases.')
}

function enter(world: World, { settings, now, count }: Place, bindings: TestBindings): Server {
  const server = world.server ?? createServer(world, settings, bindings)
  world.server = server
  server.now = new Date(now)
  server.count = Math.max(server.count, count)
  return server
}

function createServer(world: World, settings: Record<string, string>, { JOBS }: TestBindings): Server {
  const platform = createWorkersPlatform(
    { DB: world.db, FILES: world.bucket, JOBS, ...settings },
    {
      now: () => server.now,
      newId: () => countedId(++server.count),
      // Not those of the test, or what both make would be the same secret.
      randomBytes: seededBytes(5_141_500),
      log: (entry) => void server.logged.push(entry),
    },
  )
  const server: Server = { app: createApp(platform), platform, now: new Date(0), count: 0, logged: [] }
  return server
}

async function respond(
  server: Server,
  { url, method, headers }: { url: string; method: string; headers: [string, string][] },
  request: Request,
): Promise<Response> {
  const isBodyless = method === 'GET' || method === 'HEAD'
  // Read before, or a refusal that leaves it unread would end the connection. What comes as a stream has one of its own.
  const body = request.headers.has('content-length') ? await request.arrayBuffer() : request.body
  const isEmpty = isBodyless || (body instanceof ArrayBuffer && body.byteLength === 0)
  const response = await server.app.fetch(new Request(url, { method, headers, body: isEmpty ? null : body }))
  const { status } = response
  const logged = server.logged.splice(0)
  const reply: Reply = { kind: 'response', status, headers: [...response.headers], count: server.count, logged }
  return new Response(response.body, { headers: pack(reply) })
}

async function query(db: D1Database, verb: 'run' | 'all' | 'raw' | 'batch', statements: WireStatement[]) {
  const bound = statements.map(({ sql, values }) => db.prepare(sql).bind(...values))
  return verb === 'batch' ? await db.batch(bound) : await bound[0]?.[verb]()
}

const done = (value: unknown) => new Response(null, { headers: pack({ kind: 'done', value }) })

function failure(error: unknown): Response {
  const message = error instanceof Error ? error.message : 'unknown'
  if (!(error instanceof AppError)) return new Response(null, { headers: pack({ kind: 'failure', message }) })
  const cause = typeof error.cause === 'number' ? error.cause : undefined
  return new Response(null, { headers: pack({ kind: 'failure', message, code: error.code, cause }) })
}
