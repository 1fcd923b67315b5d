import type { Child } from 'hono/jsx'
import type { LedgerFacts } from '../../../credentials/verification/ledger-facts.ts'
import { readDate } from '../../../credentials/verification/verdict-words.ts'
import type { CredentialSummary, VerificationReport } from '../../../openbadges/index.ts'
import { EvidenceName, isSafeLink } from '../../components/evidence-list.tsx'
import { Facts } from '../../components/facts.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill } from '../../components/pill.tsx'
import { DayOnRecord } from '../../components/when.tsx'
import { Markdown } from '../../text/markdown.tsx'
import { visibleText, Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'
import { ChecksCard } from '../verdict/checks-card.tsx'
import { LimitsCard } from '../verdict/limits-card.tsx'
import { verdictHeadline, verdictTone } from '../verdict/verdict.ts'
import { VerdictBanner } from '../verdict/verdict-banner.tsx'

/** The result for a file that somebody brought: nobody's colors, nobody's pictures, and nothing kept. */
export const ResultPage = ({ report, ledger }: ResultProps) => {
  const speech = useSpeech()
  const { t } = speech
  const { summary } = report
  const headline = verdictHeadline(report, ledger, speech)
  const name = visibleText(summary.name ?? '')
  return (
    <Page area="credentials" title={name ? t('result.title', { headline, name }) : headline} current="verify">
      <div class="wrap pt5">
        <VerdictBanner
          report={report}
          ledger={ledger}
          againPath="/verify"
          againWords={t('verdict.another')}
          isTitle={summary.name === undefined}
        />
        {summary.name !== undefined && <Certificate report={report} award={ledger?.award} />}
        <div class="cols mt6">
          <div class="stack">
            <ChecksCard report={report} ledger={ledger} />
            <LimitsCard
              recipientName={summary.recipientName}
              isOwnIssuer={ledger !== undefined && summary.id !== undefined}
              copiesPath={`${summary.id}#get`}
            />
            <Contained reports={report.contained} />
            <Criteria summary={summary} />
            <StrangersEvidence summary={summary} />
          </div>
          <aside class="stack side" aria-label={t('result.aside')}>
            <section class="card" aria-labelledby="file">
              <h2 id="file">{t('result.file')}</h2>
              <FileFacts report={report} />
              <p class="small soft mt4">{t('result.privacy')}</p>
            </section>
            <Endorsements report={report} />
          </aside>
        </div>
      </div>
    </Page>
  )
}

interface ResultProps {
  report: VerificationReport
  /** Where the credential turned out to be one of ours. */
  ledger: LedgerFacts | undefined
}

/** As on its own page where it is one of ours; of a stranger's no picture is shown, and its words are the file's. */
const Certificate = ({ report, award }: { report: VerificationReport; award: LedgerFacts['award'] }) => {
  const speech = useSpeech()
  const { t } = speech
  const { summary } = report
  const isBad = verdictTone[report.finding] === 'bad'
  const issued = readDate(summary.awardedAt ?? summary.validFrom)
  const ends = readDate(summary.validUntil)
  return (
    <article class={award ? (isBad ? 'cert void mt5' : 'cert mt5') : 'cert neutral mt5'} aria-labelledby="credential">
      {award ? (
        <img class="cert-badge" src={`/achievements/${award.versionId}/image.svg`} alt="" width="256" height="256" />
      ) : (
        <Icon name="award" class="cert-badge blank" />
      )}
      <div class="cert-body">
        {!award && <p class="eyebrow">{isBad ? t('result.claims') : t('result.says')}</p>}
        <h1 id="credential" class="serif">
          <Words>{summary.name}</Words>
        </h1>
        {summary.recipientName && (
          <p class="who">
            {speech.rich('credential.earnedBy', {
              person: (
                <strong>
                  <Words>{summary.recipientName}</Words>
                </strong>
              ),
            })}
          </p>
        )}
        {summary.description && (
          <p class="lead">
            <Words>{clip(summary.description, 600)}</Words>
          </p>
        )}
        <Facts
          facts={[
            award
              ? { label: t('credential.issuedBy'), value: <Words>{summary.issuerName}</Words> }
              : {
                  label: t('result.issuerClaim'),
                  value: <Words>{summary.issuerName ?? t('result.noName')}</Words>,
                  note: t('result.issuerNote'),
                },
            issued && { label: t('credential.issued'), value: <DayOnRecord date={issued} /> },
            {
              label: t('result.ends'),
              value: ends ? <DayOnRecord date={ends} /> : t('credential.noEnd'),
            },
          ]}
        />
        {award && (
          <p class="mt4">
            <a href={`/c/${award.id}`}>{t('result.ownPage')}</a>
          </p>
        )}
      </div>
    </article>
  )
}

const FileFacts = ({ report }: { report: VerificationReport }) => {
  const { t } = useSpeech()
  const { summary, issuer } = report
  const rows: [string, Child][] = [
    [t('result.standard'), t(`result.standard.${report.standard}`)],
    [t('result.container'), report.container.toUpperCase()],
    [
      t('result.issuerId'),
      <span class="mono">
        <Words>{clip(issuer.id, 300)}</Words>
      </span>,
    ],
  ]
  if (summary.id) {
    rows.push([
      t('credential.id'),
      <span class="mono">
        <Words>{clip(summary.id, 300)}</Words>
      </span>,
    ])
  }
  return (
    <dl class="facts">
      {rows.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const Criteria = ({ summary }: { summary: CredentialSummary }) => {
  const { t } = useSpeech()
  if (!summary.criteria && !summary.criteriaUrl && summary.alignments.length === 0) return null
  return (
    <section class="card" aria-labelledby="criteria">
      <h2 id="criteria">{t('result.criteria')}</h2>
      {summary.criteria && <Markdown level={2}>{summary.criteria}</Markdown>}
      {summary.criteriaUrl && (
        <p class="small mt4">
          <EvidenceName name={clip(summary.criteriaUrl, 200)} href={externalLink(summary.criteriaUrl)} />
        </p>
      )}
      {summary.alignments.length > 0 && (
        <ul class="small mt4">
          {summary.alignments.slice(0, 20).map((alignment) => (
            <li>
              <EvidenceName name={alignment.name} href={externalLink(alignment.url)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const StrangersEvidence = ({ summary }: { summary: CredentialSummary }) => {
  const { t } = useSpeech()
  if (summary.evidence.length === 0) return null
  return (
    <section class="card" aria-labelledby="evidence">
      <h2 id="evidence">{t('evidence.title')}</h2>
      <p class="small soft">{t('result.evidenceNote')}</p>
      <ul class="files mt4">
        {summary.evidence.slice(0, 50).map((piece) => (
          <li>
            <span class="kind">
              <Icon name={piece.url ? 'link' : 'document'} />
            </span>
            <span>
              <EvidenceName name={piece.name ?? piece.url ?? t('evidence.unnamed')} href={externalLink(piece.url)} />
              {(piece.description || piece.narrative) && (
                <span class="meta">
                  <Words>{clip(piece.description ?? piece.narrative ?? '', 1000)}</Words>
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Endorsements = ({ report: { endorsements } }: { report: VerificationReport }) => {
  const { t } = useSpeech()
  if (endorsements.length === 0) return null
  return (
    <section class="card" aria-labelledby="endorsements">
      <h2 id="endorsements">{t('result.endorsements')}</h2>
      <ul class="stack small">
        {endorsements.slice(0, 20).map((endorsement) => (
          <li>
            <Pill
              tone={endorsement.state === 'passed' ? 'ok' : 'none'}
              icon={endorsement.state === 'passed' ? 'check' : 'help'}
            >
              {t(`result.endorsement.${endorsement.state}`)}
            </Pill>{' '}
            <Words>{clip(endorsement.comment ?? '', 500)}</Words>
            <br />
            <span class="mono">
              <Words>{clip(endorsement.issuer ?? '', 200)}</Words>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A record with several credentials: one result each. */
const Contained = ({ reports }: { reports: VerificationReport[] }) => {
  const speech = useSpeech()
  if (reports.length === 0) return null
  return (
    <section class="card" aria-labelledby="contained">
      <h2 id="contained">{speech.t('result.contained', { count: reports.length })}</h2>
      <ul class="todo">
        {reports.slice(0, 50).map((report) => {
          const tone = verdictTone[report.finding]
          return (
            <li>
              <Pill tone={tone}>{speech.t(`result.tone.${tone}`)}</Pill>
              <span>
                <Words>{report.summary.name ?? speech.t('result.noName')}</Words>
                <small>{verdictHeadline(report, undefined, speech)}</small>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Strangers' links leave over https or not at all; a path would lead into this server. */
const externalLink = (url: string | undefined) => (url && isSafeLink(url) && url.startsWith('https:') ? url : undefined)

const clip = (text: string, length: number) => (text.length > length ? `${text.slice(0, length)}…` : text)
