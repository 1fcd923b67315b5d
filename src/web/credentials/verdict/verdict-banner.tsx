import type { LedgerFacts } from '../../../credentials/verification/ledger-facts.ts'
import type { VerificationReport } from '../../../openbadges/index.ts'
import { Icon } from '../../components/icon.tsx'
import { Seal } from '../../components/seal.tsx'
import { When } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { type CheckLine, stripLines } from './check-lines.ts'
import { type LineValues, lineValues } from './line-values.ts'
import { verdictHeadline, verdictSentence, verdictTone } from './verdict.ts'

interface VerdictProps {
  report: VerificationReport
  ledger?: LedgerFacts | undefined
  /** Where the check can be run once more. */
  againPath: string
  againWords: string
  /** The page's own heading, where the verdict is all there is to say. */
  isTitle?: boolean
}

/** The answer in one sentence, then the four checks it rests on. */
export const VerdictBanner = ({ report, ledger, againPath, againWords, isTitle }: VerdictProps) => {
  const speech = useSpeech()
  const tone = verdictTone[report.finding]
  const Heading = isTitle ? 'h1' : 'h2'
  const values = lineValues(report, speech, ledger)
  return (
    <section class={`verdict ${tone}`} aria-labelledby="verdict">
      <div class="top">
        <Seal tone={tone} />
        <div>
          <Heading id="verdict">{verdictHeadline(report, ledger, speech)}</Heading>
          <p>
            {verdictSentence(report, ledger, speech, (words) => (
              <strong>
                <Words>{words}</Words>
              </strong>
            ))}
          </p>
        </div>
        <div class="when">
          <span>{speech.rich('verdict.checkedAt', { date: <When date={new Date(report.checkedAt)} withTime /> })}</span>
          <a class="btn" href={againPath}>
            <Icon name="refresh" />
            {againWords}
          </a>
        </div>
      </div>
      <ul class="checks">
        {stripLines(report).map((line) => (
          <StripItem line={line} values={values} />
        ))}
      </ul>
    </section>
  )
}

const StripItem = ({ line, values }: { line: CheckLine; values: LineValues }) => {
  const speech = useSpeech()
  return (
    <li>
      <Icon name={line.icon} class={`state-${line.tone}`} />
      <b>{speech.t(`${line.words}.short`)}</b>
      <small>{speech.t(`${line.words}.note`, values)}</small>
    </li>
  )
}
