import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase85, encodeBase85 } from '../../src/credentials/awards/base85.ts'
import { isLedgerEntrySealed } from '../../src/credentials/awards/ledger-seal.ts'
import { getPublicAward } from '../../src/credentials/awards/read-awards.ts'
import { createAuthenticator } from '../../src/platform/authenticator.ts'
import { bodyOf } from '../support/answers.ts'
import { oneValue, refusalOf } from '../support/database.ts'
import { issueAward, publishBadge } from '../support/progress.ts'
import { world } from '../support/world.ts'

describe('a credential in the ledger', () => {
  test('is kept in an eighth of its length, and served byte for byte as it was signed', async () => {
    const place = await world()
    const badgeId = await publishBadge(place)
    for (const name of ['Amy Ahn', 'Ben Bär', 'Cleo Cruz']) {
      const learner = await place.join(name, ['learner'])
      const id = await issueAward(place, { learner, badgeId })
      const served = await (await place.visitor.get(`/c/${id}.json`)).text()
      const { award } = await getPublicAward(place.platform, id)
      expect(award.credential).toBe(served)
      expect(place.platform.sha256(served)).toBe(award.digest)
      const kept = Number(await oneValue(place.platform, sql`select length(credential) from award where id = ${id}`))
      expect(kept).toBeLessThan(served.length / 8)
    }
    expect(await oneValue(place.platform, sql`select count(*) from credential_dictionary`)).toBe(1)
  })

  test('has a dictionary that names nobody, and stays', async () => {
    const place = await world()
    await issueAward(place)
    const text = String(await oneValue(place.platform, sql`select text from credential_dictionary`))
    expect(text).not.toContain('Lena')
    for (const change of [sql`update credential_dictionary set text = ''`, sql`delete from credential_dictionary`])
      expect(await refusalOf(place.platform, change)).toContain('rule broken: credential_dictionary_no_')
  })

  test('that was written before there were dictionaries is served as it is', async () => {
    const place = await world()
    const id = await issueAward(place)
    const { award } = await getPublicAward(place.platform, id)
    await place.platform.db.run(sql`drop trigger award_no_update`)
    await place.platform.db.run(
      sql`update award set credential = ${award.credential}, dictionary_id = null, canonical_digest = null, seal = null`,
    )
    expect(await (await place.visitor.get(`/c/${id}.json`)).text()).toBe(award.credential)
    const verdict = await place.visitor.post('/api/v1/verify', JSON.parse(award.credential))
    expect((await bodyOf(verdict)).verdict).toBe('valid')
  })
})

describe('the seal of an award', () => {
  test('binds the canonical digest to the award and its bytes, under a key that is not in the database', async () => {
    const place = await world()
    const { award } = await getPublicAward(place.platform, await issueAward(place))
    const entry = {
      awardId: award.id,
      digest: award.digest,
      canonicalDigest: String(award.canonicalDigest),
      seal: String(award.seal),
    }
    const isSealed = (changes: Partial<typeof entry>) => isLedgerEntrySealed(place.platform, { ...entry, ...changes })
    const other = '0'.repeat(64)
    expect(entry.canonicalDigest).toMatch(/^[0-9a-f]{64}$/)
    expect(isSealed({})).toBe(true)
    const changed = [{ awardId: other }, { digest: other }, { canonicalDigest: other }, { seal: '' }, { seal: other }]
    expect(changed.map(isSealed)).toEqual([false, false, false, false, false])
    // As 'p' would be: what is swapped is not the same text.
    expect(isSealed({ digest: entry.canonicalDigest, canonicalDigest: entry.digest })).toBe(false)
  })

  test('holds while its key is given, first or not, and no longer', () => {
    const keyOf = (id: string, byte: number) => ({ id, bytes: new Uint8Array(32).fill(byte) })
    const tag = createAuthenticator([keyOf('old', 1)]).tag('words')
    expect(createAuthenticator([keyOf('new', 2), keyOf('old', 1)]).isTagOf(tag, 'words')).toBe(true)
    expect(createAuthenticator([keyOf('new', 2)]).isTagOf(tag, 'words')).toBe(false)
    expect(() => createAuthenticator([])).toThrow('KEY_ENCRYPTION_KEYS')
  })
})

describe('base 85', () => {
  test('is that of ZeroMQ', () => {
    const bytes = Uint8Array.of(0x86, 0x4f, 0xd2, 0x6f, 0xb5, 0x59, 0xf7, 0x5b)
    expect(encodeBase85(bytes)).toBe('HelloWorld')
    expect(decodeBase85('HelloWorld')).toEqual(bytes)
  })

  test('gives bytes of every length back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = encodeBase85(bytes)
        expect(text.length).toBe(Math.ceil((bytes.length * 5) / 4))
        expect(decodeBase85(text)).toEqual(bytes)
      }),
      { numRuns: 300 },
    )
  })

  test.each(['~~~~~', '#####', '0', '00000~', 'é0000'])('%s is none', (text) => {
    expect(() => decodeBase85(text)).toThrow('not base 85')
  })
})
