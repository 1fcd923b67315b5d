import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { readVcJwt, verifyVcJwt } from '../../src/openbadges/proofs/vc-jwt.ts'
import { type TokenWorld, tokenWorld } from '../openbadges/hostile-tokens.ts'
import { now as nowText } from '../openbadges/lakeside.ts'

const folder = process.env.SIGNET_CONFORMANCE ?? '../shared/conformance'
const now = new Date(nowText)

interface TokenCase {
  id: string
  input: { bodyGen?: { key: string } }
  expect: { status: number; type?: string; checks?: { proof?: string } }
}
const corpus: { cases: (TokenCase & { group: string })[] } = JSON.parse(text('../security/corpus.json'))
const tokenCases = corpus.cases.filter(({ group, input }) => group === 'verify.jwt' && input.bodyGen)

let world: TokenWorld
beforeAll(async () => {
  world = await tokenWorld()
})

test.each(tokenCases)('the hostile token $id is answered as agreed', async ({ input, expect: expected }) => {
  const token = world.hostile.get(input.bodyGen?.key ?? '')
  if (token === undefined) throw new Error('This token is not among ours.')
  if (expected.status !== 200) {
    const code = expected.type?.split('/').at(-1)
    expect(() => readVcJwt(token)).toThrow(expect.objectContaining({ code }))
    return
  }
  expect(readVcJwt(token).credential.type).toContain('OpenBadgeCredential')
  const outcome = await verifyVcJwt({ token, key: world.publicJwk, now })
  expect(outcome).toEqual({ state: 'failed', reason: expected.checks?.proof })
})

test('the corpus was read', () => {
  expect(tokenCases.length).toBeGreaterThan(25)
})

test.each(['ob3/jwt/simple.jwt', 'clr20/simple.jwt'])(
  "1EdTech's sample %s relies on a context outside the published ones, and is not read",
  (name) => {
    expect(() => readVcJwt(text(name).trim())).toThrow(expect.objectContaining({ code: 'unknown-context' }))
  },
)

function text(name: string): string {
  return readFileSync(`${folder}/${name}`, 'utf8')
}
