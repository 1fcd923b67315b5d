import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../src/openbadges/index.ts'
import { compareWithReference, directForm } from '../support/differential.ts'

// Public test data of the standards bodies. It lies outside the project and is not copied into it.
const folder = process.env.SIGNET_CONFORMANCE ?? '../shared/conformance'

test('every document of the conformance data is written directly as the reference writes it, or left to it', async () => {
  const outcomes: Record<string, number> = { same: 0, left: 0, refused: 0, bounded: 0 }
  const different: string[] = []
  for (const { name, document } of documents()) {
    const outcome = await compareWithReference(document)
    if (typeof outcome === 'object') different.push(name)
    else outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  }
  expect(different).toEqual([])
  expect(outcomes.same).toBeGreaterThan(40)
})

test.each([
  'spec-examples/our-emission-profile-unsigned.json',
  'spec-examples/ob3-fullOpenBadge.json',
  'spec-examples/ob3-basicOpenBadgeCredential.json',
  'spec-examples/ob3-endorsement.json',
  'spec-examples/ob3-skillAssertionCase.json',
  'ob3/valid/simple.json',
  'ob3/valid/simple_v1.json',
  'ob3/status/testlist',
  'clr20/simple.json',
])('the direct path does not leave %s to the reference', async (name) => {
  const { proof: _, ...document } = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as JsonObject
  expect(await directForm(document)).toBeDefined()
})

test('the canonical form of the signing vector of Open Badges 3.0 comes out byte for byte', async () => {
  const vector = JSON.parse(readFileSync(`${folder}/ob3-spec-vector/ob3-eddsa-rdfc-2022-vector.json`, 'utf8'))
  const form = await directForm(vector.credential)
  expect(form?.nquads).toBe(readFileSync(`${folder}/ob3-spec-vector/document-canon.txt`, 'utf8'))
})

/** Whatever has a context, in any file and anywhere in it, with its proof and without. */
function* documents(): Generator<{ name: string; document: JsonObject }> {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    for (const document of withContext(contentOf(name))) {
      yield { name, document }
      const { proof, ...unsigned } = document
      if (proof !== undefined) yield { name: `${name} without its proof`, document: unsigned }
    }
  }
}

function contentOf(name: string): JsonValue {
  try {
    return JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))
  } catch {
    // Folders, pictures, tokens and schemas in other languages are no documents.
    return null
  }
}

function* withContext(value: JsonValue): Generator<JsonObject> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value) && value['@context'] !== undefined) yield value
  for (const member of Object.values(value)) yield* withContext(member)
}
