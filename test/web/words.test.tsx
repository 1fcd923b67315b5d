import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { reasonKeyOf } from '../../src/credentials/verification/reason-words.ts'
import { sentenceKeyOf } from '../../src/credentials/verification/verdict-words.ts'
import { type Check, type Finding, findings, type VerificationReport, verdictOf } from '../../src/openbadges/index.ts'
import { type Locale, languages, regions } from '../../src/platform/language/languages.ts'
import { en, type MessageKey, messages } from '../../src/platform/language/messages.ts'
import { noPreferences } from '../../src/platform/language/preferences.ts'
import { speakTo } from '../../src/platform/language/speech.ts'
import { stripLines } from '../../src/web/credentials/verdict/check-lines.ts'
import { ResultPage } from '../../src/web/credentials/verify/result-page.tsx'
import { renderPage } from '../../src/web/site.tsx'

test.each(languages)('every message can be said in %s, with the values that the English one is given', (language) => {
  const broken = Object.entries(messages[language]).filter(
    ([key, message]) => namesIn(message, language) !== namesIn(en[key as MessageKey], 'en'),
  )
  expect(broken).toEqual([])
})

/** What a message must be given: the values it names and the marks it is written with. */
function namesIn(message: string, language: Locale): string {
  const names = new Set<string>()
  const walk = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if ('value' in element && element.type !== literal) names.add(element.value)
      if ('options' in element) for (const { value } of Object.values(element.options)) walk(value)
      if ('children' in element) walk(element.children)
    }
  }
  const ast = new IntlMessageFormat(message, regions[language]).getAst()
  if (ast.length === 0) throw new Error(`Nothing is said by ${message}`)
  walk(ast)
  return [...names].sort().join()
}
type MessageFormatElement = ReturnType<IntlMessageFormat['getAst']>[number]
const literal = 0

test('nothing is left in English in Spanish, but names and words that both languages share', () => {
  const left = Object.entries(messages.es).filter(
    ([key, message]) =>
      message === en[key as MessageKey] &&
      saysSomething(message) &&
      !sameInBoth.has(message) &&
      !key.startsWith('sso.preset.'),
  )
  expect(left).toEqual([])
})

/** False for a message of values alone, such as `{type}, {size}`. */
function saysSomething(message: string): boolean {
  return /\p{L}/u.test(message.replaceAll(/\{\w+\}/g, ''))
}

const sameInBoth = new Set([
  'Roles',
  'robot',
  'piano',
  'sigma',
  'video',
  'Signet',
  'English',
  'Español',
  'Open Badges 2.0',
  'Open Badges 3.0',
  'OneRoster 1.1',
  'OneRoster 1.2',
  '{day} (UTC)',
  '{kilobytes} KB',
  'Error:',
  'Error: {title}',
  'Error {status}',
  'Cookies',
  'Color',
  'No',
  'Personal',
])

test('sentences read at grade 8 or below', () => {
  const hard = Object.entries(en)
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

test('the page of a check that could not be made says why, and what was found beside it', () => {
  const report: VerificationReport = {
    ...unread,
    finding: 'unfinished',
    verdict: 'indeterminate',
    checks: [
      { id: 'proof', state: 'passed', detail: { ignoredHeaders: 'x5c' } },
      { id: 'status', state: 'not_applicable', detail: { message: 'Seen by the board' } },
      {
        id: 'schema',
        state: 'not_checked',
        code: 'unknown-context',
        detail: { context: 'https://words.example.net/v1' },
      },
    ],
  }
  const html = renderPage(<ResultPage report={report} ledger={undefined} />, {
    speech: speakTo(noPreferences, 'UTC'),
    origin: '',
    viewer: undefined,
    brand: undefined,
    signInPath: undefined,
  })
  const reason = 'It uses words that we do not know, from https://words.example.net/v1.'
  // In the verdict and at the check itself.
  expect(html.split(reason).length - 1).toBeGreaterThanOrEqual(2)
  expect(html).toContain('It also names keys in other places (x5c). We did not follow them.')
  expect(html).toContain('The issuer’s list also says: Seen by the board')
})

const why = (check: Partial<Check>) => reasonKeyOf({ state: 'not_checked', ...check })

test.each(languages)('every way of not getting a document has words of its own in %s', (language) => {
  const retrieval = 'https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR'
  const ofIssuer = [
    'issuer-unreachable',
    'issuer-timeout',
    'issuer-address-not-opened',
    'issuer-document-not-found',
    'issuer-document-gone',
    'issuer-document-not-json',
    'issuer-document-broken',
    'issuer-document-too-large',
    'issuer-document-malformed',
    'issuer-document-without-keys',
  ].map((code) => why({ code }))
  const failures = ['unreachable', 'timeout', 'not-allowed', 'not-found', 'gone', 'not-json', 'too-large', 'too-many']
  const ofList = failures.map((failure) => why({ code: retrieval, detail: { failure } }))
  const keys = [...ofIssuer, ...ofList].filter((key) => key !== undefined)
  expect([keys.length, new Set(keys.map((key) => messages[language][key])).size]).toEqual([18, 18])
})

test.each<[Finding, Check]>([
  ['altered', { id: 'proof', state: 'failed', code: 'page-differs' }],
  ['foreign-key', { id: 'issuer', state: 'failed', code: 'host-not-allowed' }],
])('an older badge that is %s is told of its page, and of no signature or key', (finding, check) => {
  const report: VerificationReport = { ...unread, finding, verdict: verdictOf[finding], checks: [check] }
  const speech = speakTo(noPreferences, 'UTC')
  const [proof, issuer] = stripLines(report)
  const words = [proof, issuer].map((line) => speech.t(`${line?.words ?? 'line.unaltered'}.sentence`))
  const told = [speech.t(sentenceKeyOf(report), { issuer: 'issuer.org' }), ...words].join(' ')
  expect(told).not.toMatch(/was signed|signature does|with a key|signing key|bare key/)
  expect(told).toMatch(/web page|keeps its badges/)
})

test.each(findings)(
  'the page of a badge that is %s says so first, and ticks nothing that was not checked',
  (finding) => {
    const checks = (['proof', 'issuer', 'status', 'validity', 'schema'] as const).map(
      (id): Check => ({ id, state: 'not_checked' }),
    )
    const report: VerificationReport = { ...unread, finding, verdict: verdictOf[finding], checks }
    const speech = speakTo(noPreferences, 'UTC')
    const html = renderPage(<ResultPage report={report} ledger={undefined} />, {
      speech,
      origin: '',
      viewer: undefined,
      brand: undefined,
      signInPath: undefined,
    })
    const headline = speech.t(`verdict.${finding}.headline`, { date: 'May 14, 2026 (UTC)', domain: 'issuer.org' })
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
