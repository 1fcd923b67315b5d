import { CompactSign, compactVerify, exportJWK, generateKeyPair as generateJoseKeyPair, importJWK } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { type JsonObject, readVcJwt, signVcJwt, verifyVcJwt } from '../../src/openbadges/index.ts'
import { validityOf } from '../../src/openbadges/model/validity.ts'
import { type TokenWorld, tokenWorld } from './hostile-tokens.ts'
import { lakesideDid, newIssuer, now, signedCredential, tamperedCopies, typicalCredential } from './lakeside.ts'

const badSignature = {
  state: 'failed',
  reason: 'https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR',
}

test('a token of the Open Badges dialect carries the credential with its claims', async () => {
  const issuer = await newIssuer('P-256')
  const credential = typicalCredential()
  const token = await signVcJwt(credential, issuer.key, 'open-badges')
  const { header, payload, credential: read } = readVcJwt(token)
  expect(header).toEqual({ alg: 'ES256', kid: issuer.key.id, typ: 'JWT' })
  expect(payload).toEqual({
    ...credential,
    iss: lakesideDid,
    jti: credential.id,
    nbf: 1777644180,
    exp: 1935410580,
  })
  expect(read).toEqual(credential)
  expect(await verify(token, issuer.publicJwk)).toEqual({ state: 'passed', verificationMethod: issuer.key.id })
})

test('the subject is claimed where it has an id, and no end where there is none', async () => {
  const issuer = await newIssuer('P-256')
  const { validUntil: _, ...endless } = typicalCredential()
  const credential = { ...endless, credentialSubject: { ...endless.credentialSubject, id: 'did:key:z6MkLena' } }
  const token = await signVcJwt(credential, issuer.key, 'open-badges')
  expect(readVcJwt(token).payload).toMatchObject({ sub: 'did:key:z6MkLena' })
  expect(readVcJwt(token).payload).not.toHaveProperty('exp')
  expect(await verify(token, issuer.publicJwk)).toMatchObject({ state: 'passed' })
})

test('a token of the VC-JOSE-COSE dialect is the credential and nothing else', async () => {
  const issuer = await newIssuer('P-256')
  const token = await signVcJwt(typicalCredential(), issuer.key, 'vc-jose-cose')
  const { header, payload, credential } = readVcJwt(token)
  expect(header).toEqual({ alg: 'ES256', kid: issuer.key.id, typ: 'vc+jwt', cty: 'vc' })
  expect(payload).toEqual(typicalCredential())
  expect(credential).toEqual(typicalCredential())
  expect(await verify(token, issuer.publicJwk)).toMatchObject({ state: 'passed' })
})

test('a credential with a proof of its own keeps it inside the token', async () => {
  const issuer = await newIssuer('P-256')
  const signed = await signedCredential(await newIssuer())
  const token = await signVcJwt(signed, issuer.key, 'open-badges')
  expect(readVcJwt(token).credential.proof).toEqual(signed.proof)
  expect(await verify(token, issuer.publicJwk)).toMatchObject({ state: 'passed' })
})

test('jose by itself accepts our tokens', async () => {
  const issuer = await newIssuer('P-256')
  const token = await signVcJwt(typicalCredential(), issuer.key, 'open-badges')
  const key = await importJWK({ ...issuer.publicJwk }, 'ES256')
  expect((await compactVerify(token, key)).protectedHeader.kid).toBe(issuer.key.id)
})

test('only a P-256 key signs tokens, and only whole seconds', async () => {
  const ed25519 = await newIssuer('Ed25519')
  await expect(signVcJwt(typicalCredential(), ed25519.key, 'open-badges')).rejects.toThrow(
    expect.objectContaining({ code: 'schema' }),
  )
  const { key } = await newIssuer('P-256')
  const fractional = { ...typicalCredential(), validFrom: '2026-05-01T14:03:00.250Z' }
  await expect(signVcJwt(fractional, key, 'open-badges')).rejects.toThrow(expect.objectContaining({ code: 'schema' }))
})

