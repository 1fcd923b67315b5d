import { beforeAll, describe, expect, test } from 'vitest'
import {
  type CheckId,
  generateKeyPair,
  importSigningKey,
  matchRecipient,
  parseCredential,
  signCredential,
  signVcJwt,
  type VerificationReport,
  VerifyFetchError,
  verifyCredential,
} from '../../src/openbadges/index.ts'
import { createStranger, portsWith, type Stranger, statusListUrl, strangersBadge } from '../support/strangers.ts'

let district: Stranger
let badge: Record<string, unknown>
let list: Record<string, unknown>

beforeAll(async () => {
  district = await createStranger()
  badge = await district.sign(strangersBadge(district.did))
  list = await district.statusList()
})

const served = (changes: Record<string, object | string> = {}) => ({
  [district.didUrl]: district.didDocument,
  [statusListUrl]: list,
  ...changes,
})
const verify = (credential: unknown, ports = portsWith(served())) => verifyCredential(JSON.stringify(credential), ports)
const check = (report: VerificationReport, id: CheckId) => report.checks.find((entry) => entry.id === id)
const stateOf = (report: VerificationReport, id: CheckId) => check(report, id)?.state

describe('a good badge', () => {
  test('is valid from its domain, and every check says what it did', async () => {
    const report = await verify(badge)
    expect([report.verdict, report.finding]).toEqual(['valid', 'valid-domain'])
    expect(Object.fromEntries(report.checks.map(({ id, state }) => [id, state]))).toEqual({
      format: 'passed',
      proof: 'passed',
      issuer: 'passed',
      refresh: 'not_applicable',
      status: 'passed',
      validity: 'passed',
      schema: 'passed',
      subject: 'passed',
      evidence: 'not_applicable',
      endorsements: 'not_applicable',
    })
    expect(report.issuer).toEqual({ id: district.did, method: 'did:web', domain: 'issuer.org' })
  })

  test('makes us ask for the keys of its issuer and for its status list, and for nothing else', async () => {
    const withLinks = await district.sign(
      strangersBadge(district.did, {
        image: { id: 'https://tracker.example.net/pixel.png', type: 'Image' },
        evidence: [{ id: 'https://evidence.example.net/1', type: ['Evidence'], name: 'Lesson' }],
        credentialSchema: [{ id: 'https://schema.example.net/s.json', type: '1EdTechJsonSchemaValidator2019' }],
      }),
    )
    const ports = portsWith(served())
    expect((await verify(withLinks, ports)).verdict).toBe('valid')
    expect(ports.asked).toEqual([`did ${district.didUrl}`, `status-list ${statusListUrl}`])
  })

  test('of an issuer that a registry or this server knows is valid without naming a domain', async () => {
    const report = await verify(badge, portsWith(served(), { knownIssuer: () => 'registry' }))
    expect([report.finding, report.issuer.known]).toEqual(['valid-known', 'registry'])
  })

  test('without a status list says that the issuer cannot take it back', async () => {
    const { credentialStatus: _, ...without } = strangersBadge(district.did)
    const report = await verify(await district.sign(without))
    expect([report.verdict, stateOf(report, 'status')]).toEqual(['valid', 'not_applicable'])
  })

  test('has its evidence counted but not opened', async () => {
    const evidence = [
      { id: 'https://example.net/1', type: ['Evidence'] },
      { type: ['Evidence'], name: 'Two' },
    ]
    const report = await verify(await district.sign(strangersBadge(district.did, { evidence })))
    expect(check(report, 'evidence')).toEqual({
      id: 'evidence',
      state: 'not_checked',
      code: 'listed-only',
      detail: { count: 2 },
    })
    expect(report.summary.evidence).toEqual([{ url: 'https://example.net/1' }, { name: 'Two' }])
  })

  test('that was compacted by a JSON-LD processor is the same badge', async () => {
    const compacted = structuredClone(badge) as {
      issuer: { type: unknown }
      credentialSubject: Record<string, unknown>
    }
    compacted.issuer.type = 'Profile'
    compacted.credentialSubject.type = 'AchievementSubject'
    compacted.credentialSubject.identifier = (compacted.credentialSubject.identifier as unknown[])[0]
    const report = await verify({ ...compacted, proof: (badge.proof as unknown[])[0] })
    expect([report.finding, stateOf(report, 'schema'), stateOf(report, 'subject')]).toEqual([
      'valid-domain',
      'passed',
      'passed',
    ])
  })

  test('names the person that its recipient identity was hashed from', async () => {
    const { credential } = await verify(badge)
    const match = async (email: string) => credential && (await matchRecipient(credential, email))
    expect([await match('A@Example.com '), await match('b@example.com')]).toEqual([true, false])
  })
})

