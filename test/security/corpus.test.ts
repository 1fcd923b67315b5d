import { readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import type { HttpEnv } from '../../src/http/http-env.ts'
import type { JsonValue } from '../../src/openbadges/index.ts'
import { type OpenInternet, openInternet } from '../support/open-internet.ts'
import { createStranger, type Stranger, statusListUrl, strangersBadge } from '../support/strangers.ts'
import { type NodeWorld, nodeWorld } from '../support/world.ts'
import { hostileList } from './bombs.ts'
import { hostileJson } from './hostile-json.ts'
import { hostilePicture } from './hostile-pictures.ts'
import { hostileToken } from './hostile-tokens.ts'
import { type Operation, patch } from './json-patch.ts'

interface Case {
  id: string
  group: string
  input: {
    /** application/json where it is absent, none where it is null. */
    contentType?: string | null
    body?: string
    base64?: string
    json?: [kind: string, count: number]
    url?: { repeat: string; times: number }
    token?: string
    file?: string
    fileType?: string
    signThenPatch?: Operation[]
    patchThenSign?: Operation[]
    signer?: 'bare-key' | 'attacker'
    copiesOfProof?: number
    encodedList?: string
    statusList?: string
    issuerDid?: string
    server?: string
  }
  expect: {
    status: number
    problem?: string
    verdict?: string
    checks?: Record<string, object>
    asks?: 'nobody' | 'issuer'
    sameBodyAs?: string
    maxMilliseconds?: number
  }
}

const corpus: Case[] = JSON.parse(readFileSync(new URL('./corpus.json', import.meta.url), 'utf8')).cases
const casesOf = (group: string) => corpus.filter((each) => each.group === group).map((each) => [each.id, each] as const)
/** What a case may take here is what it may take on an idle machine, several times over. */
const slower = 10

let here: NodeWorld
let app: Hono<HttpEnv>
let internet: OpenInternet
let district: Stranger

beforeAll(async () => {
  here = await nodeWorld()
  internet = await openInternet(here.platform.config.origin)
  app = createApp({ ...here.platform, fetchDocument: internet.fetchDocument })
  district = await createStranger()
  await hostileToken('ok', district)
})
afterAll(async () => {
  await internet.close()
  await here.platform.close()
})

const verifyUrl = () => `${here.platform.config.origin}/api/v1/verify`
const place = (url: string) => url.replace('https://', '')

describe.each(['verify.paste', 'verify.upload', 'verify.jwt', 'verify.status', 'verify.did', 'verify.url'])(
  '%s',
  (group) => {
    test.each(casesOf(group))('%s', async (id, { input, expect: expected }) => {
      // Rate limits are counted by the minute, and are not what is tried here.
      here.clock.forward({ minutes: 1 })
      await serve(id, input)
      const request = await requestOf(input)
      internet.arrived.length = 0
      internet.lookedUp.length = 0
      const start = performance.now()
      const response = await app.request(verifyUrl(), request)
      const milliseconds = performance.now() - start
      const text = await response.text()
      const body = JSON.parse(text)

      expect([response.status, response.status === 200 ? body.verdict : problemOf(body)]).toEqual([
        expected.status,
        expected.verdict ?? expected.problem ?? expect.any(String),
      ])
      if (expected.verdict !== 'valid') expect(body.verdict).not.toBe('valid')
      for (const [check, state] of Object.entries(expected.checks ?? {})) {
        expect(body.checks).toContainEqual(expect.objectContaining({ id: check, ...state }))
      }
      if (response.status !== 200) expect(response.headers.get('content-type')).toBe('application/problem+json')
      if (expected.asks === 'nobody') expect([internet.lookedUp, internet.arrived]).toEqual([[], []])
      if (expected.asks === 'issuer') expect(internet.lookedUp.filter((host) => host !== 'issuer.org')).toEqual([])
      if (expected.sameBodyAs) expect(withoutReference(body)).toEqual(await bodyForLoopback())
      if (expected.maxMilliseconds) expect(milliseconds).toBeLessThan(expected.maxMilliseconds * slower)
      expect(text).not.toContain('of the upstream')
      expect(({} as Record<string, unknown>).x).toBeUndefined()
      internet.answers.clear()
      internet.addresses.clear()
    })
  },
)

const problemOf = ({ type }: { type: string }) => type.split('/problems/')[1]

function withoutReference({ instance: _, request_id: __, ...body }: Record<string, unknown>) {
  return body
}

async function bodyForLoopback() {
  const loopback = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"url":"https://127.0.0.1/"}',
  }
  return withoutReference(JSON.parse(await (await app.request(verifyUrl(), loopback)).text()))
}

