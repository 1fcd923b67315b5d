import { expect, onTestFinished, test } from 'vitest'
import { createImages } from '../../src/node/images.ts'
import { createNodePlatform } from '../../src/node/node-platform.ts'
import type { CredentialDocument, JsonObject, ProofInput } from '../../src/openbadges/index.ts'
import { readConfig } from '../../src/platform/config.ts'
import { newIssuer, now, typicalCredential } from '../openbadges/lakeside.ts'
import { newFolder } from '../support/folder.ts'
import { proofs, testSettings } from '../support/platform.ts'

/** A platform whose thread says what it was asked. */
function platformWithThread() {
  const asked: ProofInput[] = []
  const { config, secrets } = readConfig({ ...testSettings, DATA_DIR: newFolder() })
  const platform = createNodePlatform(config, secrets, {
    images: createImages(),
    proofs,
    verifyProof: async (input) => {
      asked.push(input)
      return { state: 'not_checked', reason: 'asked' }
    },
  })
  onTestFinished(() => platform.close())
  return { platform, asked }
}

async function signed(members: object = {}) {
  const issuer = await newIssuer()
  const document = await proofs.sign({ ...typicalCredential(), ...members }, issuer.key, {
    created: new Date('2026-05-01T14:03:00Z'),
  })
  const input = (document: object, proof: object): ProofInput => ({
    // As they come from the guard.
    document: document as CredentialDocument,
    proof: proof as JsonObject,
    controllerDocument: issuer.document,
    now,
  })
  return { document, input }
}

test('a usual badge is verified where it is, and never waits for the thread', async () => {
  const { platform, asked } = platformWithThread()
  const { document, input } = await signed()
  const [proof] = document.proof
  expect(await platform.verifyProof(input(document, proof))).toMatchObject({ state: 'passed' })
  expect(await platform.verifyProof(input({ ...document, name: 'x' }, proof))).toMatchObject({ state: 'failed' })
  expect(asked).toEqual([])
})

test('what may take long, and every other kind of proof, is for the thread', async () => {
  const { platform, asked } = platformWithThread()
  const { document, input } = await signed()
  const [proof] = document.proof
  const evidence = Array.from({ length: 3000 }, () => ({ type: ['Evidence'] }))
  for (const question of [
    input({ ...document, evidence }, proof),
    input(document, { ...proof, cryptosuite: 'eddsa-jcs-2022' }),
    input(document, { ...proof, type: 'Ed25519Signature2020' }),
  ])
    expect(await platform.verifyProof(question)).toEqual({ state: 'not_checked', reason: 'asked' })
  expect(asked).toHaveLength(3)
})
