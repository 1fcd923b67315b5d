import { expect, test } from 'vitest'
import type { SealedSecret } from '../../src/platform/platform.ts'
import { createSealer } from '../../src/platform/sealer.ts'

const key = (id: string, byte: number) => ({ id, bytes: new Uint8Array(32).fill(byte) })
const secret = new TextEncoder().encode('a private key')
const boundTo = ['issuer-1', 'key-1', 'Ed25519']

test('a sealed key opens with the same binding', async () => {
  const sealer = createSealer([key('one', 1)])
  expect(await sealer.unseal(await sealer.seal(secret, boundTo), boundTo)).toEqual(secret)
})

test('a row that was changed, moved to another owner or relabeled does not open', async () => {
  const sealer = createSealer([key('one', 1), key('two', 2)])
  const sealed = await sealer.seal(secret, boundTo)
  const flipped = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
  const attempts: [SealedSecret, string[]][] = [
    [{ ...sealed, ciphertext: flipped(sealed.ciphertext) }, boundTo],
    [{ ...sealed, nonce: flipped(sealed.nonce) }, boundTo],
    [{ ...sealed, sealedBy: 'two' }, boundTo],
    [{ ...sealed, sealedBy: 'three' }, boundTo],
    [sealed, ['issuer-2', 'key-1', 'Ed25519']],
    [sealed, ['issuer-1', 'key-2', 'Ed25519']],
    [sealed, ['issuer-1', 'key-1']],
    [sealed, ['issuer-1,key-1', 'Ed25519']],
  ]
  for (const [changed, binding] of attempts) await expect(sealer.unseal(changed, binding)).rejects.toThrow(/key/)
})

test('the same secret is never sealed the same way twice', async () => {
  const sealer = createSealer([key('one', 1)])
  const sealed = await Promise.all(Array.from({ length: 50 }, () => sealer.seal(secret, boundTo)))
  expect(new Set(sealed.map(({ nonce }) => nonce)).size).toBe(50)
})

test('while keys are changed, the old one still opens and the new one seals', async () => {
  const before = await createSealer([key('old', 1)]).seal(secret, boundTo)
  const sealer = createSealer([key('new', 2), key('old', 1)])
  expect(await sealer.unseal(before, boundTo)).toEqual(secret)
  expect((await sealer.seal(secret, boundTo)).sealedBy).toBe('new')
})

test('two keys with one id, or none at all, are refused at the start', () => {
  expect(() => createSealer([])).toThrow('KEY_ENCRYPTION_KEYS')
  expect(() => createSealer([key('one', 1), key('one', 2)])).toThrow('same id')
})
