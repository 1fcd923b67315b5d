import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import { createProofPool } from '../../src/node/proof-pool.ts'
import type { CredentialDocument, JsonObject } from '../../src/openbadges/index.ts'
import { problemOf } from '../support/answers.ts'
import { buildProofWorker } from '../support/proof-worker.ts'
import { createStranger, type Stranger, strangersBadge } from '../support/strangers.ts'
import { nodeWorld } from '../support/world.ts'

let workerFile: URL
let district: Stranger

beforeAll(async () => {
  workerFile = await buildProofWorker()
  district = await createStranger()
})

/** A megabyte of achievements, each related to the next by a name that holds for the document only. */
function ring(): JsonObject {
  const achievements = Array.from({ length: 9_000 }, (_, index) => ({
    id: `_:a${index}`,
    type: ['Achievement'],
    related: [{ id: `_:a${(index + 1) % 9_000}`, type: ['Related'] }],
  }))
  return {
    ...unsigned(),
    credentialSubject: { id: 'urn:s', type: ['AchievementSubject'], achievement: achievements },
    proof: [proof()],
  }
}

/** As many pieces of evidence as are read, all of them the same and none with a name. */
function lookAlikes(): JsonObject {
  const evidence = Array.from({ length: 900 }, () => ({ type: ['Evidence'], narrative: 'same' }))
  return { ...unsigned(), evidence, proof: [proof()] }
}

// Made of JSON values only.
const unsigned = () => strangersBadge(district.did) as JsonObject

const proof = (): JsonObject => ({
  type: 'DataIntegrityProof',
  cryptosuite: 'eddsa-rdfc-2022',
  created: '2026-05-01T14:03:00Z',
  proofPurpose: 'assertionMethod',
  verificationMethod: district.key.id,
  proofValue: 'z5x9aCBYovW3CQCbKdNyhEm7ffYSw1YpEdPywQJoNbzDD2gkzQDKJ1sYKJaWvqZtkMtSbz35HcbgXVEDYHxCzgkCr',
})

async function serverWithThread() {
  const pool = createProofPool({ workerFile, maxMilliseconds: 4000 })
  onTestFinished(pool.close)
  const { platform } = await nodeWorld()
  const fetchDocument = async (url: string) => ({
    url,
    mediaType: 'application/json',
    bytes: new TextEncoder().encode(JSON.stringify(district.didDocument)),
  })
  const app = createApp({ ...platform, fetchDocument, verifyProof: pool.verifyProof })
  const { origin } = platform.config
  return {
    verify: (document: JsonObject) =>
      app.request(`${origin}/api/v1/verify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(document),
      }),
    canary: () => app.request(`${origin}/api/v1/badges`),
  }
}

test('a ring of blank nodes is refused before anything is computed from it, and the server answers others', async () => {
  const { verify, canary } = await serverWithThread()
  const document = ring()
  expect(JSON.stringify(document).length).toBeGreaterThan(700_000)
  const [refused, other] = await Promise.all([verify(document), canary()])
  expect([refused.status, other.status]).toEqual([422, 200])
})

test('a ring that got past the guard ends its thread at most, and the next proof is checked', async () => {
  const { verifyProof, close } = createProofPool({ workerFile, maxMilliseconds: 4000 })
  onTestFinished(close)
  const signed = await district.sign(strangersBadge(district.did))
  const input = (document: object, ofProof: unknown) => ({
    // Not from the guard, which would have refused the ring.
    document: document as CredentialDocument,
    proof: ofProof as JsonObject,
    controllerDocument: district.didDocument,
    now: '2026-05-14T15:00:00Z',
  })
  await expect(verifyProof(input(ring(), proof()))).rejects.toMatchObject({ code: 'too-complex' })
  expect((await verifyProof(input(signed, (signed.proof as unknown[])[0]))).state).toBe('passed')
})

test('nine hundred nodes that look alike get an answer, and so do others meanwhile', async () => {
  const { verify, canary } = await serverWithThread()
  const verification = verify(lookAlikes())
  expect((await canary()).status).toBe(200)
  expect(await problemOf(await verification)).toEqual([422, 'too-complex'])
})
