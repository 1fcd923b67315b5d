import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  contextUrls,
  newStatusList,
  setBit,
  type VerificationReport,
  verifyCredential,
} from '../../src/openbadges/index.ts'
import {
  createStranger,
  createTokenKey,
  portsWith,
  type Stranger,
  statusListUrl,
  strangersBadge,
} from '../support/strangers.ts'

let district: Stranger
beforeAll(async () => {
  district = await createStranger()
})

const entry = strangersBadge('did:web:issuer.org:issuers:d1').credentialStatus as Record<string, unknown>
const statusOf = (report: VerificationReport) => report.checks.find(({ id }) => id === 'status')

async function verifyWith(
  credentialStatus: unknown,
  lists: Record<string, object | string>,
  { by = district, contexts = [] }: { by?: Stranger; contexts?: string[] } = {},
) {
  const unsigned = strangersBadge(by.did, { credentialStatus })
  const badge = await by.sign({ ...unsigned, '@context': [...(unsigned['@context'] as string[]), ...contexts] })
  const ports = portsWith({ ...(by.didUrl && { [by.didUrl]: by.didDocument }), ...lists })
  return verifyCredential(JSON.stringify(badge), ports)
}

const bitsWith = (...set: number[]) => {
  const bits = newStatusList()
  for (const position of set) setBit(bits, position, true)
  return bits
}

describe('a list of an issuer', () => {
  test.each([
    ['without an id is the document at its address', undefined],
    ['may write its own host in capitals', 'https://ISSUER.org/status/3'],
    ['may name the port of https', 'https://issuer.org:443/status/3'],
  ])('%s', async (_, id) => {
    const change = ({ id: __, ...unsigned }: Record<string, unknown>) => ({
      ...unsigned,
      ...(id !== undefined && { id }),
    })
    const list = (set: number[]) => district.statusList({ set, change: change as (unsigned: object) => object })
    expect((await verifyWith(entry, { [statusListUrl]: await list([]) })).verdict).toBe('valid')
    expect((await verifyWith(entry, { [statusListUrl]: await list([94567]) })).verdict).toBe('revoked')
  })
})

describe('an entry', () => {
  test('may write its type as a list of one, and an absent size as null', async () => {
    const written = { ...entry, type: ['BitstringStatusListEntry'], statusSize: null }
    expect((await verifyWith(written, { [statusListUrl]: await district.statusList() })).verdict).toBe('valid')
    const revoked = await district.statusList({ set: [94567] })
    expect((await verifyWith(written, { [statusListUrl]: revoked })).verdict).toBe('revoked')
  })

  test('of a list for tokens, which is not read here, leaves open whether the badge stands', async () => {
    const tokenKey = await createTokenKey(district)
    const { credentialStatus: _, ...unsigned } = strangersBadge(district.did)
    const status = { status_list: { idx: 7, uri: 'https://issuer.org/token-status' } }
    const documents = { [district.didUrl]: tokenKey.didDocument }
    const report = await verifyCredential(await tokenKey.sign({ ...unsigned, status }), portsWith(documents))
    expect([report.verdict, statusOf(report)?.code]).toEqual(['indeterminate', 'unsupported-status-type'])
  })
})

describe('a list of somebody else', () => {
  const others = () => createStranger('did:key')

  test('that says nothing against a badge says nothing for it', async () => {
    const report = await verifyWith(entry, { [statusListUrl]: await (await others()).statusList() })
    expect([report.finding, statusOf(report)]).toEqual([
      'unfinished',
      { id: 'status', state: 'not_checked', code: 'status-list-of-another' },
    ])
  })

  test('at the address that the issuer signed is heard against the badge, and named', async () => {
    const somebody = await others()
    const list = await somebody.statusList({ set: [94567], url: 'https://elsewhere.org/status/9' })
    const report = await verifyWith(entry, { [statusListUrl]: list })
    expect([report.verdict, statusOf(report)?.detail?.listIssuer]).toEqual(['revoked', somebody.did])
  })

  test('with a key of nobody’s, in the issuer’s own part of its host, is the issuer’s', async () => {
    const url = 'https://issuer.org/issuers/lists/3'
    const at = (listUrl: string) => ({ ...entry, statusListCredential: listUrl })
    const list = await (await others()).statusList({ url: 'https://elsewhere.org/status/9' })
    expect((await verifyWith(at(url), { [url]: list })).verdict).toBe('valid')
    const beside = 'https://issuer.org/issuers-of-others/3'
    expect((await verifyWith(at(beside), { [beside]: list })).verdict).toBe('indeterminate')
    const climbing = 'https://issuer.org/issuers/../status/3'
    expect((await verifyWith(at(climbing), { [climbing]: list })).verdict).toBe('indeterminate')
  })

  test('that is somebody stays theirs, wherever it is', async () => {
    const url = 'https://issuer.org/issuers/lists/3'
    const other = await createStranger('did:web:issuer.org:issuers:d2')
    const documents = { [url]: await other.statusList({ url }), [other.didUrl]: other.didDocument }
    const report = await verifyWith({ ...entry, statusListCredential: url }, documents)
    expect([report.verdict, statusOf(report)?.code]).toEqual(['indeterminate', 'status-list-of-another'])
  })

  test('on a host that the issuer has as a whole could be anybody’s there', async () => {
    const whole = await createStranger('did:web:issuer.org')
    const list = await (await others()).statusList()
    expect((await verifyWith(entry, { [statusListUrl]: list }, { by: whole })).verdict).toBe('indeterminate')
  })
})

