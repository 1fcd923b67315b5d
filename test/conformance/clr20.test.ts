import { expect, test } from 'vitest'
import { extractCredential, verifyCredential } from '../../src/openbadges/index.ts'
import { readBytes } from './conformance-data.ts'
import { keyDocuments, offline, readText } from './offline.ts'

test('a learner record is verified as a whole, and each credential in it by its own proof', async () => {
  const text = readText('clr20/simple.json')
  const report = await verifyCredential(text, offline(keyDocuments(text)))
  expect([report.finding, report.standard]).toEqual(['valid-domain', 'clr-2.0'])
  expect(report.contained.map(({ finding, standard }) => [finding, standard])).toEqual([
    ['valid-domain', 'open-badges-3.0'],
  ])
})

test('a record whose own issuer answers and whose inner issuer does not says so for each', async () => {
  const text = readText('clr20/simple.json')
  const keys = keyDocuments(text)
  const outer = Object.fromEntries(Object.entries(keys).filter(([url]) => url.startsWith('https://example.edu/')))
  const report = await verifyCredential(text, offline(outer))
  expect([report.verdict, report.contained.map(({ verdict }) => verdict)]).toEqual(['valid', ['indeterminate']])
})

test('an altered credential inside spoils the record around it as well', async () => {
  const record = JSON.parse(readText('clr20/simple.json'))
  record.credentialSubject.verifiableCredential[0].name = 'Other'
  const text = JSON.stringify(record)
  const report = await verifyCredential(text, offline(keyDocuments(text)))
  expect([report.finding, report.contained.map(({ finding }) => finding)]).toEqual(['altered', ['altered']])
})

test('clr20/simple.jwt uses a context of a draft: its signature is right, its words are unknown', async () => {
  const report = await verifyCredential(await extractCredential(readBytes('clr20/simple.jwt')), offline())
  const codeOf = (id: string) => report.checks.find((check) => check.id === id)?.code
  expect([report.finding, report.proofs[0]?.outcome.state, codeOf('schema')]).toEqual([
    'unfinished',
    'passed',
    'unknown-context',
  ])
})

test('clr20/simple-noproof.json is unsigned, whatever its words mean', async () => {
  const report = await verifyCredential(await extractCredential(readBytes('clr20/simple-noproof.json')), offline())
  expect(report.finding).toBe('unsigned')
})
