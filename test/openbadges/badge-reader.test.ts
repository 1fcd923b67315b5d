import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createNodeCryptography } from '../../src/node/proof-cryptography.ts'
import { createBadgeReader, createProofs, verifyCredential } from '../../src/openbadges/index.ts'
import { createStranger, portsWith, statusListUrl, strangersBadge } from '../support/strangers.ts'

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Verifies what was read before, with whatever the issuer serves now. */
async function district() {
  const stranger = await createStranger()
  const list = await stranger.statusList()
  const file = bytesOf(await stranger.sign(strangersBadge(stranger.did)))
  const reader = createBadgeReader()
  const proofs = createProofs(createNodeCryptography())
  let signatures = 0
  const verify = async (served: Record<string, object> = {}, changes: { now?: Date } = {}) => {
    const badge = await reader.read(file, digestOf(file))
    const report = await verifyCredential(badge, {
      ...portsWith({ [stranger.didUrl]: stranger.didDocument, [statusListUrl]: list, ...served }),
      verifyProof: async (input) => {
        signatures++
        return (await proofs.verifyDirectly(input)) ?? { state: 'not_checked', reason: 'not-direct' }
      },
      ...changes,
    })
    return report.finding
  }
  return { stranger, reader, file, verify, asked: () => signatures }
}

test('a file is read once, and what it says can not be changed afterwards', async () => {
  const { reader, file } = await district()
  const [first, second] = await Promise.all([reader.read(file, digestOf(file)), reader.read(file, digestOf(file))])
  const third = await reader.read(file, digestOf(file))
  expect(third.secured === first.secured || third.secured === second.secured).toBe(true)
  const credential = third.secured?.credential
  expect(() => Object.assign(credential ?? {}, { name: 'Other' })).toThrow(TypeError)
  expect(() => Object.assign(credential?.issuer ?? {}, { id: 'did:web:evil.example' })).toThrow(TypeError)
})

test('status, dates, keys and issuer are those of the moment, however often the file was read', async () => {
  const { stranger, verify, asked } = await district()
  const { didDocument } = stranger
  const unlisted = { ...didDocument, assertionMethod: [] }
  const [method] = didDocument.verificationMethod
  const revoked = { ...didDocument, verificationMethod: [{ ...method, revoked: '2026-05-02T00:00:00Z' }] }
  const another = await createStranger()
  const [anothersMethod] = another.didDocument.verificationMethod
  const withAnothersKey = { ...didDocument, verificationMethod: [{ ...anothersMethod, id: `${method?.id}` }] }
  const steps: [Record<string, object>, { now?: Date }, string][] = [
    [{}, {}, 'valid-domain'],
    [{}, {}, 'valid-domain'],
    [{ [statusListUrl]: await stranger.statusList({ set: [94_567] }) }, {}, 'revoked'],
    [{}, { now: new Date('2028-01-01T00:00:00Z') }, 'expired'],
    [{}, { now: new Date('2026-04-01T00:00:00Z') }, 'unfinished'],
    [{ [stranger.didUrl]: unlisted }, {}, 'key-ended'],
    [{ [stranger.didUrl]: revoked }, {}, 'key-ended'],
    [{ [stranger.didUrl]: withAnothersKey }, {}, 'altered'],
    [{}, {}, 'valid-domain'],
  ]
  for (const [index, [served, changes, finding]] of steps.entries())
    expect([index, await verify(served, changes)]).toEqual([index, finding])
  expect(asked()).toBeGreaterThan(steps.length)
})

test('nothing that can not be read is remembered', async () => {
  const reader = createBadgeReader()
  const file = bytesOf({ '@context': [] })
  for (let round = 0; round < 2; round++)
    await expect(reader.read(file, digestOf(file))).rejects.toThrow(
      expect.objectContaining({ code: 'unknown-context' }),
    )
})

test('what is kept is bounded, and the largest files are not kept at all', async () => {
  const reader = createBadgeReader()
  const stranger = await createStranger('did:key')
  const read = (name: string) => {
    const file = bytesOf({ ...strangersBadge(stranger.did), name })
    return reader.read(file, digestOf(file))
  }
  const large = await read('x'.repeat(64 * 1024))
  expect((await read('x'.repeat(64 * 1024))).secured).not.toBe(large.secured)
  const first = await read(`first ${'x'.repeat(60_000)}`)
  expect((await read(`first ${'x'.repeat(60_000)}`)).secured).toBe(first.secured)
  for (let count = 0; count < 60; count++) await read(`${count} ${'x'.repeat(60_000)}`)
  expect((await read(`first ${'x'.repeat(60_000)}`)).secured).not.toBe(first.secured)
})