describe('an entry of several bits', () => {
  const sized = (size: number, purpose = 'revocation') => ({ ...entry, statusPurpose: purpose, statusSize: size })
  const messages = ['0x0', '0x1', '0x2', '0x3'].map((status, index) => ({ status, message: `message ${index}` }))

  test('is revoked by any of them, and by none of its neighbors’', async () => {
    const list = (...set: number[]) => district.statusList({ set })
    const at = { ...sized(2), statusListIndex: '100', statusMessage: messages }
    for (const [set, verdict] of [
      [[200], 'revoked'],
      [[201], 'revoked'],
      [[199, 202, 100], 'valid'],
    ] as const)
      expect([set, (await verifyWith(at, { [statusListUrl]: await list(...set) })).verdict]).toEqual([set, verdict])
  })

  test('past the end of its list has no value', async () => {
    const at = { ...sized(2), statusListIndex: '65536', statusMessage: messages }
    const report = await verifyWith(at, { [statusListUrl]: await district.statusList() })
    expect(statusOf(report)?.code).toBe('https://www.w3.org/TR/vc-data-model#RANGE_ERROR')
  })

  const messageUrl = 'https://issuer.org/status/messages'
  const withMessage = [
    entry,
    {
      ...sized(2, 'message'),
      id: `${messageUrl}#7`,
      statusListCredential: messageUrl,
      statusListIndex: '7',
      statusMessage: messages,
    },
  ]
  const listOf = (set: number[]) =>
    district.statusList({
      url: messageUrl,
      set,
      change: (unsigned) => {
        const { credentialSubject } = unsigned as { credentialSubject: object }
        return { ...unsigned, credentialSubject: { ...credentialSubject, statusPurpose: 'message' } }
      },
    })

  test('tells its message beside a revocation, and changes nothing of that', async () => {
    const lists = async (revoked: number[]) => ({
      [statusListUrl]: await district.statusList({ set: revoked }),
      [messageUrl]: await listOf([14]),
    })
    const report = await verifyWith(withMessage, await lists([]))
    expect([report.verdict, statusOf(report)?.detail?.message]).toEqual(['valid', 'message 2'])
    expect((await verifyWith(withMessage, await lists([94567]))).verdict).toBe('revoked')
  })

  test('whose message cannot be read leaves a note', async () => {
    const report = await verifyWith(withMessage, { [statusListUrl]: await district.statusList() })
    expect([report.verdict, statusOf(report)?.state, statusOf(report)?.detail?.unreadNote]).toEqual([
      'valid',
      'passed',
      'message',
    ])
  })

  test('alone says nothing about revocation', async () => {
    const report = await verifyWith(withMessage[1], { [messageUrl]: await listOf([15]) })
    expect(statusOf(report)).toEqual({ id: 'status', state: 'not_applicable', detail: { message: 'message 1' } })
  })
})