test.each(['open-badges', 'vc-jose-cose'] as const)(
  'a token of the %s dialect changed in any single place fails',
  async (dialect) => {
    const issuer = await newIssuer('P-256')
    const [header, payload = '', signature] = (await signVcJwt(typicalCredential(), issuer.key, dialect)).split('.')
    const copies = tamperedCopies<JsonObject>(JSON.parse(Buffer.from(payload, 'base64url').toString()))
    expect(copies.length).toBeGreaterThan(75)
    const accepted: string[] = []
    for (const { pointer, copy } of copies) {
      const outcome = await verify(`${header}.${encoded(copy)}.${signature}`, issuer.publicJwk)
      if (outcome.state === 'passed') accepted.push(pointer)
    }
    expect(accepted).toEqual([])
  },
)

test.each([
  ['RS256', {}],
  ['ES256', {}],
  ['RS384', {}],
  ['RS512', {}],
  ['PS256', {}],
  ['PS384', {}],
  ['PS512', {}],
  ['ES384', {}],
  ['ES512', {}],
  ['EdDSA', { crv: 'Ed25519' }],
  ['Ed25519', {}],
])('a token that another issuer signed with %s verifies, with that key only', async (alg, options) => {
  const { publicKey, privateKey } = await generateJoseKeyPair(alg, options)
  const other = await generateJoseKeyPair(alg, options)
  const token = await sign(claims(), { alg, kid: `${lakesideDid}#key-1` }, privateKey)
  expect(await verify(token, await publicJwkOf(publicKey))).toMatchObject({ state: 'passed' })
  expect(await verify(token, await publicJwkOf(other.publicKey))).toEqual(badSignature)
})

test('keys of algorithms that we do not verify are not checked, and weak or private ones fail', async () => {
  const { publicKey } = await generateJoseKeyPair('ES256')
  const [, payload] = (await signVcJwt(typicalCredential(), (await newIssuer('P-256')).key, 'open-badges')).split('.')
  const notChecked = { state: 'not_checked', reason: 'unsupported-suite' }
  for (const alg of ['ES256K', 'Ed448', 'ML-DSA-44'])
    expect(await verify(`${encoded({ alg })}.${payload}.AAAA`, await publicJwkOf(publicKey))).toEqual(notChecked)
  const secp256k1 = { kty: 'EC', crv: 'secp256k1', x: 'A'.repeat(43), y: 'A'.repeat(43) }
  expect(await verify(`${encoded({ alg: 'ES256' })}.${payload}.AAAA`, secp256k1)).toEqual(notChecked)
  const issuer = await newIssuer('P-256')
  const ours = await signVcJwt(typicalCredential(), issuer.key, 'open-badges')
  expect(await verify(ours, { ...issuer.publicJwk, d: 'AAAA' })).toEqual(badSignature)
  expect(await verify(ours, { kty: 'RSA', n: `_${'A'.repeat(170)}`, e: 'AQAB' })).toEqual(badSignature)
  expect(await verify(ours, {})).toEqual(badSignature)
})

test('a token whose algorithm is not one of its key was not compared with anything', async () => {
  const rsa = await generateJoseKeyPair('RS256')
  const publicJwk = await publicJwkOf(rsa.publicKey)
  const token = await sign(claims(), { alg: 'RS256' }, rsa.privateKey)
  expect(await verify(token, { ...publicJwk, alg: 'RS256' })).toMatchObject({ state: 'passed' })
  const other = badSignature
  expect(await verify(token, { ...publicJwk, alg: 'PS256' })).toEqual(other)
  expect(await verify(token, (await newIssuer('P-256')).publicJwk)).toEqual(other)
})

test.each(['JWT', 'jwt', 'application/jwt', 'vc+jwt', 'application/vc+jwt', 'application/VC+JWT'])(
  'a token may call itself %s',
  async (typ) => {
    const { publicKey, privateKey } = await generateJoseKeyPair('ES256')
    const token = await sign(claims(), { alg: 'ES256', typ }, privateKey)
    expect(await verify(token, await publicJwkOf(publicKey))).toMatchObject({ state: 'passed' })
  },
)

