import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { canonicalize, extractCredential, readVcJwt } from '../../src/openbadges/index.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { openBrowser } from '../support/browsing.ts'
import { awardWithFile, issueAward } from '../support/progress.ts'
import { verifyAsStranger, verifyElsewhere } from '../support/verifier.ts'
import { type World, world } from '../support/world.ts'

describe('a credential', () => {
  test('is served byte for byte under its own address and beside it', async () => {
    const place = await world()
    const id = await issueAward(place)
    const file = await (await place.visitor.get(`/c/${id}.json`)).text()
    const address = new URL(JSON.parse(file).id)
    expect(address.pathname).toBe(`/c/${id}`)
    expect(await (await place.visitor.get(address.pathname, { accept: 'application/vc' })).text()).toBe(file)
  })

  test.each([
    ['*/*', 'application/vc+ld+json'],
    ['application/vc+ld+json', 'application/vc+ld+json'],
    ['application/vc', 'application/vc'],
    ['application/ld+json', 'application/ld+json'],
    ['application/json', 'application/json'],
    ['application/vc;q=0.5, application/json', 'application/json'],
    ['text/plain', 'text/plain'],
    ['application/vc+jwt', 'application/vc+jwt'],
  ])('asked for %s comes as %s', async (accept, type) => {
    const place = await world()
    const response = await place.visitor.get(`/c/${await issueAward(place)}`, { accept })
    expect([response.status, mediaType(response), response.headers.get('Vary')]).toEqual([200, type, 'Accept'])
  })

  test('asked for in a form we do not have is refused', async () => {
    const place = await world()
    const response = await place.visitor.get(`/c/${await issueAward(place)}`, { accept: 'audio/mpeg' })
    expect(await problemOf(response)).toEqual([406, 'not-acceptable'])
  })

  test('is a token in two dialects, each the same for everybody', async () => {
    const place = await world()
    const path = `/c/${await issueAward(place)}.jwt`
    const plain = await place.visitor.get(path)
    const token = await plain.text()
    const other = await place.visitor.get(path, { accept: 'application/vc+jwt' })
    const otherToken = await other.text()
    expect([mediaType(plain), mediaType(other)]).toEqual(['text/plain', 'application/vc+jwt'])
    expect([readVcJwt(token).header.typ, readVcJwt(otherToken).header.typ]).toEqual(['JWT', 'vc+jwt'])
    expect(readVcJwt(token).payload).toMatchObject({ jti: readVcJwt(token).credential.id, nbf: 1778770740 })
    expect(readVcJwt(otherToken).payload).not.toHaveProperty('nbf')
    for (const each of [token, otherToken]) {
      expect(readVcJwt(each).payload).not.toHaveProperty('proof')
      expect((await verifyAsStranger(place, each)).verdict).toBe('valid')
    }
    place.clock.forward({ hours: 1 })
    const again = await Promise.all([1, 2, 3].map(async () => await (await place.visitor.get(path)).text()))
    expect(again).toEqual([token, token, token])
  })

  test('asked for as a token by many at once, is signed for all of them alike', async () => {
    const place = await world()
    const path = `/c/${await issueAward(place)}.jwt`
    const tokens = await Promise.all(
      Array.from({ length: 10 }, async () => await (await place.visitor.get(path)).text()),
    )
    expect(new Set(tokens).size).toBe(1)
  })

  test.each(['png', 'svg'] as const)('is inside its %s, and verifies when taken out again', async (format) => {
    const place = await world()
    const id = await issueAward(place)
    const picture = await place.visitor.get(`/c/${id}.${format}`)
    expect(Object.fromEntries(picture.headers)).toMatchObject({
      'content-type': format === 'png' ? 'image/png' : 'image/svg+xml',
      'cache-control': 'public, max-age=300, no-transform',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    })
    const bytes = new Uint8Array(await picture.arrayBuffer())
    const { container, text } = await extractCredential(bytes)
    const credential = await (await place.visitor.get(`/c/${id}.json`)).text()
    expect([container, JSON.parse(text)]).toEqual([format, JSON.parse(credential)])
    expect((await verifyAsStranger(place, bytes)).verdict).toBe('valid')
    expect(await (await place.visitor.get(`/c/${id}.${format}`)).arrayBuffer()).toEqual(bytes.buffer)
  })

  test('with letters from everywhere survives being baked', async () => {
    const place = await world()
    const name = 'Zoë Đặng 李 ]]> <b>&'
    await place.platform.db.run(sql`update person set name = ${name} where id = ${place.lena.id}`)
    const id = await issueAward(place)
    for (const format of ['png', 'svg']) {
      const bytes = new Uint8Array(await (await place.visitor.get(`/c/${id}.${format}`)).arrayBuffer())
      const report = await verifyAsStranger(place, bytes)
      expect([format, report.verdict, JSON.stringify(report.credential)]).toEqual([
        format,
        'valid',
        expect.stringContaining('Zoë Đặng 李'),
      ])
    }
  })

  test('checked by a stranger looks as on its own page, which it leads to', async () => {
    const place = await world()
    const id = await issueAward(place)
    const file = await (await place.visitor.get(`/c/${id}.json`)).text()
    const page = await (await openBrowser(place.app, place.platform).post('/verify', { text: file })).text()
    expect(page).toMatch(/<img class="cert-badge" src="\/achievements\/[\w-]+\/image.svg"/)
    expect(page).toContain(`<a href="/c/${id}">Open its own page</a>`)
    expect(page).not.toContain('Anyone can write a name')
  })

  test('is previewed in chats as something to check, never as a result that may change', async () => {
    const place = await world()
    const id = await issueAward(place)
    const page = await (await place.visitor.get(`/c/${id}`, { accept: 'text/html' })).text()
    const preview = [...page.matchAll(/<meta property="og:(?:title|description)" content="([^"]*)"/g)].map(
      ([, words]) => words,
    )
    expect(preview).toEqual([expect.stringMatching(/^Check this credential: /), expect.stringContaining('each time')])
    expect(preview.join(' ')).not.toMatch(/\bvalid\b/i)
  })

  test('is saved under a name that says what it is', async () => {
    const place = await world()
    const id = await issueAward(place)
    for (const format of ['json', 'jwt', 'png', 'svg']) {
      const name = `Lakeside-School-District_Facilitates-discussions_Lena-Lindqvist_2026-05-14.${format}`
      const { headers } = await place.visitor.get(`/c/${id}.${format}`)
      expect(headers.get('Content-Disposition')).toBe(`inline; filename="${name}"; filename*=UTF-8''${name}`)
    }
  })

  test('has a name to save it under also when letters are rare and many', async () => {
    const place = await world()
    const name = `a${'𝒜'.repeat(80)}`
    await place.platform.db.run(sql`update person set name = ${name} where id = ${place.lena.id}`)
    const { status, headers } = await place.visitor.get(`/c/${await issueAward(place)}.json`)
    expect([status, headers.get('Content-Disposition')]).toEqual([
      200,
      expect.stringContaining(encodeURIComponent(`a${'𝒜'.repeat(59)}_`)),
    ])
  })

  test('that was revoked still serves its copies, which then say so themselves', async () => {
    const place = await world()
    const id = await issueAward(place)
    await place.ada.post(`/api/v1/awards/${id}/revoke`, { reason: 'A mistake.' })
    for (const format of ['json', 'jwt', 'png', 'svg']) {
      const response = await place.visitor.get(`/c/${id}.${format}`)
      const report = await verifyAsStranger(place, new Uint8Array(await response.arrayBuffer()))
      expect([format, response.status, report.verdict]).toEqual([format, 200, 'revoked'])
    }
  })
})

