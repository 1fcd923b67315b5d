import { describe, expect, test } from 'vitest'
import {
  extractCredential,
  OpenBadgeError,
  type VerificationReport,
  verifyCredential,
} from '../../src/openbadges/index.ts'
import { readBytes, readJson } from './conformance-data.ts'
import { offline } from './offline.ts'

/** What the consortium says of its own samples. `invalid` and `not-valid`: whatever else, it does not pass. */
type Told = 'valid' | 'revoked' | 'expired' | 'not-yet' | 'invalid' | 'not-valid'

const told = Object.entries(readJson('dcc/expected.json')) as [string, Told][]
const answers = Object.fromEntries(
  Object.entries(readJson('dcc/documents.json')).map(([url, text]) => [url, new TextEncoder().encode(String(text))]),
)

/** Told otherwise, each for the reason in docs/decisions/what-a-verdict-rests-on.md. */
const explained: ReadonlySet<string> = new Set([
  // Its list is by somebody else, at an address of somebody else: what that says for a badge is not heard.
  'v1/dataIntegrityProof/didKey/mixedRegistry-validStatus-noExpiry.json',
  // It writes out a context that gives a word of the data model another meaning.
  'v2/dataIntegrityProof/didKey/twoOIDF-revoked-notExpired-badSchema.json',
])

async function tell(name: string): Promise<VerificationReport | undefined> {
  try {
    return await verifyCredential(await extractCredential(readBytes(`dcc/credentials/${name}`)), {
      ...offline(answers),
      now: new Date('2026-11-21T12:00:00Z'),
    })
  } catch (error) {
    if (error instanceof OpenBadgeError) return undefined
    throw error
  }
}

function isTold(report: VerificationReport | undefined, expected: Told): boolean {
  if (!report) return false
  const state = (id: string) => report.checks.find((check) => check.id === id)?.state
  switch (expected) {
    case 'valid':
      return (
        state('proof') === 'passed' &&
        ['passed', 'not_applicable'].includes(state('status') ?? '') &&
        (namesSomebody(report)
          ? ['valid', 'unknown-issuer'].includes(report.verdict)
          : report.finding === 'nobody-named')
      )
    case 'revoked':
      return report.verdict === 'revoked'
    case 'expired':
      return report.finding === 'expired'
    case 'not-yet':
      return report.finding === 'not-yet-valid'
    case 'invalid':
      return report.verdict === 'invalid'
    case 'not-valid':
      return report.verdict !== 'valid'
  }
}

/** Half of the samples name no recipient; that is told apart from what else is told of them. */
const namesSomebody = ({ checks }: VerificationReport) => checks.find(({ id }) => id === 'subject')?.state === 'passed'

describe('the samples of the Digital Credentials Consortium', () => {
  test('are told as their owners tell them, but for those that are explained', async () => {
    const different: string[] = []
    for (const [name, expected] of told) if (!isTold(await tell(name), expected)) different.push(name)
    expect(new Set(different)).toEqual(explained)
    expect(told.length - different.length).toBeGreaterThanOrEqual(43)
  })
})
