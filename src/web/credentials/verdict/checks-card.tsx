import type { Child } from 'hono/jsx'
import type { LedgerFacts } from '../../../credentials/verification/ledger-facts.ts'
import { reasonKeyOf } from '../../../credentials/verification/reason-words.ts'
import type { Check, VerificationReport } from '../../../openbadges/index.ts'
import { Icon } from '../../components/icon.tsx'
import { visibleText, Words } from '../../text/visible-text.tsx'
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
  const check = findCheck(report, line.id)
  const code = check?.code
  const reason = check && reasonKeyOf(check)
  const context = visibleText(String(check?.detail?.context ?? ''))
  const sentence = reason ? t(reason, { context }) : t(`${line.words}.sentence`, values)
  return (
    <DisclosureRow line={line} title={t(`${line.words}.title`, values)} sentence={sentence}>
      {line.id === 'proof' ? (
        <ProofFacts report={report} />
      ) : (
        <p>{t(`checks.more.${more[line.id] ?? 'form'}`, values)}</p>
      )}
      <CheckNotes detail={check?.detail} />
      {code && line.tone !== 'ok' && (
        <p>
          {t('checks.code')} <span class="mono">{code}</span>
        </p>
      )}
    </DisclosureRow>
  )
}

/** What was found beside the result, and changes nothing of it. */
const CheckNotes = ({ detail = {} }: { detail: Check['detail'] }) => {
  const { t } = useSpeech()
  const { ignoredHeaders, message, newerCopy, unreadNote, listIssuer } = detail
  return (
    <>
      {ignoredHeaders !== undefined && (
        <p>{t('checks.more.ignoredHeaders', { headers: visibleText(String(ignoredHeaders)) })}</p>
      )}
      {message !== undefined && <p>{t('checks.more.message', { message: visibleText(String(message)) })}</p>}
      {newerCopy === 'yes' && <p>{t('checks.more.newerCopy')}</p>}
      {listIssuer !== undefined && <p>{t('checks.more.listIssuer', { signer: visibleText(String(listIssuer)) })}</p>}
      {unreadNote !== undefined && <p>{t('checks.more.unreadNote')}</p>}
    </>
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