describe('StatusList2021', () => {
  const context = 'https://w3id.org/vc/status-list/2021/v1'
  const entry2021 = { ...entry, type: 'StatusList2021Entry' }
  const list2021 = (encodedList: string) =>
    district.sign({
      '@context': [contextUrls.credentialsV1, context, contextUrls.dataIntegrityV2],
      id: statusListUrl,
      type: ['VerifiableCredential', 'StatusList2021Credential'],
      issuer: district.did,
      issuanceDate: '2026-05-01T00:00:00Z',
      credentialSubject: {
        id: `${statusListUrl}#list`,
        type: 'StatusList2021',
        statusPurpose: 'revocation',
        encodedList,
      },
    })
  const packed = (bits: Uint8Array) => gzipSync(bits)
  const verifyEncoded = async (encodedList: string) =>
    verifyWith(entry2021, { [statusListUrl]: await list2021(encodedList) }, { contexts: [context] })

  test.each([
    ['base64url', (bytes: Buffer) => bytes.toString('base64url')],
    ['base64 with its padding', (bytes: Buffer) => bytes.toString('base64')],
    ['base64url with the prefix of today', (bytes: Buffer) => `u${bytes.toString('base64url')}`],
  ])('is read in %s', async (_, encode) => {
    expect((await verifyEncoded(encode(packed(bitsWith())))).verdict).toBe('valid')
    expect((await verifyEncoded(encode(packed(bitsWith(94567))))).verdict).toBe('revoked')
  })

  test('may be short, but not shorter than its entries', async () => {
    expect((await verifyEncoded(packed(Buffer.alloc(12_500)).toString('base64url'))).verdict).toBe('valid')
    const report = await verifyEncoded(packed(Buffer.alloc(1000)).toString('base64url'))
    expect(statusOf(report)?.code).toBe('https://www.w3.org/TR/vc-data-model#RANGE_ERROR')
  })

  test('is not taken for a list of today, nor the other way round', async () => {
    const report = await verifyWith(entry, {
      [statusListUrl]: await list2021(packed(bitsWith()).toString('base64url')),
    })
    expect(statusOf(report)?.state).toBe('not_checked')
    const other = await verifyWith(entry2021, { [statusListUrl]: await district.statusList() }, { contexts: [context] })
    expect(statusOf(other)?.state).toBe('not_checked')
  })
})

describe('the older list of 1EdTech', () => {
  const url = 'https://issuer.org/revoked.json'
  const older = { id: url, type: '1EdTechRevocationList' }
  const badgeId = 'https://issuer.org/credentials/11111111-1111-4111-8111-111111111111'

  test.each([
    ['objects', [{ id: badgeId, revoked: true, revocationReason: 'Issued twice' }], 'revoked'],
    ['plain texts', ['https://issuer.org/credentials/2', badgeId], 'revoked'],
    ['one alone', badgeId, 'revoked'],
    [
      'the same address in capitals',
      ['https://ISSUER.org/credentials/11111111-1111-4111-8111-111111111111'],
      'revoked',
    ],
    ['the same address with percent-encoding', [badgeId.replace('credentials', '%63redentials')], 'revoked'],
    ['one that was given back', [{ id: badgeId, revoked: false }], 'valid'],
    ['one that was given back, in text', [{ id: badgeId, revoked: 'false' }], 'valid'],
    ['one that was given back and taken again', [{ id: badgeId, revoked: false }, badgeId], 'revoked'],
    ['one with an answer that is neither', [{ id: badgeId, revoked: 'maybe' }], 'indeterminate'],
    ['something that nobody can read', [{ credential: badgeId }], 'indeterminate'],
    ['a number', [5], 'indeterminate'],
    ['a list in the list', [[badgeId]], 'indeterminate'],
    ['something unreadable beside it', [7, badgeId], 'revoked'],
    ['null', null, 'indeterminate'],
    [
      'others',
      [{ id: 'https://issuer.org/credentials/2', revoked: true }, 'https://issuer.org/credentials/3'],
      'valid',
    ],
    ['nothing', [], 'valid'],
  ])('may list %s', async (_, revokedCredential, verdict) => {
    for (const named of [{ id: url, issuer: district.did }, { issuer: { id: district.did } }, {}])
      expect((await verifyWith(older, { [url]: { ...named, revokedCredential } })).verdict).toBe(verdict)
  })

  test.each(['message', 'refresh'])('is no note of purpose %s: it has no purposes', async (statusPurpose) => {
    const tokenKey = await createTokenKey(district)
    const token = await tokenKey.sign(strangersBadge(district.did, { credentialStatus: { ...older, statusPurpose } }))
    const documents = { [district.didUrl]: tokenKey.didDocument, [url]: { revokedCredential: [badgeId] } }
    expect((await verifyCredential(token, portsWith(documents))).verdict).toBe('revoked')
  })

  test.each([
    ['without a list', { id: url, issuer: 'did:web:issuer.org:issuers:d1' }],
    ['of another issuer', { id: url, issuer: 'did:web:elsewhere.org', revokedCredential: [] }],
    ['of another address', { id: 'https://issuer.org/other.json', revokedCredential: [] }],
  ])('%s says nothing', async (_, list) => {
    expect((await verifyWith(older, { [url]: list })).verdict).toBe('indeterminate')
  })
})
