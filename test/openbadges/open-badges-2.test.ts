import { describe, expect, test } from 'vitest'
import { extractCredential, VerifyFetchError, verifyCredential, verifyOpenBadges2 } from '../../src/openbadges/index.ts'
import { portsWith } from '../support/strangers.ts'

const host = 'https://badges.school.org'
const assertion = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'Assertion',
  id: `${host}/assertions/1`,
  recipient: {
    type: 'email',
    hashed: true,
    salt: 'Kosher',
    identity: 'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399',
  },
  badge: `${host}/badges/1`,
  issuedOn: '2026-01-01T00:00:00Z',
  verification: { type: 'HostedBadge' },
}
const badgeClass = {
  type: 'BadgeClass',
  id: `${host}/badges/1`,
  name: 'Robots',
  description: 'd',
  issuer: `${host}/issuer`,
}
const issuer = { type: 'Issuer', id: `${host}/issuer`, name: 'School', url: host, email: 'a@school.org' }
const pages = (changes: Record<string, object | string | VerifyFetchError> = {}) => ({
  [assertion.id]: assertion,
  [badgeClass.id]: badgeClass,
  [issuer.id]: issuer,
  ...changes,
})
const verify = (brought: object, ports = portsWith(pages())) => verifyCredential(JSON.stringify(brought), ports)

describe('a hosted badge', () => {
  test('is found at its page, its badge class and its issuer, and asks for nothing more', async () => {
    const ports = portsWith(pages())
    const report = await verify({ ...assertion, image: 'https://tracker.example.net/1.png' }, ports)
    expect([report.verdict, report.finding, report.issuer.domain]).toEqual([
      'valid',
      'older-badge',
      'badges.school.org',
    ])
    expect(ports.asked).toEqual([assertion.id, badgeClass.id, issuer.id].map((url) => `open-badges-2 ${url}`))
    expect(report.summary).toMatchObject({ name: 'Robots', issuerName: 'School', hasRecipientEmail: true })
  })

  test('in an old picture is only its address', async () => {
    const report = await verifyOpenBadges2({ container: 'png', text: assertion.id }, portsWith(pages()))
    expect([report.finding, report.container]).toEqual(['older-badge', 'png'])
  })

  test('with http addresses is asked for over https only', async () => {
    const ports = portsWith(pages())
    const older = {
      ...assertion,
      id: 'http://badges.school.org/assertions/1',
      badge: 'http://badges.school.org/badges/1',
    }
    expect((await verify(older, ports)).finding).toBe('older-badge')
    expect(ports.asked.every((asked) => asked.startsWith('open-badges-2 https://'))).toBe(true)
  })

  test('is taken back when its page is gone or says so', async () => {
    const gone = await verify(assertion, portsWith(pages({ [assertion.id]: new VerifyFetchError('gone') })))
    expect([gone.verdict, gone.finding]).toEqual(['revoked', 'revoked'])
    const said = { id: assertion.id, revoked: true, revocationReason: 'Mistake' }
    const report = await verify(assertion, portsWith(pages({ [assertion.id]: said })))
    expect([report.verdict, report.checks.find(({ id }) => id === 'status')?.detail?.reason]).toEqual([
      'revoked',
      'Mistake',
    ])
  })

  test.each([
    ['for another person', { recipient: { ...assertion.recipient, identity: 'sha256$00' } }],
    ['for another badge', { badge: `${host}/badges/2` }],
  ])('that was brought %s than its page says is altered', async (_, changes) => {
    const report = await verify({ ...assertion, ...changes })
    expect([report.verdict, report.finding]).toEqual(['invalid', 'altered'])
  })

  test('on another host than its issuer is somebody else’s', async () => {
    const elsewhere = { ...assertion, id: 'https://evil.org/assertions/1' }
    const report = await verify(elsewhere, portsWith(pages({ [elsewhere.id]: elsewhere })))
    expect([report.verdict, report.finding]).toEqual(['invalid', 'foreign-key'])
  })

  test('cannot bring its own copy of the issuer that allows its host', async () => {
    const permissive = { ...issuer, verification: { allowedOrigins: 'evil.org' } }
    const elsewhere = {
      ...assertion,
      id: 'https://evil.org/assertions/1',
      badge: { ...badgeClass, issuer: permissive },
    }
    const report = await verify(elsewhere, portsWith(pages({ [elsewhere.id]: elsewhere })))
    expect(report.finding).toBe('foreign-key')
  })

  test('may live on a host that its issuer allows', async () => {
    const elsewhere = { ...assertion, id: 'https://hosting.org/assertions/1' }
    const allowing = { ...issuer, verification: { allowedOrigins: ['hosting.org'] } }
    const report = await verify(elsewhere, portsWith(pages({ [elsewhere.id]: elsewhere, [issuer.id]: allowing })))
    expect(report.finding).toBe('older-badge')
  })

  test('whose issuer’s page calls itself somebody else is not made right', async () => {
    const other = { ...issuer, id: 'https://university.edu/issuer' }
    expect((await verify(assertion, portsWith(pages({ [issuer.id]: other })))).finding).toBe('malformed')
  })

  test.each([
    ['its page', assertion.id],
    ['its badge class', badgeClass.id],
    ['its issuer', issuer.id],
  ])('is not judged while %s does not answer', async (_, url) => {
    const report = await verify(assertion, portsWith(pages({ [url]: new VerifyFetchError('unreachable') })))
    expect([report.verdict, report.finding]).toEqual(['indeterminate', 'unfinished'])
  })

  test('that has ended, or whose end is no date, is expired', async () => {
    for (const expires of ['2026-05-01T00:00:00Z', 'never']) {
      const ended = { ...assertion, expires }
      expect((await verify(ended, portsWith(pages({ [assertion.id]: ended })))).verdict).toBe('expired')
    }
  })

  test('of the future is not valid yet', async () => {
    const future = { ...assertion, issuedOn: '2027-01-01T00:00:00Z' }
    expect((await verify(future, portsWith(pages({ [assertion.id]: future })))).finding).toBe('not-yet-valid')
  })
})