test('certificates and addresses in the header are not followed, and the outcome says so', async () => {
  const { publicKey, privateKey } = await generateJoseKeyPair('ES256')
  const header = {
    alg: 'ES256',
    x5c: ['AAAA'],
    'x5t#S256': 'AAAA',
    jku: 'https://evil.example/k',
    x5u: 'https://a.example',
  }
  const token = await sign(claims(), header, privateKey)
  expect(await verify(token, await publicJwkOf(publicKey))).toEqual({
    state: 'passed',
    verificationMethod: 'jwk',
    ignored: 'jku x5u x5c x5t#S256',
  })
})

test("a token signed with the key in its own header names no method of the issuer's", async () => {
  const { publicKey, privateKey } = await generateJoseKeyPair('ES256')
  const jwk = await publicJwkOf(publicKey)
  const token = await sign(claims(), { alg: 'ES256', jwk }, privateKey)
  expect(readVcJwt(token).header.jwk).toEqual(jwk)
  expect(await verify(token, jwk)).toEqual({ state: 'passed', verificationMethod: 'jwk' })
})

test('a token of VCDM 1.1 fills its credential from the claims, and they must agree', async () => {
  const { publicKey, privateKey } = await generateJoseKeyPair('ES256')
  const jwk = await publicJwkOf(publicKey)
  const vc = {
    '@context': ['https://www.w3.org/2018/credentials/v1', 'https://purl.imsglobal.org/spec/ob/v3p0/context.json'],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    credentialSubject: { type: ['AchievementSubject'] },
  }
  const registered = {
    iss: 'https://example.edu/1',
    jti: 'urn:uuid:1',
    sub: 'did:example:1',
    nbf: 1262304000,
    exp: 1893456000,
  }
  const token = await sign({ vc, ...registered }, { alg: 'ES256' }, privateKey)
  expect(readVcJwt(token).credential).toEqual({
    ...vc,
    id: 'urn:uuid:1',
    issuer: 'https://example.edu/1',
    issuanceDate: '2010-01-01T00:00:00Z',
    expirationDate: '2030-01-01T00:00:00Z',
    credentialSubject: { type: ['AchievementSubject'], id: 'did:example:1' },
  })
  expect(await verify(token, jwk)).toMatchObject({ state: 'passed' })
  const contradicting = await sign(
    { vc: { ...vc, issuer: 'https://evil.example/1' }, ...registered },
    { alg: 'ES256' },
    privateKey,
  )
  expect(await verify(contradicting, jwk)).toEqual({ state: 'failed', reason: 'claims-mismatch' })
})

test('an end that only the claims give is the end of an Open Badge, and of the signature in VC-JOSE-COSE', async () => {
  const { publicKey, privateKey } = await generateJoseKeyPair('ES256')
  const jwk = await publicJwkOf(publicKey)
  const { validUntil: _, ...endless } = typicalCredential()
  const exp = Date.parse('2026-05-31T00:00:00Z') / 1000
  const openBadge = await sign({ ...claims(), validUntil: undefined, exp }, { alg: 'ES256' }, privateKey)
  expect(readVcJwt(openBadge).credential.validUntil).toBe('2026-05-31T00:00:00Z')
  const w3c = (end: number) => sign({ ...endless, exp: end }, { alg: 'ES256', typ: 'vc+jwt' }, privateKey)
  expect(readVcJwt(await w3c(exp)).credential).not.toHaveProperty('validUntil')
  expect(await verify(await w3c(exp), jwk)).toEqual({ state: 'failed', reason: 'proof-expired' })
  expect(await verify(await w3c(exp + 366 * 86_400), jwk)).toMatchObject({ state: 'passed' })
})

let world: TokenWorld
beforeAll(async () => {
  world = await tokenWorld()
})

test('the token that the hostile ones imitate is good', async () => {
  expect(await isTaken(world.genuine)).toBe(true)
})

test('of the hostile tokens none is taken for a valid credential of the issuer', async () => {
  expect(world.hostile.size).toBeGreaterThanOrEqual(50)
  const taken: string[] = []
  for (const [name, token] of world.hostile) if (await isTaken(token)) taken.push(name)
  expect(taken).toEqual([])
})

