import { expect, test } from 'vitest'
import { createProviderDocuments } from '../../src/identity/sign-in/provider-documents.ts'
import { createClock } from '../support/frozen.ts'

const at = (number: number) => `https://idp-${number}.example`

test('documents of providers are kept for ten minutes, which keys that come later do not prolong', () => {
  const clock = createClock()
  const documents = createProviderDocuments(clock.now)
  documents.keep(at(1), { server: { issuer: at(1) } })
  clock.forward({ minutes: 9 })
  documents.keep(at(1), { server: { issuer: at(1) }, keys: { keys: [] } })
  expect(documents.find(at(1))).toEqual({ server: { issuer: at(1) }, keys: { keys: [] } })
  clock.forward({ minutes: 1 })
  expect(documents.find(at(1))).toBeUndefined()
})

test('those read longest ago make room, by their number and by their size', () => {
  const documents = createProviderDocuments(createClock().now)
  for (let number = 0; number < 200; number++) documents.keep(at(number), { server: {} })
  documents.find(at(0))
  documents.keep(at(200), { server: {} })
  expect([documents.find(at(0)), documents.find(at(1)), documents.find(at(200))]).toEqual([
    { server: {} },
    undefined,
    { server: {} },
  ])
  for (let number = 0; number < 10; number++) documents.keep(at(number), { server: { words: 'x'.repeat(1024 * 1024) } })
  expect([documents.find(at(2)), documents.find(at(9)) !== undefined]).toEqual([undefined, true])
})

test('what is forgotten is asked for again', () => {
  const documents = createProviderDocuments(createClock().now)
  documents.keep(at(1), { server: {} })
  documents.forget(at(1))
  documents.forget(at(2))
  expect(documents.find(at(1))).toBeUndefined()
})
