import { KeyObject, type webcrypto } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  extractCredential,
  hashIdentity,
  matchRecipient,
  type VerificationReport,
  VerifyFetchError,
  verifyCredential,
  verifyOpenBadges2,
} from '../../src/openbadges/index.ts'
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
const stateOf = (report: VerificationReport, check: string) => report.checks.find(({ id }) => id === check)?.state
const verifyHostedAs = (changes: object) =>
  verify(assertion, portsWith(pages({ [assertion.id]: { ...assertion, ...changes } })))
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

  test.each([
    ['in the clear, and it is the same', { hashed: false, identity: 'Lena@Example.org', salt: null }, 'older-badge'],
    ['in the clear, and it is another', { hashed: false, identity: 'otto@example.org', salt: null }, 'altered'],
    ['behind another text', { identity: `sha256$${'0'.repeat(64)}`, salt: 'pepper' }, 'unfinished'],
    ['by another kind of hash', { identity: `md5$${'0'.repeat(32)}` }, 'unfinished'],
    ['by a number', { identity: 5 }, 'unfinished'],
  ])('whose page names the person %s is told as that', async (_, named, finding) => {
    const hashed = await hashIdentity('lena@example.org', 'salt')
    const mine = { ...assertion, recipient: { type: 'email', hashed: true, identity: hashed, salt: 'salt' } }
    const page = { ...mine, recipient: { ...mine.recipient, ...named } }
    const report = await verify(mine, portsWith(pages({ [assertion.id]: page })))
    expect([report.finding, stateOf(report, 'status')]).toEqual([
      finding,
      finding === 'older-badge' ? 'passed' : 'not_checked',
    ])
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

  test.each(['2026-05-01T00:00:00Z', '2026-05-14T14:59+00:00', '2026-05-14'])(
    'that ended on %s is expired',
    async (expires) => {
      expect((await verifyHostedAs({ expires })).verdict).toBe('expired')
    },
  )

  test.each([
    ['expires', 'never'],
    ['expires', ''],
    ['expires', '2027-02-30'],
    ['expires', 1812585600],
    ['issuedOn', '1466060644'],
    ['issuedOn', 1466060644],
    ['issuedOn', '5'],
    ['issuedOn', 'May 2019'],
    ['issuedOn', '05/21/2019'],
  ])('whose %s is %j is not made right, and neither past nor to come', async (member, date) => {
    const report = await verifyHostedAs({ [member]: date })
    expect([report.finding, stateOf(report, 'validity')]).toEqual(['malformed', 'not_checked'])
  })

  test.each([true, 'true', 'True', 1, '1', [true], { '@value': 'true' }])(
    'whose page says that it is revoked by %j is taken back',
    async (revoked) => {
      expect((await verifyHostedAs({ revoked })).verdict).toBe('revoked')
    },
  )

  test.each(['obi:revoked', 'https://w3id.org/openbadges#revoked'])(
    'whose page says by %s that it is revoked is taken back',
    async (member) => expect((await verifyHostedAs({ [member]: 'true' })).verdict).toBe('revoked'),
  )

  test('whose page gives a reason for taking it back, and not that it was, is never valid', async () => {
    expect((await verifyHostedAs({ revocationReason: 'Wrong person' })).finding).toBe('malformed')
    expect((await verifyHostedAs({ revocationReason: 'Wrong person', revoked: false })).finding).toBe('older-badge')
  })

  test.each([false, 'false', 0, '0', null])('whose page says that it is not revoked by %j stands', async (revoked) => {
    expect((await verifyHostedAs({ revoked })).finding).toBe('older-badge')
  })

  test.each(['yes', '', 2, {}, ['no'], []])(
    'whose page says %j of whether it is revoked is never valid',
    async (revoked) => {
      expect((await verifyHostedAs({ revoked })).finding).toBe('malformed')
    },
  )

  test('of which members are null has those members not', async () => {
    const absent = { expires: null, evidence: null, revoked: null, narrative: null }
    const profile = { ...issuer, verification: null, publicKey: null }
    const own = { ...assertion, ...absent, recipient: { ...assertion.recipient, salt: null } }
    const saltless = {
      ...assertion,
      recipient: { type: 'email', hashed: true, identity: assertion.recipient.identity },
    }
    const ports = portsWith(pages({ [assertion.id]: saltless, [issuer.id]: profile }))
    const report = await verify(own, ports)
    expect([report.finding, stateOf(report, 'evidence')]).toEqual(['older-badge', 'not_applicable'])
  })

  test('for the same hash in capitals is for the same person', async () => {
    const recipient = { ...assertion.recipient, identity: assertion.recipient.identity.toUpperCase() }
    expect((await verify({ ...assertion, recipient })).finding).toBe('older-badge')
  })

  test.each([
    ['with its host in capitals', 'https://BADGES.School.org/assertions/1', assertion.id],
    ['with the port that https has anyway', 'https://badges.school.org:443/assertions/1', assertion.id],
    ['with http and its port', 'http://badges.school.org:80/assertions/1', assertion.id],
    ['in Cyrillic and percent-encoded', `${host}/опис/1`, `${host}/%d0%BE%D0%BF%D0%B8%D1%81/1`],
    ['with a letter percent-encoded', `${host}/%61ssertions/1`, assertion.id],
    ['at another path of the same host', `${host}/assertions/1.json?v=2`, assertion.id],
  ])('whose address is written %s is the one that its page names', async (_, brought, declared) => {
    const asked = brought.replace(/^http:(.*):80/, 'https:$1')
    const report = await verify(
      { ...assertion, id: brought },
      portsWith(pages({ [asked]: { ...assertion, id: declared } })),
    )
    expect(report.finding).toBe('older-badge')
  })

  test('of a host with letters of its own is found under both spellings', async () => {
    const id = 'https://школа.example/a/1'
    const allowing = { ...issuer, verification: { allowedOrigins: 'школа.example' } }
    const documents = pages({ [id]: { ...assertion, id: new URL(id).href }, [issuer.id]: allowing })
    expect((await verify({ ...assertion, id }, portsWith(documents))).finding).toBe('older-badge')
  })

  test('whose page claims an id of another host is not made right', async () => {
    const report = await verifyHostedAs({ id: 'https://university.edu/assertions/1' })
    expect([report.finding, report.checks.find(({ id }) => id === 'schema')?.detail?.pointer]).toEqual([
      'malformed',
      '/id',
    ])
  })

  test.each([
    ['a path beside the host, which nobody can read', 'hosting.org/badges', 'unfinished'],
    ['a user before the host, which nobody can read', 'hosting.org@evil.org', 'unfinished'],
    ['a number', 5, 'unfinished'],
    ['another port', 'hosting.org:8443', 'foreign-key'],
  ])('is not let in by %s', async (_, allowedOrigins, finding) => {
    const elsewhere = { ...assertion, id: 'https://hosting.org/assertions/1' }
    const profile = { ...issuer, verification: { allowedOrigins } }
    const report = await verify(elsewhere, portsWith(pages({ [elsewhere.id]: elsewhere, [issuer.id]: profile })))
    expect(report.finding).toBe(finding)
  })

  test('is not let in by a way back out of the path that its issuer allows', async () => {
    const outside = { ...assertion, id: `${host}/assertions/../uploads/1` }
    const profile = { ...issuer, verification: { startsWith: `${host}/assertions/` } }
    const report = await verify(outside, portsWith(pages({ [outside.id]: outside, [issuer.id]: profile })))
    expect(report.finding).toBe('foreign-key')
  })

  test.each([
    ['is no JSON', '<html>Moved</html>', 'issuer-document-not-json'],
    ['is too large', new VerifyFetchError('too-large'), 'issuer-document-too-large'],
    ['is gone', new VerifyFetchError('gone'), 'issuer-document-gone'],
  ])('whose issuer’s page %s could not be checked', async (_, page, code) => {
    const report = await verify(assertion, portsWith(pages({ [issuer.id]: page })))
    expect([report.finding, report.checks.find(({ id }) => id === 'issuer')?.code]).toEqual(['unfinished', code])
  })

  test('is read past the mark that some servers put before UTF-8', async () => {
    const marked = `\ufeff${JSON.stringify(assertion)}`
    expect((await verify(assertion, portsWith(pages({ [assertion.id]: marked })))).finding).toBe('older-badge')
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

  const sha256 = { hash: 'SHA-256' }
  const rsa = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), ...sha256 }
  const algorithms = {
    RS256: { name: 'RSASSA-PKCS1-v1_5', ...rsa },
    PS256: { name: 'RSA-PSS', saltLength: 32, ...rsa },
    ES256: { name: 'ECDSA', namedCurve: 'P-256', ...sha256 },
  }

  async function signedWorld(
    payload: object = signed,
    header: { alg: string; [member: string]: unknown } = { alg: 'RS256' },
    modulusLength = 2048,
  ) {
    const named = Object.entries(algorithms).find(([name]) => name === header.alg)?.[1] ?? algorithms.RS256
    const algorithm = { ...named, ...('modulusLength' in named && { modulusLength }) }
    const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const content = `${encode(header)}.${encode(payload)}`
    const signature = await crypto.subtle.sign(algorithm, pair.privateKey, Buffer.from(content))
    const publicKey = KeyObject.from(pair.publicKey)
    const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    return {
      token: `${content}.${Buffer.from(signature).toString('base64url')}`,
      publicKey,
      publicKeyPem,
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

  test.each<[string, { alg: string; [member: string]: unknown }, number, string]>([
    ['no algorithm', { alg: 'none' }, 2048, 'unsigned'],
    ['a shared secret', { alg: 'HS256' }, 2048, 'unsigned'],
    ['a key of its own', { alg: 'RS256', jwk: { kty: 'RSA' } }, 2048, 'malformed'],
    ['a critical extension', { alg: 'RS256', crit: ['b64'], b64: false }, 2048, 'malformed'],
    ['a key that is too short', { alg: 'RS256' }, 1024, 'unfinished'],
    ['an algorithm that nobody here computes', { alg: 'ES256K' }, 2048, 'unfinished'],
  ])('with %s is never valid, and not called altered', async (_, header, modulusLength, finding) => {
    const { token, documents } = await signedWorld(signed, header, modulusLength)
    expect((await verifyToken(token, documents)).finding).toBe(finding)
  })

  test.each(['ES256', 'PS256'])('may be signed with %s', async (alg) => {
    const { token, documents } = await signedWorld(signed, { alg })
    expect((await verifyToken(token, documents)).finding).toBe('valid-domain')
    const others = await signedWorld(signed, { alg })
    expect((await verifyToken(others.token, documents)).finding).toBe('altered')
  })

  test('is verified by a key in the older form of PKCS#1', async () => {
    const { token, documents, publicKey } = await signedWorld()
    const publicKeyPem = publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()
    expect(publicKeyPem).toMatch(/^-----BEGIN RSA PUBLIC KEY-----/)
    const key = { ...(documents[keyUrl] as object), publicKeyPem }
    expect((await verifyToken(token, { ...documents, [keyUrl]: key })).finding).toBe('valid-domain')
    const others = await signedWorld()
    expect((await verifyToken(others.token, { ...documents, [keyUrl]: key })).finding).toBe('altered')
  })

  test('with a certificate where its key should be could not be checked', async () => {
    const { token, documents } = await signedWorld()
    const publicKeyPem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
    const key = { ...(documents[keyUrl] as object), publicKeyPem }
    expect((await verifyToken(token, { ...documents, [keyUrl]: key })).finding).toBe('unfinished')
  })

  test('whose header leads to keys elsewhere is verified with its issuer’s, and nobody asks there', async () => {
    const { token, documents } = await signedWorld(signed, {
      alg: 'RS256',
      jku: 'https://evil.org/keys',
      x5c: ['MIIB'],
    })
    const ports = portsWith(documents)
    const report = await verifyCredential(await extractCredential(Buffer.from(token)), ports)
    expect(report.finding).toBe('valid-domain')
    expect(report.checks.find(({ id }) => id === 'proof')?.detail?.ignoredHeaders).toBe('jku x5c')
    expect(ports.asked.some((asked) => asked.includes('evil.org'))).toBe(false)
  })

  describe('that does not name its key', () => {
    const unnamed = { ...signed, verification: { type: ['Verification', 'SignedBadge'] } }
    const otherUrl = `${host}/keys/older`

    test('is tried with each that the issuer lists', async () => {
      const older = await signedWorld()
      const { token, documents } = await signedWorld(unnamed)
      const profile = { ...issuer, publicKey: [otherUrl, keyUrl] }
      const key = { id: otherUrl, owner: issuer.id, publicKeyPem: older.publicKeyPem }
      const report = await verifyToken(token, { ...documents, [issuer.id]: profile, [otherUrl]: key })
      expect([report.finding, report.proofs[0]?.verificationMethod]).toEqual(['valid-domain', keyUrl])
    })

    test('could not be checked while one of them does not answer, and is altered when none fits', async () => {
      const [older, newer] = [await signedWorld(), await signedWorld()]
      const { token, documents } = await signedWorld(unnamed)
      const lists = (publicKey: unknown) => ({ ...documents, [issuer.id]: { ...issuer, publicKey } })
      const [first, second] = [older, newer].map(({ publicKeyPem }, at) => ({ id: `${host}/keys/${at}`, publicKeyPem }))
      expect((await verifyToken(token, lists([first, otherUrl]))).finding).toBe('unfinished')
      expect((await verifyToken(token, lists([first, second]))).finding).toBe('altered')
    })
  })

  test.each([true, 'true', 1])('that says itself that it is revoked, by %j, is revoked', async (revoked) => {
    const { token, documents } = await signedWorld({ ...signed, revoked, revocationReason: 'Withdrawn' })
    const report = await verifyToken(token, documents)
    expect([report.verdict, report.checks.find(({ id }) => id === 'status')?.detail?.reason]).toEqual([
      'revoked',
      'Withdrawn',
    ])
  })

  test('that says something else of whether it is revoked is never valid', async () => {
    const { token, documents } = await signedWorld({ ...signed, revoked: 'perhaps' })
    expect((await verifyToken(token, documents)).finding).toBe('malformed')
  })

  test.each<[string, unknown]>([
    ['its uid', [{ uid: 'abc123', revocationReason: 'Mistake' }]],
    ['its uid alone', ['abc123']],
    ['its id in capitals', [{ id: 'URN:UUID:1' }]],
    ['an object that is no list', { uid: 'abc123' }],
  ])('in the revocation list by %s is revoked', async (_, revokedAssertions) => {
    const { token, documents } = await signedWorld({ ...signed, uid: 'abc123' })
    const list = { type: 'RevocationList', id: listUrl, revokedAssertions }
    expect((await verifyToken(token, { ...documents, [listUrl]: list })).verdict).toBe('revoked')
  })

  test('is revoked by the plain list of Open Badges 1.1, which never says that anything stands', async () => {
    const { token, documents } = await signedWorld({ ...signed, uid: 'abc123' })
    const listing = (list: object) => verifyToken(token, { ...documents, [listUrl]: list })
    expect((await listing({ abc123: 'Mistake' })).verdict).toBe('revoked')
    expect((await listing({ other: 'Mistake' })).verdict).toBe('indeterminate')
  })

  test.each<[string, object]>([
    ['says nothing of what it lists', { type: 'RevocationList' }],
    ['has an entry that nobody can read', { type: 'RevocationList', revokedAssertions: [{ assertion: 'urn:uuid:2' }] }],
    ['is another issuer’s', { type: 'RevocationList', issuer: 'https://evil.org/i', revokedAssertions: [] }],
  ])('whose revocation list %s is not judged', async (_, list) => {
    const { token, documents } = await signedWorld()
    expect((await verifyToken(token, { ...documents, [listUrl]: list })).finding).toBe('unfinished')
  })

  test('is revoked by any of several lists', async () => {
    const { token, documents } = await signedWorld()
    const second = `${host}/revoked/2`
    const profile = { ...issuer, publicKey: keyUrl, revocationList: [listUrl, second] }
    const list = { type: 'RevocationList', id: second, revokedAssertions: ['urn:uuid:1'] }
    const world = { ...documents, [issuer.id]: profile, [second]: list }
    expect((await verifyToken(token, world)).verdict).toBe('revoked')
    expect((await verifyToken(token, { ...world, [second]: new VerifyFetchError('unreachable') })).verdict).toBe(
      'indeterminate',
    )
  })

  test.each([
    ['is listed, and says that it belongs to another issuer', 'https://university.edu/issuer', 'unfinished'],
    ['says in a list whose it is', [issuer.id], 'valid-domain'],
  ])('by a key that %s is told as that', async (_, owner, finding) => {
    const { token, documents } = await signedWorld()
    const key = { ...(documents[keyUrl] as object), owner }
    expect((await verifyToken(token, { ...documents, [keyUrl]: key })).finding).toBe(finding)
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

describe('a badge of Open Badges 1', () => {
  const older = {
    uid: 'abc123',
    recipient: assertion.recipient,
    badge: `${host}/badges/1`,
    issuedOn: 1359217910,
    verify: { type: 'hosted', url: assertion.id },
  }

  test.each([
    ['as a file', JSON.stringify(older)],
    ['of version 0.5', JSON.stringify({ recipient: 'a@b.org', badge: { version: '0.5.0', name: 'Robots' } })],
    ['signed', `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(JSON.stringify(older)).toString('base64url')}.c2ln`],
  ])('says what it is, %s', async (_, file) => {
    const read = async () => verifyCredential(await extractCredential(Buffer.from(file)), portsWith({}))
    await expect(read()).rejects.toMatchObject({ code: 'open-badges-1' })
  })

  test('says what it is when only its address is in the picture', async () => {
    const read = verifyOpenBadges2({ container: 'png', text: assertion.id }, portsWith({ [assertion.id]: older }))
    await expect(read).rejects.toMatchObject({ code: 'open-badges-1' })
  })
})

describe('the person of an older badge', () => {
  test.each([
    ['hashed by text', { hashed: 'true' }],
    ['with its hash in capitals', { identity: assertion.recipient.identity.toUpperCase() }],
    ['with its type in a list', { type: ['email'] }],
  ])('is recognized %s', async (_, changes) => {
    const recipient = { ...assertion.recipient, ...changes }
    expect(await matchRecipient({ recipient }, 'a@example.com')).toBe(true)
    expect(await matchRecipient({ recipient }, 'b@example.com')).toBe(false)
  })
})