describe('everything public', () => {
  test('may be read from any page, has a strong ETag, and answers HEAD and a preflight', async () => {
    const place = await world()
    for (const path of await publicPaths(place)) {
      const response = await place.visitor.get(path)
      const { headers } = response
      const etag = headers.get('ETag') ?? ''
      expect([
        path,
        response.status,
        headers.get('Access-Control-Allow-Origin'),
        headers.get('Cross-Origin-Resource-Policy'),
      ]).toEqual([path, 200, '*', 'cross-origin'])
      expect([path, etag]).toEqual([path, expect.stringMatching(/^"[0-9a-f]{64}"$/)])
      expect([path, headers.get('Cache-Control')]).toEqual([path, expect.stringMatching(/^public, max-age=\d+/)])
      expect([path, headers.get('Set-Cookie')]).toEqual([path, null])
      const known = await place.visitor.get(path, { 'if-none-match': etag })
      expect([path, known.status, await known.text(), known.headers.get('ETag')]).toEqual([path, 304, '', etag])
      expect([path, (await place.visitor.get(path, { 'if-none-match': '"other"' })).status]).toEqual([path, 200])
      const head = await request(place, 'HEAD', path)
      expect([path, head.status, await head.text(), head.headers.get('ETag')]).toEqual([path, 200, '', etag])
      const preflight = await request(place, 'OPTIONS', path)
      expect([path, preflight.status, preflight.headers.get('Access-Control-Allow-Origin')]).toEqual([path, 204, '*'])
      expect([path, (await request(place, 'DELETE', path)).status]).toEqual([path, 405])
    }
  })

  test.each([
    '/c/none',
    '/c/none.json',
    '/c/none.jwt',
    '/c/none.png',
    '/c/none.svg',
    '/c/none.exe',
    '/c/..%2f..%2fetc',
    '/achievements/none',
    '/issuers/none',
    '/issuers/none/did.json',
    '/issuers/none/keys/none',
    '/status/none',
  ])('answers %s with a problem, which pages elsewhere may read', async (path) => {
    const place = await world()
    const response = await place.visitor.get(path, { accept: 'application/json' })
    expect(mediaType(response)).toBe('application/problem+json')
    expect(await problemOf(response)).toEqual([404, 'not-found'])
  })

  test('has the type that its readers look for', async () => {
    const place = await world()
    const [credential, achievement, issuer, did, key, list] = await publicPaths(place)
    const types = await Promise.all(
      [credential, achievement, issuer, did, key, list].map(async (path = '') =>
        mediaType(await place.visitor.get(path)),
      ),
    )
    expect(types).toEqual([
      'application/vc+ld+json',
      'application/ld+json',
      'application/ld+json',
      'application/did+json',
      'application/jwk+json',
      'application/vc',
    ])
  })

  test('is JSON-LD that loses nothing', async () => {
    const place = await world()
    const [credential, achievement, issuer, , , list] = await publicPaths(place)
    for (const path of [credential, achievement, issuer, list]) {
      expect(await canonicalize(await bodyOf(await place.visitor.get(path ?? '')))).not.toBe('')
    }
  })

  test('agrees with what was signed', async () => {
    const place = await world()
    const [path = ''] = await publicPaths(place)
    const credential = await bodyOf(await place.visitor.get(path))
    const { achievement } = credential.credentialSubject
    const { '@context': _, ...published } = await bodyOf(await place.visitor.get(new URL(achievement.id).pathname))
    expect(published).toEqual(achievement)
    const { '@context': __, ...profile } = await bodyOf(await place.visitor.get(`/issuers/${place.lakeside}`))
    expect(profile).toEqual(credential.issuer)
    expect((await place.visitor.get(new URL(achievement.image.id).pathname)).headers.get('Content-Type')).toBe(
      'image/png',
    )
    expect((await place.visitor.get(new URL(credential.image.id).pathname)).headers.get('Content-Type')).toBe(
      'image/png',
    )
  })
})

