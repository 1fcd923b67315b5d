import type { Child } from 'hono/jsx'
import type { LedgerFacts } from '../../../credentials/verification/ledger-facts.ts'
import type { VerificationReport } from '../../../openbadges/index.ts'
import { Icon } from '../../components/icon.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { type CheckLine, findCheck, listLines } from './check-lines.ts'
import { type LineValues, lineValues } from './line-values.ts'

interface ChecksProps {
  report: VerificationReport
  ledger?: LedgerFacts | undefined
  children?: Child
}

/** Each check at length, with what lies behind it on demand. `children` are further rows. */
export const ChecksCard = ({ report, ledger, children }: ChecksProps) => {
  const speech = useSpeech()
  const values = lineValues(report, speech, ledger)
  return (
    <section class="card" aria-labelledby="checks">
      <h2 id="checks">{speech.t('checks.title')}</h2>
      {listLines(report).map((line) => (
        <CheckRow line={line} report={report} values={values} />
      ))}
      {children}
    </section>
  )
}

const CheckRow = ({ line, report, values }: { line: CheckLine; report: VerificationReport; values: LineValues }) => {
  const { t } = useSpeech()
  const code = findCheck(report, line.id)?.code
  return (
    <DisclosureRow line={line} title={t(`${line.words}.title`, values)} sentence={t(`${line.words}.sentence`, values)}>
      {line.id === 'proof' ? (
        <ProofFacts report={report} />
      ) : (
        <p>{t(`checks.more.${more[line.id] ?? 'form'}`, values)}</p>
      )}
      {code && line.tone !== 'ok' && (
        <p>
          {t('checks.code')} <span class="mono">{code}</span>
        </p>
      )}
    </DisclosureRow>
  )
}

const more: Partial<Record<CheckLine['id'], 'issuer' | 'status' | 'validity' | 'form' | 'refresh' | 'endorsements'>> = {
  issuer: 'issuer',
  status: 'status',
  validity: 'validity',
  schema: 'form',
  refresh: 'refresh',
  endorsements: 'endorsements',
}

interface DisclosureProps {
  line: Pick<CheckLine, 'tone' | 'icon'>
  title: string
  sentence: string
  children?: Child
}

export const DisclosureRow = ({ line, title, sentence, children }: DisclosureProps) => (
  <details class="disc-row">
    <summary>
      <Icon name={line.icon} class={`state-${line.tone}`} />
      <span>
        <b>{title}</b>
        <small>{sentence}</small>
      </span>
      <Icon name="chevron" class="chevron" />
    </summary>
    <div>{children}</div>
  </details>
)

const ProofFacts = ({ report }: { report: VerificationReport }) => {
  const { t } = useSpeech()
  if (report.proofs.length === 0) return <p>{t('checks.more.noProof')}</p>
  return (
    <>
      {report.proofs.slice(0, 5).map((proof) => (
        <dl class="kv">
          <dt>{t('checks.signature')}</dt>
          <dd class="mono">
            <Words>{proof.cryptosuite ?? t('checks.unknown')}</Words>
          </dd>
          <dt>{t('checks.key')}</dt>
          <dd class="mono">
            <Words>{proof.verificationMethod ?? t('checks.unknown')}</Words>
          </dd>
        </dl>
      ))}
    </>
  )
}