describe('a signature', () => {
  test('over other words is an altered file, and nothing else is looked at', async () => {
    const ports = portsWith(served())
    const report = await verify({ ...badge, name: 'Better badge' }, ports)
    expect([report.verdict, report.finding]).toEqual(['invalid', 'altered'])
    expect(check(report, 'proof')?.code).toBe('https://w3id.org/security#PROOF_VERIFICATION_ERROR')
    expect(report.checks.filter(({ state }) => state === 'passed').map(({ id }) => id)).toEqual(['format'])
    expect(ports.asked).toEqual([`did ${district.didUrl}`])
  })

  test('that is missing leaves a file that anyone could have written', async () => {
    const { proof: _, ...unsigned } = badge
    const report = await verify(unsigned)
    expect([report.verdict, report.finding, check(report, 'proof')?.code]).toEqual(['invalid', 'unsigned', 'missing'])
  })

  test('by somebody else under the name of the district is by a foreign key', async () => {
    const stranger = await createStranger('did:web:elsewhere.org')
    const forged = await stranger.sign(strangersBadge(district.did))
    const report = await verify(forged, portsWith(served({ [stranger.didUrl]: stranger.didDocument })))
    expect([report.verdict, report.finding, stateOf(report, 'issuer')]).toEqual(['invalid', 'foreign-key', 'failed'])
  })

  test('by a key that left the document of the issuer is by a foreign key', async () => {
    const withdrawn = { ...district.didDocument, verificationMethod: [], assertionMethod: [] }
    const report = await verify(badge, portsWith(served({ [district.didUrl]: withdrawn })))
    expect([report.verdict, report.finding]).toEqual(['invalid', 'foreign-key'])
  })

  test('by an issuer whose server does not answer is not judged', async () => {
    const report = await verify(badge, portsWith({}))
    expect([report.verdict, report.finding]).toEqual(['indeterminate', 'unfinished'])
    expect(check(report, 'proof')).toEqual({ id: 'proof', state: 'not_checked', code: 'issuer-unreachable' })
    expect(stateOf(report, 'status')).toBe('not_checked')
  })

  test('of a kind we do not know is not judged, and nobody is asked about it', async () => {
    const ports = portsWith(served())
    const [proof] = badge.proof as object[]
    const report = await verify({ ...badge, proof: [{ ...proof, cryptosuite: 'rot13-2026' }] }, ports)
    expect([report.verdict, check(report, 'proof')?.code, ports.asked]).toEqual([
      'indeterminate',
      'unsupported-suite',
      [],
    ])
  })

  test('beside a broken one is enough, and both are listed', async () => {
    const [proof] = badge.proof as object[]
    const report = await verify({ ...badge, proof: [{ ...proof, proofValue: 'z1111' }, proof] })
    expect(report.verdict).toBe('valid')
    expect(report.proofs.map(({ outcome }) => outcome.state)).toEqual(['failed', 'passed'])
    expect(check(report, 'proof')?.detail).toEqual({ passed: 1, count: 2 })
  })

  test('that is broken is not softened by one that nobody can check', async () => {
    const [proof] = badge.proof as object[]
    const report = await verify({ ...badge, name: 'Other', proof: [proof, { ...proof, cryptosuite: 'rot13-2026' }] })
    expect([report.verdict, report.finding]).toEqual(['invalid', 'altered'])
  })

  test('by a did:key is real, by somebody unknown', async () => {
    const somebody = await createStranger('did:key')
    const { credentialStatus: _, ...unsigned } = strangersBadge(somebody.did)
    const report = await verify(await somebody.sign(unsigned))
    expect([report.verdict, report.finding, check(report, 'issuer')]).toEqual([
      'unknown-issuer',
      'unknown-issuer',
      { id: 'issuer', state: 'not_checked', code: 'not-recognized' },
    ])
  })

  test('that this server has no record of was not given by it', async () => {
    const ports = portsWith(served(), { knownIssuer: () => 'this-server', isOnRecord: async () => false })
    const report = await verify(badge, ports)
    expect([report.verdict, report.finding, check(report, 'issuer')?.code]).toEqual([
      'invalid',
      'not-issued',
      'not-issued',
    ])
  })
})