describe('a status list', () => {
  test('is a signed credential of the same issuer', async () => {
    const place = await world()
    const list = await bodyOf(await place.visitor.get(await listPath(place)))
    expect(list).toMatchObject({
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: `did:web:badges.lakeside.example:issuers:${place.lakeside}`,
      validFrom: '2026-05-14T14:59:00Z',
      credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation', ttl: 300_000 },
      proof: [{ cryptosuite: 'eddsa-rdfc-2022' }],
    })
    expect(await verifyElsewhere(place, list)).toBe(true)
  })

  test('stays the same until something is revoked, also when many ask at once', async () => {
    const place = await world()
    const awardId = await issueAward(place)
    const path = await listPath(place, awardId)
    const read = async () => await (await place.visitor.get(path)).text()
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, read))
    expect(new Set(others)).toEqual(new Set([first]))
    place.clock.forward({ hours: 5 })
    await issueAward(place)
    expect(await read()).toBe(first)
    await place.ada.post(`/api/v1/awards/${awardId}/revoke`, { reason: 'A mistake.' })
    const after = await read()
    expect([after === first, JSON.parse(after).validFrom]).toEqual([false, '2026-05-14T19:59:00Z'])
    expect(await read()).toBe(after)
  })

  test('read while awards are being revoked never misses one that was revoked before', async () => {
    const place = await world()
    const ids = [await issueAward(place), await issueAward(place), await issueAward(place)]
    const path = await listPath(place, ids[0])
    const checked = await Promise.all(
      ids.map(async (id) => {
        await place.ada.post(`/api/v1/awards/${id}/revoke`, { reason: 'A mistake.' })
        await place.visitor.get(path)
        return (await verifyAsStranger(place, await (await place.visitor.get(`/c/${id}.json`)).text())).verdict
      }),
    )
    expect(checked).toEqual(['revoked', 'revoked', 'revoked'])
  })

  test('is signed again when its key was withdrawn', async () => {
    const place = await world()
    const path = await listPath(place)
    const { proof } = await bodyOf(await place.visitor.get(path))
    const keyId = proof[0].verificationMethod
    await place.ada.post(`/api/v1/issuers/${place.lakeside}/keys/withdraw`, { key_id: keyId })
    const list = await bodyOf(await place.visitor.get(path))
    expect(list.proof[0].verificationMethod).not.toBe(keyId)
    expect(await verifyElsewhere(place, list)).toBe(true)
  })
})

