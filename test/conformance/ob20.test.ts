import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { extractCredential, type VerifyPorts, verifyCredential } from '../../src/openbadges/index.ts'
import { readBytes } from './conformance-data.ts'
import { offline, readText } from './offline.ts'

const assertionUrl = 'https://example.org/beths-robotics-badge.json'

/** The assets are what example.org serves. */
function exampleOrg(changes: Record<string, Uint8Array | object> = {}): VerifyPorts {
  const folder = `${process.env.SIGNET_CONFORMANCE ?? '../shared/conformance'}/ob20/assets`
  const assets = readdirSync(folder).map((name) => [`https://example.org/${name}`, readBytes(`ob20/assets/${name}`)])
  return offline({ ...Object.fromEntries(assets), ...changes })
}
const verifyFile = async (name: string, ports: VerifyPorts) =>
  verifyCredential(await extractCredential(readBytes(name)), ports)
const hosted = (name: string) => exampleOrg({ [assertionUrl]: readBytes(name) })

describe('hosted badges', () => {
  test.each(['ob20/basic-assertion.json', 'ob20/simple-badge.png'])('%s is found at its page', async (name) => {
    const report = await verifyFile(name, hosted('ob20/basic-assertion.json'))
    expect([report.verdict, report.finding, report.standard]).toEqual(['valid', 'older-badge', 'open-badges-2.0'])
    expect(report.checks.find(({ id }) => id === 'proof')?.state).toBe('not_applicable')
    expect(report.summary).toMatchObject({ name: 'Awesome Robotics Badge', issuerName: 'An Example Badge Issuer' })
  })

  test('one that has ended is expired', async () => {
    const name = 'ob20/basic-assertion-expired.json'
    expect((await verifyFile(name, hosted(name))).verdict).toBe('expired')
  })

  test('one whose page is not there any more is not judged', async () => {
    expect((await verifyFile('ob20/basic-assertion.json', exampleOrg())).verdict).toBe('indeterminate')
  })

  test('one that is no assertion is refused', async () => {
    const name = 'ob20/basic-assertion-invalid-type.json'
    await expect(verifyFile(name, hosted(name))).rejects.toMatchObject({ code: 'not-a-credential' })
  })

  test('one on a host that its issuer allows is found at its page', async () => {
    const name = 'ob20/basic-assertion-with-allowed-origins.json'
    expect((await verifyFile(name, hosted(name))).finding).toBe('older-badge')
  })

  test.each([
    ['valid-starts-with', 'older-badge'],
    ['valid-multiple-starts-with', 'older-badge'],
    ['invalid-starts-with', 'foreign-key'],
    ['invalid-multiple-starts-with', 'foreign-key'],
  ])('one of an issuer with %s is %s', async (policy, finding) => {
    const badge = `https://example.org/badgeclass-with-verification-${policy}.json`
    const assertion = { ...JSON.parse(readText('ob20/basic-assertion.json')), badge }
    const report = await verifyCredential(JSON.stringify(assertion), exampleOrg({ [assertionUrl]: assertion }))
    expect(report.finding).toBe(finding)
  })

  test.each([
    ['a badge class that leads to an issuer without an address', 'badge-with-bad-issuer.json'],
    ['something that is no badge class', 'organization.json'],
  ])('one of %s is not made right', async (_, name) => {
    const assertion = { ...JSON.parse(readText('ob20/basic-assertion.json')), badge: `https://example.org/${name}` }
    const report = await verifyCredential(JSON.stringify(assertion), exampleOrg({ [assertionUrl]: assertion }))
    expect([report.verdict, report.finding]).toEqual(['invalid', 'malformed'])
  })
})

describe('signed badges', () => {
  test('ob20/simple.jwt is valid by the key that its issuer lists', async () => {
    const report = await verifyFile('ob20/simple.jwt', exampleOrg())
    expect([report.verdict, report.finding, report.proofs[0]?.outcome.state]).toEqual([
      'valid',
      'valid-domain',
      'passed',
    ])
  })

  test('ob20/simple-revoked.jwt is revoked, for the reason in the list', async () => {
    const report = await verifyFile('ob20/simple-revoked.jwt', exampleOrg())
    expect(report.verdict).toBe('revoked')
    expect(report.checks.find(({ id }) => id === 'status')?.detail?.reason).toBe('A good reason, for sure')
  })

  test('of an issuer that lists no key is by a foreign key', async () => {
    const without = { ...JSON.parse(readText('ob20/assets/organization.json')), publicKey: undefined }
    const report = await verifyFile('ob20/simple.jwt', exampleOrg({ 'https://example.org/organization.json': without }))
    expect([report.verdict, report.finding]).toEqual(['invalid', 'foreign-key'])
  })

  test('by another key than the one named is altered', async () => {
    const other = { ...JSON.parse(readText('ob20/assets/key2.json')), owner: 'https://example.org/organization.json' }
    const report = await verifyFile('ob20/simple.jwt', exampleOrg({ 'https://example.org/key1.json': other }))
    expect([report.verdict, report.finding]).toEqual(['invalid', 'altered'])
  })

  test('whose revocation list does not answer is not judged', async () => {
    const ports = exampleOrg()
    const report = await verifyFile('ob20/simple-revoked.jwt', {
      ...ports,
      resolveDocument: (url, kind) =>
        url.endsWith('/revocation-list.json')
          ? ports.resolveDocument('https://nowhere.org/', kind)
          : ports.resolveDocument(url, kind),
    })
    expect(report.verdict).toBe('indeterminate')
  })
})
