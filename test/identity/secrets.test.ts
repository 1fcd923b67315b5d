import { expect, test } from 'vitest'
import { makeSecret, peekSecret, takeSecret, takingSecret } from '../../src/identity/people/secrets.ts'
import { isPreconditionFailed } from '../../src/platform/db/db.ts'
import { world } from '../support/world.ts'

const details = { purpose: 'invitation', subject: 'i-1', payload: { role: 'learner' }, lifetimeMinutes: 15 }

test('a secret is looked at as often as one likes, and taken once however many ask at the same time', async () => {
  const { platform } = await world()
  const { secret, statement } = makeSecret(platform, details)
  await platform.db.batch([statement])
  const facts = { subject: 'i-1', payload: { role: 'learner' }, createdAt: platform.now().getTime() }
  expect(await peekSecret(platform, 'invitation', secret)).toEqual(facts)
  expect(await peekSecret(platform, 'invitation', secret)).toEqual(facts)
  const taken = await Promise.all([1, 2, 3].map(() => takeSecret(platform, 'invitation', secret)))
  expect(taken.filter(Boolean)).toEqual([facts])
  expect(await peekSecret(platform, 'invitation', secret)).toBeUndefined()
})

test('a secret is good for its own purpose only, and until its time is over', async () => {
  const { platform, clock } = await world()
  const { secret, statement } = makeSecret(platform, details)
  await platform.db.batch([statement])
  expect(await takeSecret(platform, 'sign-in-link', secret)).toBeUndefined()
  expect(await takeSecret(platform, 'invitation', `${secret}x`)).toBeUndefined()
  clock.forward({ minutes: 14, seconds: 59 })
  expect(await peekSecret(platform, 'invitation', secret)).toBeDefined()
  clock.forward({ seconds: 1 })
  expect(await takeSecret(platform, 'invitation', secret)).toBeUndefined()
})

test('a change that a secret allows is made once, and not at all when the secret is good no more', async () => {
  const { platform } = await world()
  const { secret, statement } = makeSecret(platform, details)
  await platform.db.batch([statement])
  const change = async () => {
    const follows = makeSecret(platform, { ...details, purpose: 'follows' })
    const [first, ...others] = takingSecret(platform, 'invitation', secret)
    if (first) await platform.db.batch([first, ...others, follows.statement])
    return follows.secret
  }
  const follows = await change()
  expect(await peekSecret(platform, 'follows', follows)).toBeDefined()
  const again = await change().catch((error: unknown) => isPreconditionFailed(error))
  expect(again).toBe(true)
})

test('only a hash of a secret is in the database', async () => {
  const { platform } = await world()
  const { secret, statement } = makeSecret(platform, details)
  await platform.db.batch([statement])
  const rows = await platform.db.all('select * from secret')
  expect(JSON.stringify(rows)).not.toContain(secret)
  expect(JSON.stringify(rows)).toContain(platform.sha256(secret))
})
