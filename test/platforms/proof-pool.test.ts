import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createProofPool, type ProofPoolSettings } from '../../src/node/proof-pool.ts'
import type { ProofQuestion } from '../../src/node/proof-worker.ts'
import { type JsonObject, OpenBadgeError, parseCredential } from '../../src/openbadges/index.ts'
import { AppError } from '../../src/platform/errors.ts'
import { newIssuer, now, signedCredential } from '../openbadges/lakeside.ts'
import { newFolder } from '../support/folder.ts'
import { buildProofWorker } from '../support/proof-worker.ts'

function pool(settings: ProofPoolSettings) {
  const made = createProofPool(settings)
  onTestFinished(made.close)
  return made
}

/** A worker that does what the question's document says, for ends that no honest document has. */
function workerThat(script: string) {
  const file = join(newFolder(), 'worker.mjs')
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads'
     const outcome = (reason) => parentPort.postMessage({ kind: 'outcome', outcome: { state: 'failed', reason } })
     parentPort.on('message', async ({ document: { act } }) => { ${script} })
     parentPort.postMessage({ kind: 'ready' })`,
  )
  return pathToFileURL(file)
}
// Only `act` is looked at by those workers.
const asked = (act: string) => ({ document: { act } }) as unknown as ProofQuestion

const failureOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'nothing',
    (error: unknown) => (error instanceof AppError || error instanceof OpenBadgeError ? error.code : 'error'),
  )

test('a proof is checked in the thread as it would be here', async () => {
  const { verifyProof } = pool({ workerFile: await buildProofWorker(), maxMilliseconds: 20_000 })
  const issuer = await newIssuer()
  const signed = await signedCredential(issuer)
  // Signing adds a list of one proof.
  const [proof = {}] = signed.proof as JsonObject[]
  const question = (document: object): ProofQuestion => ({
    document: parseCredential(JSON.stringify(document)),
    proof,
    controllerDocument: issuer.document,
    now,
  })
  expect(await verifyProof(question(signed))).toEqual({ state: 'passed', verificationMethod: issuer.key.id })
  expect(await verifyProof(question({ ...signed, name: 'Something else' }))).toMatchObject({ state: 'failed' })
})

test('a thread that takes too long is ended, the server goes on meanwhile, and the next proof has a new thread', async () => {
  const workerFile = workerThat("if (act === 'spin') for (;;); outcome('answered')")
  const { verifyProof } = pool({ workerFile, maxMilliseconds: 200 })
  const order: string[] = []
  setTimeout(() => order.push('something else was done'), 50)
  const spinning = failureOf(verifyProof(asked('spin'))).then((code) => order.push(code))
  const next = verifyProof(asked('answer'))
  await spinning
  expect(order).toEqual(['something else was done', 'too-complex'])
  expect(await next).toEqual({ state: 'failed', reason: 'answered' })
})

test('a thread that takes too much memory is ended, and nothing else', async () => {
  const workerFile = workerThat(
    "const kept = []; if (act === 'hoard') for (;;) kept.push(new Array(100_000).fill(act + kept.length)); outcome('answered')",
  )
  const { verifyProof } = pool({ workerFile, maxMilliseconds: 20_000 })
  expect(await failureOf(verifyProof(asked('hoard')))).toBe('too-complex')
  expect(await verifyProof(asked('answer'))).toEqual({ state: 'failed', reason: 'answered' })
})

test('when too many wait, the next is told to come later', async () => {
  const workerFile = workerThat("if (act === 'spin') for (;;); outcome('answered')")
  const { verifyProof } = pool({ workerFile, maxMilliseconds: 200, maxWaiting: 2 })
  const results = ['spin', 'answer', 'answer', 'late', 'late'].map((act) => failureOf(verifyProof(asked(act))))
  expect(await Promise.all(results)).toEqual(['too-complex', 'nothing', 'nothing', 'busy', 'busy'])
})

test('a thread that gives none of our settings away, and one that does not start, is our failure and not the document’s', async () => {
  const reveals = pool({ workerFile: workerThat('outcome(JSON.stringify(process.env))') })
  expect(await reveals.verifyProof(asked('reveal'))).toEqual({ state: 'failed', reason: '{}' })
  const missing = pool({ workerFile: new URL('file:///nowhere/worker.mjs') })
  expect(await failureOf(missing.verifyProof(asked('anything')))).toBe('error')
  const broken = pool({ workerFile: workerThat("parentPort.postMessage({ kind: 'broken', reason: 'TypeError' })") })
  expect(await failureOf(broken.verifyProof(asked('anything')))).toBe('error')
})

test('what a document is refused for comes through with its place', async () => {
  const refuse =
    "parentPort.postMessage({ kind: 'refused', code: 'unknown-context', message: 'No.', pointer: '/@context/1' })"
  const { verifyProof } = pool({ workerFile: workerThat(refuse) })
  await expect(verifyProof(asked('anything'))).rejects.toMatchObject({
    code: 'unknown-context',
    pointer: '/@context/1',
  })
})

test('closing ends the thread and tells who waits', async () => {
  const { verifyProof, close } = createProofPool({ workerFile: workerThat('for (;;);') })
  const results = [verifyProof(asked('spin')), verifyProof(asked('wait'))].map(failureOf)
  await close()
  expect(await Promise.all(results)).toEqual(['error', 'busy'])
})
