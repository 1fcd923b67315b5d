import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { type Check, findings, type VerificationReport, verdictOf } from '../../src/openbadges/index.ts'
import { en } from '../../src/platform/language/en/en.ts'
import { verdictMessages } from '../../src/platform/language/en/verdicts.ts'
import { createSpeech, english } from '../../src/platform/language/speech.ts'
import { stripLines } from '../../src/web/credentials/verdict/check-lines.ts'
import { ResultPage } from '../../src/web/credentials/verify/result-page.tsx'
import { renderPage } from '../../src/web/site.tsx'

const messages = Object.entries({
  ...en,
  ...Object.fromEntries(
    Object.entries(verdictMessages).flatMap(([finding, { headline, sentence }]) => [
      [`${finding} headline`, headline],
      [`${finding} sentence`, sentence],
    ]),
  ),
})

test('every message can be said', () => {
  const broken = messages.filter(([, message]) => {
    try {
      return new IntlMessageFormat(message, 'en-US').getAst().length === 0
    } catch {
      return true
    }
  })
  expect(broken).toEqual([])
})

test('sentences read at grade 8 or below', () => {
  const hard = messages
    .map(([key, message]) => [key, gradeOf(message)] as const)
    .filter(([, grade]) => grade > 8)
    .map(([key, grade]) => `${key}: ${grade.toFixed(1)}`)
  expect(hard).toEqual([])
})

/** Flesch and Kincaid's grade; 0 for what is too short to have one. */
function gradeOf(message: string): number {
  const text = message.replaceAll(/<[^>]*>|[{}#*]|\b\w+, (?:plural|select),|=\d|\b(?:one|other|yes|none) (?=\{)/g, ' ')
  const words = text.match(/[a-z’'-]+/gi) ?? []
  if (words.length < 10) return 0
  const sentences = Math.max(1, (text.match(/[.?!:]+(?=\s|$)/g) ?? []).length)
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0)
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59
}

function countSyllables(word: string): number {
  const sounded = word.toLowerCase().replace(/(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$/, (ending) => ending[0] ?? '')
  return Math.max(1, (sounded.match(/[aeiouy]+/g) ?? []).length)
}

test.each(findings)(
  'the page of a badge that is %s says so first, and ticks nothing that was not checked',
  (finding) => {
    const checks = (['proof', 'issuer', 'status', 'validity', 'schema'] as const).map(
      (id): Check => ({ id, state: 'not_checked' }),
    )
    const report: VerificationReport = { ...unread, finding, verdict: verdictOf[finding], checks }
    const speech = createSpeech(english, 'UTC')
    const html = renderPage(<ResultPage report={report} ledger={undefined} />, {
      speech,
      origin: '',
      viewer: undefined,
      signInPath: undefined,
    })
    const headline = speech.format(verdictMessages[finding].headline, { date: 'May 14, 2026', domain: 'issuer.org' })
    expect(html).toContain(`<title>${headline}: Reading aloud</title>`)
    expect(html).not.toContain('state-ok')
    expect(stripLines(report).map(({ tone }) => tone)).not.toContain('ok')
  },
)

const unread: Omit<VerificationReport, 'finding' | 'verdict' | 'checks'> = {
  proofs: [],
  credential: undefined,
  summary: {
    name: 'Reading aloud',
    hasRecipientEmail: false,
    validFrom: '2026-05-14T12:00:00Z',
    validUntil: '2026-05-14T12:00:00Z',
    evidence: [],
    alignments: [],
  },
  issuer: { id: 'did:web:issuer.org', domain: 'issuer.org', method: 'did:web' },
  endorsements: [],
  contained: [],
  container: 'json',
  standard: 'open-badges-3.0',
  checkedAt: '2026-05-14T15:00:00Z',
}