describe('keys', () => {
  test('that were replaced keep verifying what they signed; withdrawn ones do not', async () => {
    const place = await world()
    const old = await (await place.visitor.get(`/c/${await issueAward(place)}.json`)).text()
    await place.ada.post(`/api/v1/issuers/${place.lakeside}/keys`, { algorithm: 'Ed25519' })
    const young = await (await place.visitor.get(`/c/${await issueAward(place)}.json`)).text()
    const verdicts = async () => [
      (await verifyAsStranger(place, old)).verdict,
      await verifyElsewhere(place, JSON.parse(old)),
      (await verifyAsStranger(place, young)).verdict,
      await verifyElsewhere(place, JSON.parse(young)),
    ]
    expect(await verdicts()).toEqual(['valid', true, 'valid', true])
    const keyId = JSON.parse(old).proof[0].verificationMethod
    await place.ada.post(`/api/v1/issuers/${place.lakeside}/keys/withdraw`, { key_id: keyId })
    expect(await verdicts()).toEqual(['invalid', false, 'valid', true])
  })

  test('that are withdrawn are replaced in tokens', async () => {
    const place = await world()
    const path = `/c/${await issueAward(place)}.jwt`
    const token = await (await place.visitor.get(path)).text()
    await place.ada.post(`/api/v1/issuers/${place.lakeside}/keys/withdraw`, { key_id: readVcJwt(token).header.kid })
    const next = await (await place.visitor.get(path)).text()
    expect(next).not.toBe(token)
    expect((await verifyAsStranger(place, token)).verdict).toBe('invalid')
    expect((await verifyAsStranger(place, next)).verdict).toBe('valid')
  })
})

describe('evidence beside a credential', () => {
  test('is there for everybody while its learner shares it, as a file that no browser runs', async () => {
    const place = await world()
    const { awardId, evidenceId, submissionId } = await awardWithFile(place)
    const path = `/c/${awardId}/evidence/${evidenceId}`
    const piece = `/api/v1/submissions/${submissionId}/evidence/${evidenceId}`
    expect(await problemOf(await place.visitor.get(path))).toEqual([404, 'not-found'])
    await place.lena.patch(piece, { shows_students: false, visibility: 'shared' })
    const shared = await place.visitor.get(path)
    expect([shared.status, await shared.text()]).toEqual([200, '%PDF-1.7'])
    expect(Object.fromEntries(shared.headers)).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment;/),
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    })
    await place.lena.patch(piece, { visibility: 'private' })
    expect(await problemOf(await place.visitor.get(path))).toEqual([404, 'not-found'])
  })

  test('goes with the award', async () => {
    const place = await world()
    const { awardId, evidenceId, submissionId } = await awardWithFile(place)
    const change = { shows_students: false, visibility: 'shared' }
    await place.lena.patch(`/api/v1/submissions/${submissionId}/evidence/${evidenceId}`, change)
    await place.ada.post(`/api/v1/awards/${awardId}/revoke`, { reason: 'A mistake.' })
    expect(await problemOf(await place.visitor.get(`/c/${awardId}/evidence/${evidenceId}`))).toEqual([404, 'not-found'])
  })
})

const mediaType = (response: Response) => response.headers.get('Content-Type')?.split(';')[0]

const request = (place: World, method: string, path: string) =>
  Promise.resolve(place.app.request(`${place.platform.config.origin}${path}`, { method }))

/** Credential, achievement, issuer, DID document, key and status list; then the other copies. */
async function publicPaths(place: World): Promise<string[]> {
  const id = await issueAward(place)
  const credential = await bodyOf(await place.visitor.get(`/c/${id}.json`))
  const [, key] = credential.proof[0].verificationMethod.split('#')
  return [
    `/c/${id}.json`,
    new URL(credential.credentialSubject.achievement.id).pathname,
    `/issuers/${place.lakeside}`,
    `/issuers/${place.lakeside}/did.json`,
    `/issuers/${place.lakeside}/keys/${key}`,
    new URL(credential.credentialStatus.statusListCredential).pathname,
    `/c/${id}`,
    `/c/${id}.jwt`,
    `/c/${id}.png`,
    `/c/${id}.svg`,
  ]
}

async function listPath(place: World, awardId?: string): Promise<string> {
  const credential = await bodyOf(await place.visitor.get(`/c/${awardId ?? (await issueAward(place))}.json`))
  return new URL(credential.credentialStatus.statusListCredential).pathname
}