describe('a signed badge', () => {
  const keyUrl = `${host}/key`
  const listUrl = `${host}/revoked`
  const signed = { ...assertion, id: 'urn:uuid:1', verification: { type: 'SignedBadge', creator: keyUrl } }

  async function signedWorld(payload: object = signed, header: object = { alg: 'RS256' }, modulusLength = 2048) {
    const parameters = {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    }
    const pair = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify'])
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const content = `${encode(header)}.${encode(payload)}`
    const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', pair.privateKey, Buffer.from(content))
    const spki = Buffer.from(await crypto.subtle.exportKey('spki', pair.publicKey)).toString('base64')
    const publicKeyPem = `-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----\n`
    return {
      token: `${content}.${Buffer.from(signature).toString('base64url')}`,
      documents: pages({
        [issuer.id]: { ...issuer, publicKey: keyUrl, revocationList: listUrl },
        [keyUrl]: { type: 'CryptographicKey', id: keyUrl, owner: issuer.id, publicKeyPem },
        [listUrl]: { type: 'RevocationList', id: listUrl, revokedAssertions: [] },
      }),
    }
  }
  const verifyToken = async (token: string, documents: Record<string, object | string | VerifyFetchError>) =>
    verifyCredential(await extractCredential(Buffer.from(token)), portsWith(documents))

  test('is valid by the key of its issuer, without a page of its own', async () => {
    const { token, documents } = await signedWorld()
    const report = await verifyToken(token, documents)
    expect([report.verdict, report.finding, report.container]).toEqual(['valid', 'valid-domain', 'jws'])
  })

  test('in the revocation list is revoked, named in either form', async () => {
    const { token, documents } = await signedWorld()
    for (const entry of ['urn:uuid:1', { id: 'urn:uuid:1' }]) {
      const list = { type: 'RevocationList', id: listUrl, revokedAssertions: [entry] }
      expect((await verifyToken(token, { ...documents, [listUrl]: list })).verdict).toBe('revoked')
    }
  })

  test('of another key is altered', async () => {
    const { token } = await signedWorld()
    const { documents } = await signedWorld()
    expect((await verifyToken(token, documents)).finding).toBe('altered')
  })

  test.each<[string, object, number]>([
    ['no algorithm', { alg: 'none' }, 2048],
    ['a shared secret', { alg: 'HS256' }, 2048],
    ['a key of its own', { alg: 'RS256', jwk: { kty: 'RSA' } }, 2048],
    ['a critical extension', { alg: 'RS256', crit: ['b64'], b64: false }, 2048],
    ['a key that is too short', { alg: 'RS256' }, 1024],
  ])('with %s is never valid', async (_, header, modulusLength) => {
    const { token, documents } = await signedWorld(signed, header, modulusLength)
    expect((await verifyToken(token, documents)).finding).toBe('altered')
  })

  test('by a key that belongs to another issuer is by a foreign key', async () => {
    const { token, documents } = await signedWorld()
    const key = { ...(documents[keyUrl] as object), owner: 'https://university.edu/issuer' }
    expect((await verifyToken(token, { ...documents, [keyUrl]: key })).finding).toBe('foreign-key')
  })

  test('that is brought as plain JSON has lost its signature', async () => {
    await expect(verify(signed)).rejects.toMatchObject({ code: 'not-a-credential' })
  })

  test('asks for four documents at most', async () => {
    const { token, documents } = await signedWorld()
    const ports = portsWith(documents)
    await verifyCredential(token, ports)
    expect(ports.asked).toHaveLength(4)
  })
})
