import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { oneLine, verdictWords } from '../credentials/verification/verdict-words.ts'
import type { BadgeInput } from '../credentials/verification/verify-badge.ts'
import { verifyBadge } from '../credentials/verification/verify-badge.ts'
import type { Check, VerificationReport } from '../openbadges/index.ts'
import type { Speech } from '../platform/language/speech.ts'
import { exitCodeOfVerdict } from './exit-codes.ts'
import { withVerifier } from './open-platform.ts'
import { readInputFile } from './read-input.ts'
import { t, terminalSpeech } from './speech.ts'
import { colored, pairs, print } from './terminal.ts'

export function addVerifyCommand(program: Command) {
  program
    .command('verify')
    .description(t('command.verify'))
    .argument('<file or link>', t('command.verifySource'))
    .option('--json', t('command.verifyJson'))
    .action((source: string, { json = false }: { json?: boolean }) =>
      withVerifier(async (platform) => {
        const report = await verifyBadge(platform, readInput(source))
        print(json ? JSON.stringify(report) : describe(report))
        process.exitCode = exitCodeOfVerdict(report)
      }),
    )
}

function readInput(source: string): BadgeInput {
  if (source === '-') return { bytes: readFileSync(0) }
  if (/^https?:\/\//i.test(source)) return { text: source }
  return { bytes: readInputFile(source) }
}

function describe(report: VerificationReport): string {
  const speech = terminalSpeech()
  const { headline, sentence } = verdictWords(report, undefined, speech)
  const facts = [
    [t('command.factBadge'), report.summary.name ?? t('command.notNamed')],
    [t('command.factEarner'), report.summary.recipientName ?? t('command.notNamed')],
    [t('command.factSigner'), report.issuer.domain ?? (report.issuer.id || t('command.nobodyNamed'))],
  ] as const
  return [
    colored(colorOf(report), headline),
    sentence,
    '',
    pairs(facts),
    '',
    pairs(report.checks.map((check) => [check.id, wordsOf(check)] as const)),
    ...notesOf(report.checks, speech),
  ].join('\n')
}

/** What was found beside the result, and changes nothing of it. */
function notesOf(checks: readonly Check[], { t }: Speech): string[] {
  const notes = checks.flatMap(({ detail: { ignoredHeaders, message, newerCopy, unreadNote, listIssuer } = {} }) => [
    ...(ignoredHeaders === undefined ? [] : [t('checks.more.ignoredHeaders', { headers: ignoredHeaders })]),
    ...(message === undefined ? [] : [t('checks.more.message', { message: oneLine(String(message)) })]),
    ...(newerCopy === 'yes' ? [t('checks.more.newerCopy')] : []),
    ...(listIssuer === undefined ? [] : [t('checks.more.listIssuer', { signer: oneLine(String(listIssuer)) })]),
    ...(unreadNote === undefined ? [] : [t('checks.more.unreadNote')]),
  ])
  return notes.length === 0 ? [] : ['', ...notes]
}

const wordsOf = ({ state, code }: Check) =>
  `${state.replace('_', ' ')}${code && state !== 'passed' ? ` (${code.split(/[/#]/).at(-1)})` : ''}`

function colorOf({ finding, verdict }: VerificationReport) {
  if (finding === 'valid-known') return 'green'
  if (finding === 'valid-domain') return 'blue'
  return verdict === 'invalid' || verdict === 'revoked' ? 'red' : 'yellow'
}
