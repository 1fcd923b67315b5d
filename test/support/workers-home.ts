import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createCommonPlatform } from '../../src/app/common-platform.ts'
import { verifyProof } from '../../src/openbadges/index.ts'
import { compression } from '../../src/platform/compression.ts'
import { readConfig } from '../../src/platform/config.ts'
import { connect } from '../../src/platform/db/db.ts'
import type { FetchDocument, FetchedDocument, Files, LogEntry, StoredFile } from '../../src/platform/platform.ts'
import { countInMemory } from '../../src/platform/requests/count-in-memory.ts'
import { countedId, createClock, seededBytes } from './frozen.ts'
import { createMailbox } from './mailbox.ts'
import { type App, proofs, type TestPlatform } from './platform.ts'
import { type Ask, type AskBody, createAsk } from './workers-ask.ts'
import type { Place, WireStatement } from './workers-wire.ts'

/** A place of one's own in the Worker that listens at `address`, with the clock and the ids of the test. */
export async function openWorkersHome(
  address: string,
  settings: Record<string, string>,
): Promise<{ platform: TestPlatform; app: App }> {
  const { config, secrets } = readConfig(settings)
  const ask = createAsk(address)
  // As `open` answers.
  const world = (await ask({ kind: 'open' })).value as number
  const clock = createClock()
  const logged: LogEntry[] = []
  const { mail, mailbox } = createMailbox()
  let count = 0
  const place = (): Place => ({ world, settings, now: clock.now().getTime(), count })

  const app: App = {
    async request(input, init) {
      const request = new Request(input, init)
      return await send(request, init?.body instanceof ReadableStream ? init.body : await bytesOf(request))
    },
    fetch: async (request) => await send(request, await bytesOf(request)),
  }
  async function send({ method, url, headers }: Request, body: AskBody) {
    const { reply, bytes } = await ask({ kind: 'request', method, url, headers: [...headers], ...place() }, body)
    if (reply.kind !== 'response') throw new Error('The Worker misunderstood.')
    count = Math.max(count, reply.count)
    logged.push(...reply.logged)
    const isEmpty = [204, 205, 304].includes(reply.status)
    return new Response(isEmpty ? null : bytes, { status: reply.status, headers: reply.headers })
  }

  const fetchDocument: FetchDocument = async (url, { accept, maxBytes }) => {
    const { value, bytes } = await ask({ kind: 'document', url, options: { accept, maxBytes }, ...place() })
    // As `document` answers.
    return { ...(value as Omit<FetchedDocument, 'bytes'>), bytes }
  }

  // Signing in with a provider is asked of the Worker alone.
  const exchange = () => Promise.reject(new Error('The test asks no identity provider.'))

  const platform: TestPlatform = {
    ...createCommonPlatform({
      config,
      keyEncryptionKeys: secrets.keyEncryptionKeys,
      fetchDocument: Object.assign(fetchDocument, { exchange }),
      proofs,
      verifyApart: verifyProof,
      now: clock.now,
      newId: () => countedId(++count),
    }),
    // drizzle calls prepare and batch of D1Database and nothing else; both are here.
    db: connect(remoteDatabase(ask, world) as Parameters<typeof connect>[0], compression),
    files: remoteFiles(ask, world),
    images: {
      canDraw: true,
      renderArtwork: async ({ template }) => new Uint8Array(await readFile(pictureOf(template))),
      shapeWords: async () => new Map(),
      redrawLogo: async (picture) => picture,
    },
    mail,
    countRequest: countInMemory(),
    wakeJobs: () => undefined,
    sha256: (content) => hash('sha256', content),
    randomBytes: seededBytes(),
    forgetDeleted: async () => undefined,
    inspect: async () => ({ runtime: 'test', isManaged: true }),
    log: (entry) => void logged.push(entry),
    clock,
    mailbox,
    logged,
    async close() {
      await ask({ kind: 'close', world })
    },
  }
  return { platform, app }
}

/** The verbs that drizzle calls, asked of the D1 that the Worker is bound to. */
function remoteDatabase(ask: Ask, world: number) {
  const query = async (verb: 'run' | 'all' | 'raw' | 'batch', statements: WireStatement[]) =>
    JSON.parse(decode((await ask({ kind: 'database', world, verb }, JSON.stringify(statements))).bytes))
  const prepare = (sql: string, values: unknown[] = []) => ({
    sql,
    values,
    bind: (...given: unknown[]) => prepare(sql, given),
    run: () => query('run', [{ sql, values }]),
    all: () => query('all', [{ sql, values }]),
    raw: () => query('raw', [{ sql, values }]),
  })
  return { prepare, batch: (statements: WireStatement[]) => query('batch', statements) } as unknown
}

function remoteFiles(ask: Ask, world: number): Files {
  return {
    async put(key, body, { maxBytes }) {
      // As our own Files answers.
      return (await ask({ kind: 'put', world, key, maxBytes }, body)).value as StoredFile
    },
    async get(key, range) {
      const { value, bytes } = await ask({ kind: 'get', world, key, range })
      // As `get` answers.
      const found = value as { size: number } | undefined
      return found && { body: new Blob([bytes]).stream(), size: found.size }
    },
    async delete(key) {
      await ask({ kind: 'delete', world, key })
    },
    async *list(prefix) {
      // As `list` answers.
      const listed = (await ask({ kind: 'list', world, prefix })).value as { key: string; storedAt: number }[]
      for (const { key, storedAt } of listed) yield { key, storedAt: new Date(storedAt) }
    },
  }
}

const pictureOf = (template: string) => new URL(`../../badge-templates/previews/${template}.png`, import.meta.url)
const bytesOf = async (request: Request) => new Uint8Array(await request.arrayBuffer())
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