describe('an issuer id', () => {
  test.each([
    ['that climbs', 'did:web:issuer.org:..:..:etc', 'invalid'],
    ['that is an address', 'did:web:127.0.0.1', 'invalid'],
    ['with a user name', 'did:web:a%40issuer.org', 'invalid'],
    ['with a hidden slash', 'did:web:issuer.org%2F..%2F', 'invalid'],
    ['with a null byte', 'did:web:issuer.org:%00', 'invalid'],
    ['in capitals', 'did:WEB:issuer.org', 'invalid'],
    ['of a key that is none', 'did:key:z6LSbad', 'invalid'],
    ['of a method we do not resolve', 'did:ion:EiAnKD8', 'indeterminate'],
    ['at another port', 'did:web:issuer.org%3A8443:a', 'indeterminate'],
    ['of a key of another type', 'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme', 'indeterminate'],
  ])('%s makes the badge never valid and asks nobody', async (_, did, verdict) => {
    const ports = portsWith({})
    const [proof] = badge.proof as object[]
    const document = {
      ...badge,
      issuer: { id: did, type: ['Profile'], name: 'District One' },
      proof: [{ ...proof, verificationMethod: `${did}#k1` }],
    }
    const report = await verify(document, ports)
    expect([report.verdict, ports.asked]).toEqual([verdict, []])
    // Of an id that is nobody's, no key is or isn't.
    expect(report.finding).toBe(verdict === 'invalid' ? 'malformed' : 'unfinished')
  })

  test('whose document is the document of another is nobody’s', async () => {
    const other = { ...district.didDocument, id: 'did:web:other.org' }
    const report = await verify(badge, portsWith(served({ [district.didUrl]: other })))
    expect([report.verdict, check(report, 'issuer')?.code]).toEqual(['invalid', 'issuer-unresolvable'])
  })

  test.each<[string, object | string, string]>([
    ['was taken away', new VerifyFetchError('gone'), 'issuer-document-gone'],
    ['is too large', new VerifyFetchError('too-large'), 'issuer-document-too-large'],
    ['is of another kind', new VerifyFetchError('not-json'), 'issuer-document-not-json'],
    ['is where we do not go', new VerifyFetchError('not-allowed'), 'issuer-address-not-opened'],
    ['is a web page', '<html>Down for maintenance</html>', 'issuer-document-not-json'],
    ['is cut off', '{"id":', 'issuer-document-broken'],
    ['is nowhere', new VerifyFetchError('not-found'), 'issuer-document-not-found'],
    ['takes too long', new VerifyFetchError('timeout'), 'issuer-timeout'],
    ['is longer than anybody reads', `{"id":"${'a'.repeat(1_100_000)}"}`, 'issuer-document-too-large'],
    ['is a list', [], 'issuer-document-malformed'],
    ['names nobody', {}, 'issuer-document-malformed'],
  ])('with a document that %s is neither the signer’s nor not', async (_, document, code) => {
    const report = await verify(badge, portsWith({ [district.didUrl]: document }))
    expect([report.finding, check(report, 'proof'), stateOf(report, 'issuer')]).toEqual([
      'unfinished',
      { id: 'proof', state: 'not_checked', code },
      'not_checked',
    ])
  })

  test('is the same in capitals, and its document may begin with a byte order mark', async () => {
    const document = JSON.stringify(district.didDocument).replaceAll('issuer.org', 'ISSUER.org')
    const report = await verify(badge, portsWith(served({ [district.didUrl]: `\ufeff${document}` })))
    expect(report.finding).toBe('valid-domain')
  })

  test('with a document that was read whole and lists other keys only is not the signer’s', async () => {
    const other = await createStranger(district.did)
    const report = await verify(
      badge,
      portsWith(
        served({
          [district.didUrl]: { ...other.didDocument, id: district.did, verificationMethod: [], assertionMethod: [] },
        }),
      ),
    )
    expect([report.finding, check(report, 'proof')?.code]).toEqual([
      'foreign-key',
      'https://w3id.org/security#INVALID_VERIFICATION_METHOD',
    ])
  })

  test('that is a web address is proved by the key document at it', async () => {
    const url = 'https://issuer.org/issuers/1'
    const { privateKey, publicKey } = await generateKeyPair('Ed25519')
    const id = `${url}#key`
    const key = await importSigningKey({ id, controller: url, algorithm: 'Ed25519', privateKey })
    const { credentialStatus: _, ...unsigned } = strangersBadge(url)
    const signed = await signCredential(unsigned, key, { created: new Date('2026-05-01T14:03:00Z') })
    const keyDocument = { id, type: 'Multikey', controller: url, publicKeyMultibase: publicKey }
    const ports = portsWith({ [url]: keyDocument })
    const report = await verify(signed, ports)
    expect([report.finding, report.issuer.domain, ports.asked]).toEqual(['valid-domain', 'issuer.org', [`key ${url}`]])
    const elsewhere = portsWith({ [url]: { ...keyDocument, controller: 'https://issuer.org/issuers/2' } })
    expect((await verify(signed, elsewhere)).finding).toBe('foreign-key')
  })

  test('that is a web address is proved by the keys that the document at it lists', async () => {
    const url = 'https://issuer.org/issuers/1'
    const { privateKey, publicKey } = await generateKeyPair('Ed25519')
    const id = `${url}#key`
    const key = await importSigningKey({ id, controller: url, algorithm: 'Ed25519', privateKey })
    const { credentialStatus: _, ...unsigned } = strangersBadge(url)
    const signed = await signCredential(unsigned, key, { created: new Date('2026-05-01T14:03:00Z') })
    const documentBy = (controller: string) => ({
      id: url,
      verificationMethod: [{ id, type: 'Multikey', controller, publicKeyMultibase: publicKey }],
      assertionMethod: [id],
    })
    const findings = [url, 'https://issuer.org/issuers/2', '#'].map(
      async (controller) => (await verify(signed, portsWith({ [url]: documentBy(controller) }))).finding,
    )
    expect(await Promise.all(findings)).toEqual(['valid-domain', 'foreign-key', 'unfinished'])
  })

  test('in a warning list is not recommended, whatever its signature', async () => {
    const report = await verify(badge, portsWith(served(), { knownIssuer: () => 'warning' }))
    expect([report.verdict, report.finding]).toEqual(['indeterminate', 'issuer-warning'])
  })
})