test.each([
  ['sig-empty', 'malformed-jws'],
  ['b64-padding', 'malformed-jws'],
  ['b64-std-alphabet', 'malformed-jws'],
  ['b64-noncanonical-tail', 'malformed-jws'],
  ['two-parts', 'malformed-jws'],
  ['four-parts', 'malformed-jws'],
  ['jwe-5-parts', 'malformed-jws'],
  ['whitespace', 'malformed-jws'],
  ['empty', 'malformed-jws'],
  ['header-array', 'malformed-jws'],
  ['dup-alg', 'duplicate-key'],
  ['payload-dup-keys', 'duplicate-key'],
  ['payload-proto', 'forbidden-key'],
  ['payload-not-json', 'malformed-json'],
  ['payload-array', 'not-a-credential'],
  ['payload-two-credentials', 'not-a-credential'],
  ['exp-1e400', 'number-range'],
  ['huge-header-200kb', 'payload-too-large'],
])('the token %s cannot even be read: %s', (name, code) => {
  expect(() => readVcJwt(world.hostile.get(name) ?? 'missing')).toThrow(expect.objectContaining({ code }))
})

test.each(['embedded-jwk', 'jku', 'x5u', 'x5c', 'sig-truncated', 'sig-malleated-S+L'])(
  'the token %s can be read, and its signature fails',
  async (name) => {
    const token = world.hostile.get(name) ?? 'missing'
    expect(readVcJwt(token).credential.type).toContain('OpenBadgeCredential')
    expect(await verify(token, world.publicJwk)).toEqual(badSignature)
  },
)

test.each([
  'alg-none',
  'alg-None',
  'alg-nOnE-with-sig',
  'alg-missing',
  'hs256-pubkey-spki',
  'hs256-pubkey-jwk',
  'es256-label',
  'rs256-label',
  'crit-unknown',
  'b64-false',
  'zip-def',
  'kid-path-traversal',
  'kid-sql',
  'typ-at+jwt',
])('the token %s can be read, and has nothing that could be compared', async (name) => {
  const token = world.hostile.get(name) ?? 'missing'
  expect(await verify(token, world.publicJwk)).toEqual(badSignature)
})

test.each(['iss-other', 'iss-missing', 'jti-other', 'nbf-other', 'nbf-missing', 'exp-other', 'sub-without-subject-id'])(
  'the token %s contradicts itself',
  async (name) => {
    const outcome = await verify(world.hostile.get(name) ?? 'missing', world.publicJwk)
    expect(outcome).toEqual({ state: 'failed', reason: 'claims-mismatch' })
  },
)

test.each([
  ['expired', 'expired'],
  ['exp-30s-ago', 'expired'],
  ['nbf-future', 'not-yet-valid'],
])('the token %s is genuine, and its credential %s', async (name, code) => {
  const token = world.hostile.get(name) ?? 'missing'
  expect(await verify(token, world.publicJwk)).toMatchObject({ state: 'passed' })
  expect(validityOf(readVcJwt(token).credential, new Date(now))).toMatchObject({ state: 'failed', code })
})

test('a token of many megabytes is refused before it is looked at', () => {
  expect(() => readVcJwt('a'.repeat(5_000_000))).toThrow(expect.objectContaining({ code: 'payload-too-large' }))
})

/** As the verify page would: signature and dates both. */
async function isTaken(token: string): Promise<boolean> {
  if ((await verify(token, world.publicJwk)).state !== 'passed') return false
  return validityOf(readVcJwt(token).credential, new Date(now)).state === 'passed'
}

function verify(token: string, key: JsonObject) {
  return verifyVcJwt({ token, key, now: new Date(now) })
}

function claims() {
  const { id, validFrom, validUntil } = typicalCredential()
  return {
    ...typicalCredential(),
    iss: lakesideDid,
    jti: id,
    nbf: Date.parse(validFrom) / 1000,
    exp: Date.parse(validUntil) / 1000,
  }
}

function sign(
  payload: object,
  header: { alg: string; [member: string]: unknown },
  key: Parameters<CompactSign['sign']>[0],
): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader(header).sign(key)
}

async function publicJwkOf(key: Parameters<typeof exportJWK>[0]): Promise<JsonObject> {
  return JSON.parse(JSON.stringify(await exportJWK(key)))
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