/** Puts the documents of the district on the net, with what the case changes about them. */
async function serve(id: string, input: Case['input']) {
  const { answers, addresses } = internet
  answers.set(place(district.didUrl), district.didDocument)
  answers.set(place(statusListUrl), await listFor(input))
  if (id === 'did-id-mismatch')
    answers.set('issuer.org/.well-known/did.json', { ...district.didDocument, id: 'did:web:other.org' })
  if (id === 'did-doc-10mb') {
    answers.set('issuer.org/.well-known/did.json', (response) => {
      response.setHeader('content-type', 'application/json').end(' '.repeat(10 * 1024 * 1024))
    })
  }
  if (input.server) answers.set('issuer.org/badge', serverOf(input.server))
  if (input.server === 'DNS answers 10.0.0.5') addresses.set('issuer.org', ['10.0.0.5'])
  if (input.server === 'DNS answers [public, 127.0.0.1]') addresses.set('issuer.org', ['93.184.216.34', '127.0.0.1'])
}

async function listFor({ encodedList, statusList }: Case['input']) {
  const change = (changes: object) => (unsigned: object) => ({ ...unsigned, ...changes })
  switch (statusList) {
    case 'unsigned':
      return { ...(await district.statusList()), proof: undefined }
    case 'statusPurpose suspension':
      return district.statusList({ purpose: 'suspension' })
    case 'validUntil past':
      return district.statusList({ change: change({ validUntil: '2026-05-02T00:00:00Z' }) })
    case 'id != URL (replayed other list)':
      return district.statusList({ url: 'https://issuer.org/status/4' })
    case 'HTTP 500':
      return (response: import('node:http').ServerResponse) => void response.writeHead(500).end()
    case 'drips 1 byte per 100 ms':
      return (response: import('node:http').ServerResponse) => {
        response.setHeader('content-type', 'application/json')
        const timer = setInterval(() => response.write(' '), 100)
        response.once('close', () => clearInterval(timer))
      }
  }
  if (encodedList === undefined) return district.statusList()
  const list = hostileList(encodedList)
  return district.statusList({
    change: (unsigned) => {
      const { credentialSubject, ...rest } = unsigned as { credentialSubject: object }
      return { ...rest, credentialSubject: { ...credentialSubject, encodedList: list } }
    },
  })
}