describe('a status', () => {
  const withStatus = async (changes: Record<string, unknown>) => {
    const { credentialStatus } = strangersBadge(district.did)
    return district.sign(
      strangersBadge(district.did, { credentialStatus: { ...(credentialStatus as object), ...changes } }),
    )
  }

  test('bit that is set means revoked', async () => {
    const report = await verify(
      badge,
      portsWith(served({ [statusListUrl]: await district.statusList({ set: [94567] }) })),
    )
    expect([report.verdict, check(report, 'status')?.code]).toEqual(['revoked', 'revoked'])
  })

  test('bit of a neighbor means nothing', async () => {
    const neighbors = await district.statusList({ set: [94566, 94568, 0, 131_071] })
    expect((await verify(badge, portsWith(served({ [statusListUrl]: neighbors })))).verdict).toBe('valid')
  })

  test('index written as a number is read like its text', async () => {
    const revoked = await district.statusList({ set: [94567] })
    const report = await verify(
      await withStatus({ statusListIndex: 94567 }),
      portsWith(served({ [statusListUrl]: revoked })),
    )
    expect(report.verdict).toBe('revoked')
  })

  test('bit for suspension puts the badge on hold', async () => {
    const suspended = await district.statusList({ purpose: 'suspension', set: [94567] })
    const ports = portsWith(served({ [statusListUrl]: suspended }))
    expect((await verify(await withStatus({ statusPurpose: 'suspension' }), ports)).verdict).toBe('suspended')
  })

  const verification = 'https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR'
  const retrieval = 'https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR'
  test.each<[string, () => Promise<object | string>, string]>([
    ['unsigned', async () => ({ ...list, proof: undefined }), verification],
    ['signed by somebody else', async () => (await createStranger('did:web:elsewhere.org')).statusList(), verification],
    ['altered', async () => ({ ...list, validUntil: '2030-01-01T00:00:00Z' }), verification],
    ['for another purpose', () => district.statusList({ purpose: 'suspension' }), verification],
    [
      'that has ended',
      () => district.statusList({ change: (l) => ({ ...l, validUntil: '2026-05-02T00:00:00Z' }) }),
      verification,
    ],
    [
      'that is another list, played back',
      () => district.statusList({ url: 'https://issuer.org/status/4' }),
      verification,
    ],
    ['that is no credential', async () => '{"bits":[]}', verification],
    ['that is cut off', async () => '{"id":', 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR'],
  ])('list %s leaves the check unfinished', async (_, make, code) => {
    const report = await verify(badge, portsWith(served({ [statusListUrl]: await make() })))
    expect([report.verdict, report.finding, check(report, 'status')]).toEqual([
      'indeterminate',
      'unfinished',
      { id: 'status', state: 'not_checked', code },
    ])
  })

  test.each<[string, string | VerifyFetchError]>([
    ['not-json', '<html>'],
    ['not-found', new VerifyFetchError('not-found')],
    ['gone', new VerifyFetchError('gone')],
    ['timeout', new VerifyFetchError('timeout')],
    ['too-large', new VerifyFetchError('too-large')],
  ])('list of which there is only %s says so', async (failure, answer) => {
    const report = await verify(badge, portsWith(served({ [statusListUrl]: answer })))
    expect([report.finding, check(report, 'status')]).toEqual([
      'unfinished',
      { id: 'status', state: 'not_checked', code: retrieval, detail: { failure } },
    ])
  })

  test('list that does not answer leaves the check unfinished', async () => {
    const report = await verify(badge, portsWith({ [district.didUrl]: district.didDocument }))
    expect([report.verdict, check(report, 'status')?.code]).toEqual(['indeterminate', retrieval])
  })

  test.each([
    ['an index past the end', { statusListIndex: '131072' }, 'https://www.w3.org/TR/vc-data-model#RANGE_ERROR'],
    [
      'an index that is no number',
      { statusListIndex: '__proto__' },
      'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR',
    ],
    ['a negative index', { statusListIndex: '-1' }, 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR'],
    ['a purpose of its own', { statusPurpose: 'applause' }, 'unsupported-status-type'],
  ])('entry with %s is never valid', async (_, changes, code) => {
    const report = await verify(await withStatus(changes))
    expect([report.verdict, check(report, 'status')?.code]).toEqual(['indeterminate', code])
  })

  test('of a type we do not know is never valid', async () => {
    const credentialStatus = { id: 'https://issuer.org/status#1', type: 'https://example.net/Status' }
    const report = await verify(await district.sign(strangersBadge(district.did, { credentialStatus })))
    expect([report.verdict, check(report, 'status')?.code]).toEqual(['indeterminate', 'unsupported-status-type'])
  })

  test('that is revoked outweighs one that could not be read', async () => {
    const second = 'https://issuer.org/status/9'
    const entry = strangersBadge(district.did).credentialStatus as Record<string, unknown>
    const credentialStatus = [{ ...entry, id: `${second}#5`, statusListCredential: second }, entry]
    const both = await district.sign(strangersBadge(district.did, { credentialStatus }))
    const revoked = await district.statusList({ set: [94567] })
    expect((await verify(both, portsWith(served({ [statusListUrl]: revoked })))).verdict).toBe('revoked')
    expect((await verify(both)).verdict).toBe('indeterminate')
  })

  test('in the older list of 1EdTech is read too', async () => {
    const url = 'https://issuer.org/revocations'
    const credentialStatus = { id: url, type: '1EdTechRevocationList' }
    const older = await district.sign(strangersBadge(district.did, { credentialStatus }))
    const listed = (revokedCredential: object[]) =>
      portsWith(served({ [url]: { id: url, issuer: district.did, revokedCredential } }))
    const revoked = await verify(older, listed([{ id: older.id, revoked: true, revocationReason: 'Wrong person' }]))
    expect([revoked.verdict, check(revoked, 'status')?.detail?.reason]).toEqual(['revoked', 'Wrong person'])
    expect((await verify(older, listed([{ id: 'https://issuer.org/other', revoked: true }]))).verdict).toBe('valid')
    const foreign = portsWith(served({ [url]: { id: url, issuer: 'did:web:elsewhere.org', revokedCredential: [] } }))
    expect((await verify(older, foreign)).verdict).toBe('indeterminate')
  })
})

describe('a date', () => {
  const dated = async (changes: Record<string, unknown>) =>
    verify(await district.sign(strangersBadge(district.did, changes)))

  test('of end in the past means expired', async () => {
    const report = await dated({ validUntil: '2026-05-14T15:00:00Z' })
    expect([report.verdict, check(report, 'validity')?.code]).toEqual(['expired', 'expired'])
  })
  test('of start a little ahead is a clock that differs', async () => {
    expect((await dated({ validFrom: '2026-05-14T15:05:00Z' })).verdict).toBe('valid')
  })
  test('of start further ahead is not valid yet', async () => {
    const report = await dated({ validFrom: '2026-05-14T15:05:01Z' })
    expect([report.verdict, report.finding]).toEqual(['invalid', 'not-yet-valid'])
  })
  test('of end before the start is an end', async () => {
    expect((await dated({ validUntil: '2020-01-01T00:00:00Z' })).verdict).toBe('expired')
  })
})

describe('a badge that is signed but not made right', () => {
  const changed = (change: (subject: Record<string, unknown>) => void, top: Record<string, unknown> = {}) => {
    const unsigned = structuredClone(strangersBadge(district.did, top))
    change(unsigned.credentialSubject as Record<string, unknown>)
    return district.sign(unsigned).then(verify)
  }
  test.each<[string, CheckId, (subject: Record<string, unknown>) => void]>([
    ['without an achievement', 'schema', (subject) => delete subject.achievement],
    [
      'with an achievement that has no name',
      'schema',
      (subject) => delete (subject.achievement as Record<string, unknown>).name,
    ],
  ])('%s is invalid', async (_, id, change) => {
    const report = await changed(change)
    expect([report.verdict, report.finding, stateOf(report, 'proof'), stateOf(report, id)]).toEqual([
      'invalid',
      'malformed',
      'passed',
      'failed',
    ])
  })
  test('without anybody it is about says so, and what is known of its signature and its status', async () => {
    const report = await changed((subject) => delete subject.identifier)
    expect([report.verdict, report.finding]).toEqual(['indeterminate', 'nobody-named'])
    expect(
      ['proof', 'issuer', 'status', 'validity', 'schema', 'subject'].map((id) => stateOf(report, id as CheckId)),
    ).toEqual(['passed', 'passed', 'passed', 'passed', 'passed', 'failed'])
  })
  test('without anybody it is about is told as revoked and as expired before that', async () => {
    const nobodys = (top: Record<string, unknown>) => changed((subject) => delete subject.identifier, top)
    expect((await nobodys({ validUntil: '2026-05-14T15:00:00Z' })).finding).toBe('expired')
    const unsigned = structuredClone(strangersBadge(district.did))
    delete (unsigned.credentialSubject as Record<string, unknown>).identifier
    const list = await district.statusList({ set: [94567] })
    const taken = await verify(await district.sign(unsigned), portsWith(served({ [statusListUrl]: list })))
    expect(taken.finding).toBe('revoked')
  })
  test('says where the fault is', async () => {
    const report = await changed(() => undefined, { evidence: [{ type: ['https://example.net/Photo'] }] })
    expect([report.verdict, check(report, 'schema')]).toEqual([
      'invalid',
      {
        id: 'schema',
        state: 'failed',
        code: 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR',
        detail: { pointer: '/evidence/0/type' },
      },
    ])
  })
})

describe('a refresh service', () => {
  const url = 'https://issuer.org/refresh/1'
  const refreshService = { id: url, type: '1EdTechCredentialRefresh' }
  const refreshable = (changes: Record<string, unknown> = {}) =>
    district.sign(strangersBadge(district.did, { refreshService, ...changes }))

  test('is asked once, and a newer copy takes the place of the old one', async () => {
    const old = await refreshable({ validUntil: '2026-05-02T00:00:00Z' })
    const newer = await refreshable({ validFrom: '2026-05-10T00:00:00Z' })
    const ports = portsWith(served({ [url]: newer }))
    const report = await verify(old, ports)
    expect([report.verdict, stateOf(report, 'refresh'), report.summary.validFrom]).toEqual([
      'valid',
      'passed',
      '2026-05-10T00:00:00Z',
    ])
    expect(ports.asked.filter((asked) => asked.startsWith('refresh'))).toEqual([`refresh ${url}`])
  })

  test('never turns a revoked badge into a valid one', async () => {
    const other = 'https://issuer.org/status/8'
    const entry = strangersBadge(district.did).credentialStatus as object
    const kinder = await refreshable({
      validFrom: '2026-05-10T00:00:00Z',
      credentialStatus: { ...entry, id: `${other}#1`, statusListCredential: other },
    })
    const documents = {
      [url]: kinder,
      [other]: await district.statusList({ url: other }),
      [statusListUrl]: await district.statusList({ set: [94567] }),
    }
    const report = await verify(await refreshable(), portsWith(served(documents)))
    expect([stateOf(report, 'refresh'), report.verdict]).toEqual(['passed', 'revoked'])
  })

  test.each<[string, () => Promise<object | string>]>([
    ['another badge', () => refreshable({ id: 'https://issuer.org/credentials/other' })],
    ['an older copy', () => refreshable({ validFrom: '2026-04-01T00:00:00Z' })],
    ['an altered copy', async () => ({ ...(await refreshable()), name: 'Other' })],
    ['a page', async () => '<html>'],
  ])('that answers with %s changes nothing', async (_, answer) => {
    const report = await verify(await refreshable(), portsWith(served({ [url]: await answer() })))
    expect([report.verdict, stateOf(report, 'refresh'), report.summary.validFrom]).toEqual([
      'valid',
      'failed',
      '2026-05-01T14:03:00Z',
    ])
  })

  test('that does not answer changes nothing', async () => {
    const report = await verify(await refreshable())
    expect([report.verdict, stateOf(report, 'refresh')]).toEqual(['valid', 'not_checked'])
  })

  test('of a badge whose signature is wrong is never asked', async () => {
    const ports = portsWith(served())
    await verify({ ...(await refreshable()), name: 'Other' }, ports)
    expect(ports.asked).toEqual([`did ${district.didUrl}`])
  })
})

describe('an endorsement', () => {
  const about = strangersBadge('').id
  const endorsementBy = (by: Stranger, changes: Record<string, unknown> = {}) =>
    by.sign({
      '@context': strangersBadge('')['@context'],
      id: 'https://state.org/endorsements/1',
      type: ['VerifiableCredential', 'EndorsementCredential'],
      name: 'Endorsement',
      issuer: { id: by.did, type: ['Profile'], name: 'State' },
      validFrom: '2026-05-01T00:00:00Z',
      credentialSubject: { id: about, type: ['EndorsementSubject'], endorsementComment: 'Good work' },
      ...changes,
    })
  const endorsed = async (endorsement: object) =>
    verify(await district.sign(strangersBadge(district.did, { endorsement: [endorsement] })))

  test('by the issuer itself is verified', async () => {
    const report = await endorsed(await endorsementBy(district))
    expect([report.verdict, report.endorsements]).toEqual([
      'valid',
      [{ id: 'https://state.org/endorsements/1', issuer: district.did, comment: 'Good work', state: 'passed' }],
    ])
    expect(stateOf(report, 'endorsements')).toBe('passed')
  })

  test('by somebody else is shown as not checked, and nobody is asked', async () => {
    const state = await createStranger('did:web:state.org')
    const ports = portsWith(served({ [state.didUrl]: state.didDocument }))
    const signed = await district.sign(strangersBadge(district.did, { endorsement: [await endorsementBy(state)] }))
    const report = await verify(signed, ports)
    expect([report.verdict, report.endorsements[0]?.state, report.endorsements[0]?.code]).toEqual([
      'valid',
      'not_checked',
      'endorser-not-contacted',
    ])
    expect(ports.asked).not.toContain(`did ${state.didUrl}`)
  })

  test('that was altered is shown as bad and leaves the badge what it is', async () => {
    const report = await endorsed({ ...(await endorsementBy(district)), name: 'Great endorsement' })
    expect([report.verdict, stateOf(report, 'endorsements'), report.endorsements[0]?.state]).toEqual([
      'valid',
      'failed',
      'failed',
    ])
  })

  test('of something else does not count for this badge', async () => {
    const other = { id: 'https://issuer.org/other', type: ['EndorsementSubject'] }
    const report = await endorsed(await endorsementBy(district, { credentialSubject: other }))
    expect(report.endorsements[0]).toMatchObject({ state: 'failed', code: 'not-about-this' })
  })
})

describe('a token', () => {
  const issuedBy = async (did: string, dialect: 'open-badges' | 'vc-jose-cose' = 'open-badges') => {
    const { privateKey, publicJwk } = await generateKeyPair('P-256')
    const id = `${did}#jwt`
    const key = await importSigningKey({ id, controller: did, algorithm: 'P-256', privateKey })
    const subject = { ...(strangersBadge(did).credentialSubject as object), id: 'did:example:learner' }
    const unsigned = strangersBadge(did, { credentialSubject: subject })
    const token = await signVcJwt(parseCredential(JSON.stringify(unsigned)), key, dialect)
    const didDocument = {
      ...district.didDocument,
      verificationMethod: [
        ...district.didDocument.verificationMethod,
        { id, type: 'JsonWebKey', controller: did, publicKeyJwk: publicJwk },
      ],
      assertionMethod: [...district.didDocument.assertionMethod, id],
    }
    return { token, didDocument }
  }

  test.each(['open-badges', 'vc-jose-cose'] as const)(
    'in the dialect %s is verified by the key of its issuer',
    async (dialect) => {
      const { token, didDocument } = await issuedBy(district.did, dialect)
      const report = await verifyCredential(token, portsWith(served({ [district.didUrl]: didDocument })))
      expect([report.verdict, report.container, report.proofs[0]?.cryptosuite]).toEqual(['valid', 'jws', 'ES256'])
    },
  )

  test('with another signature is altered', async () => {
    const { token, didDocument } = await issuedBy(district.did)
    const other = await issuedBy(district.did)
    const signature = other.token.slice(other.token.lastIndexOf('.'))
    const forged = token.slice(0, token.lastIndexOf('.')) + signature
    const report = await verifyCredential(forged, portsWith(served({ [district.didUrl]: didDocument })))
    expect([report.verdict, report.finding]).toEqual(['invalid', 'altered'])
  })

  test('whose key its issuer does not list is by a foreign key', async () => {
    const { token } = await issuedBy(district.did)
    const report = await verifyCredential(token, portsWith(served()))
    expect([report.verdict, report.finding]).toEqual(['invalid', 'foreign-key'])
  })
})

test.each([
  ['below the address of its issuer is the issuer’s', 'https://issuer.org/issuers/1/keys/1', 'valid-domain'],
  [
    'elsewhere on the host of its issuer could be anybody’s there',
    'https://issuer.org/users/evil/key',
    'unknown-issuer',
  ],
  [
    'that only seems to be below it could be anybody’s',
    'https://issuer.org/issuers/1/../../users/evil/key',
    'unknown-issuer',
  ],
  ['beside it is not below it', 'https://issuer.org/issuers/12', 'unknown-issuer'],
  ['on another host is a foreign one', 'https://evil.org/issuers/1/keys/1', 'foreign-key'],
])('a key of a token %s', async (_, kid, finding) => {
  const issuer = 'https://issuer.org/issuers/1'
  const { privateKey, publicJwk } = await generateKeyPair('P-256')
  const signingKey = await importSigningKey({ id: `${issuer}#1`, controller: issuer, algorithm: 'P-256', privateKey })
  const { credentialStatus: __, ...unsigned } = strangersBadge(issuer)
  const document = parseCredential(JSON.stringify(unsigned))
  const token = await signVcJwt(document, { ...signingKey, id: kid }, 'open-badges')
  const ports = portsWith({ [kid]: publicJwk, [issuer]: { id: issuer, verificationMethod: [`${issuer}#1`] } })
  const report = await verifyCredential(token, ports)
  expect([report.finding, ports.asked]).toEqual([finding, [`key ${finding === 'foreign-key' ? issuer : kid}`]])
})

describe('a key that a token brings along', () => {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  /** Signed by a key in the header, about whatever issuer it likes. */
  async function selfMade(members: Record<string, unknown>): Promise<string> {
    const { privateKey, publicJwk } = await generateKeyPair('Ed25519')
    const { privateKey: key } = await importSigningKey({
      id: 'did:x:y#z',
      controller: 'did:x:y',
      algorithm: 'Ed25519',
      privateKey,
    })
    const claims = { iss: (members.issuer as { id?: string }).id ?? members.issuer, jti: members.id, nbf: 1777644180 }
    const ends = members.validUntil ? { exp: Date.parse(String(members.validUntil)) / 1000 } : {}
    const content = `${encode({ alg: 'EdDSA', jwk: publicJwk })}.${encode({ ...members, ...claims, ...ends })}`
    const signature = await crypto.subtle.sign('Ed25519', key, Buffer.from(content))
    return `${content}.${Buffer.from(signature).toString('base64url')}`
  }
  const { credentialStatus: _, ...withoutStatus } = strangersBadge('did:web:issuer.org:issuers:d1')

  test('makes a badge of somebody unknown, whoever it names and however well known', async () => {
    const somebody = await createStranger('did:key')
    for (const did of [district.did, somebody.did]) {
      const token = await selfMade({ ...withoutStatus, issuer: { id: did, type: ['Profile'], name: 'District One' } })
      const report = await verifyCredential(token, portsWith(served(), { knownIssuer: () => 'registry' }))
      expect([report.verdict, report.issuer.known, report.proofs[0]?.outcome.state]).toEqual([
        'unknown-issuer',
        undefined,
        'passed',
      ])
    }
  })

  test('does not make a status list the issuer’s', async () => {
    const { proof: __, ...unsigned } = await district.statusList()
    const ports = portsWith(served({ [statusListUrl]: await selfMade(unsigned) }))
    expect((await verify(badge, ports)).verdict).toBe('indeterminate')
  })

  test('does not make a newer copy the issuer’s', async () => {
    const url = 'https://issuer.org/refresh/1'
    const refreshable = { ...withoutStatus, refreshService: { id: url, type: '1EdTechCredentialRefresh' } }
    const ended = await district.sign({ ...refreshable, validUntil: '2026-05-02T00:00:00Z' })
    const report = await verify(ended, portsWith(served({ [url]: await selfMade(refreshable) })))
    expect([report.verdict, check(report, 'refresh')?.code]).toEqual(['expired', 'other-key'])
  })
})

test('a credential cannot make us ask for more than sixteen documents', async () => {
  const inner = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const one = await createStranger(`did:web:issuer${index}.org`)
      return one.sign({
        ...strangersBadge(one.did),
        id: `https://issuer.org/credentials/${index}`,
        credentialStatus: [0, 1].map((number) => ({
          id: `https://issuer${index}.org/status/${number}#1`,
          type: 'BitstringStatusListEntry',
          statusPurpose: 'revocation',
          statusListIndex: '1',
          statusListCredential: `https://issuer${index}.org/status/${number}`,
        })),
      })
    }),
  )
  const record = await district.sign({
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: 'https://issuer.org/clr/1',
    type: ['VerifiableCredential', 'ClrCredential'],
    name: 'Record',
    issuer: { id: district.did, type: ['Profile'], name: 'District One' },
    validFrom: '2026-05-01T14:03:00Z',
    credentialSubject: { id: 'did:example:learner', type: ['ClrSubject'], verifiableCredential: inner },
  })
  const ports = portsWith(served())
  const report = await verify(record, ports)
  expect(report.verdict).toBe('valid')
  expect(report.contained.map(({ verdict }) => verdict)).toEqual(Array(10).fill('indeterminate'))
  expect(ports.asked.length).toBeLessThanOrEqual(16)
})