function serverOf(description: string): (response: import('node:http').ServerResponse) => void {
  const sends =
    (type: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
    (response: import('node:http').ServerResponse) =>
      void response.writeHead(200, { 'content-type': type, ...headers }).end(body)
  const redirects = (location: string) => (response: import('node:http').ServerResponse) =>
    void response.writeHead(302, { location, 'x-secret': 'of the upstream' }).end('of the upstream')
  const servers: Record<string, (response: import('node:http').ServerResponse) => void> = {
    '302 to http://127.0.0.1': redirects('http://127.0.0.1/'),
    '302 to https (public)': redirects('https://issuer.org/other'),
    'content-encoding br, 316 B to 200 MB': sends('application/json', bomb, { 'content-encoding': 'br' }),
    'no headers for 60 s': () => undefined,
    'text/html page': sends('text/html', '<h1>of the upstream</h1>'),
    'text/plain JSON': sends('text/plain', '{"secret":"of the upstream"}'),
    '404': (response) => void response.writeHead(404).end('of the upstream'),
  }
  return servers[description] ?? sends('application/json', '{"secret":"of the upstream"}')
}

const bomb = brotliCompressSync(Buffer.alloc(200 * 1024 * 1024, 0x20))

async function requestOf(input: Case['input']): Promise<RequestInit> {
  if (input.file) {
    const form = new FormData()
    form.set('file', new File([hostilePicture(input.file)], input.file, { type: input.fileType ?? '' }))
    return { method: 'POST', body: form }
  }
  const type = input.contentType === undefined ? 'application/json' : input.contentType
  const body = await bodyOf(input)
  // Bytes, because text would get a content type of its own.
  return {
    method: 'POST',
    headers: type === null ? {} : { 'content-type': type },
    body: new Uint8Array(Buffer.from(body)),
  }
}

async function bodyOf(input: Case['input']): Promise<string | Uint8Array> {
  if (input.body !== undefined) return input.body
  if (input.base64) return Buffer.from(input.base64, 'base64')
  if (input.json) return hostileJson(...input.json)
  if (input.token) return hostileToken(input.token, district)
  if (input.url) return JSON.stringify({ url: `https://${input.url.repeat.repeat(input.url.times)}` })
  if (input.server) return JSON.stringify({ url: addressFor(input.server) })
  return JSON.stringify(await badgeFor(input))
}

function addressFor(server: string): string {
  if (server === 'our own origin /api/...') return `${here.platform.config.origin}/api/v1/badges`
  return server === 'self-signed certificate' ? 'https://self-signed.org/badge' : 'https://issuer.org/badge'
}

async function badgeFor(input: Case['input']): Promise<object> {
  const { signThenPatch = [], patchThenSign = [] } = input
  const signer = input.signer === undefined ? district : await createStranger('did:key')
  const issuer = input.signer === 'bare-key' ? signer.did : district.did
  const signed = await signer.sign(patch(fixture(issuer, input.signer === 'bare-key'), atThisTime(patchThenSign)))
  if (input.issuerDid) return withIssuer(signed, input.issuerDid)
  if (input.copiesOfProof) {
    return { ...signed, proof: Array<unknown>(input.copiesOfProof).fill((signed.proof as unknown[])[0]) }
  }
  return patch(signed, signThenPatch)
}

/** Without a status where the issuer has no place to publish one. */
function fixture(issuer: string, isBareKey: boolean): object {
  const { credentialStatus, ...badge } = strangersBadge(issuer)
  const contexts = (badge['@context'] as string[]).slice(0, 2)
  return { ...badge, '@context': contexts, ...(!isBareKey && { credentialStatus }) }
}

function atThisTime(operations: readonly Operation[]): Operation[] {
  return operations.map((operation) => {
    const [, seconds] = /^\$NOW\+(\d+)s$/.exec(String(operation.value)) ?? []
    if (seconds === undefined) return operation
    const later = new Date(here.clock.now().getTime() + Number(seconds) * 1000)
    return { ...operation, value: later.toISOString().replace(/\.\d+Z$/, 'Z') }
  })
}

function withIssuer(signed: Record<string, unknown>, described: string): object {
  const did = dids[described] ?? described.replace(/ \(.*/, '')
  const [proof] = signed.proof as Record<string, JsonValue>[]
  const cryptosuite = described.startsWith('did:key:zDn') ? 'ecdsa-rdfc-2019' : 'eddsa-rdfc-2022'
  return {
    ...signed,
    issuer: { id: did, type: ['Profile'], name: 'District One' },
    proof: [{ ...proof, cryptosuite, verificationMethod: `${did}#k1` }],
  }
}

const dids: Readonly<Record<string, string>> = {
  'did:ion:EiA…': 'did:ion:EiAnKD8-jfdd0MDcZUjAbRgaThBrMxPTFOxcnfJhI7Ukaw',
  'did:key:zDn…': 'did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169',
  'did:jwk:{…"d":…}': `did:jwk:${Buffer.from('{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}').toString('base64url')}`,
}
