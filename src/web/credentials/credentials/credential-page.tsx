import type { LedgerFacts } from '../../../credentials/verification/ledger-facts.ts'
import type { BadgeDefinition } from '../../../definitions/badges/badge.ts'
import type { VerificationReport } from '../../../openbadges/index.ts'
import { otherLanguage } from '../../../platform/language/speech.ts'
import { assets } from '../../assets.ts'
import { BadgeKind } from '../../components/badge-kind.tsx'
import { EvidenceList, type SharedEvidence } from '../../components/evidence-list.tsx'
import { Facts } from '../../components/facts.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill } from '../../components/pill.tsx'
import { QrCode } from '../../components/qr-code.tsx'
import { DayOnRecord } from '../../components/when.tsx'
import { visibleText, Words } from '../../text/visible-text.tsx'
import { useSpeech, useVisit } from '../../visit.tsx'
import { ChecksCard, DisclosureRow } from '../verdict/checks-card.tsx'
import { LimitsCard } from '../verdict/limits-card.tsx'
import { verdictHeadline, verdictTone } from '../verdict/verdict.ts'
import { VerdictBanner } from '../verdict/verdict-banner.tsx'
import { type NameMatch, NameMatchCard } from './name-match-card.tsx'

/** A credential of an issuer that keeps its ledger here, checked a moment ago. */
export interface CredentialView {
  id: string
  /** The address people share. */
  address: string
  report: VerificationReport
  recipientName: string
  issuedAt: Date
  validUntil: Date | undefined
  /** Of the version that was earned. */
  achievementId: string
  badge: BadgeDefinition
  issuer: { id: string; name: string; url: string; email: string; description: string; did: string }
  results: RubricResult[]
  sharedEvidence: SharedEvidence[]
  privateEvidenceCount: number
  ledger: LedgerFacts | undefined
}

export interface RubricResult {
  skill: string
  level: string
  /** What the rubric says of that level. */
  description: string
  isGoalMet: boolean
}

interface CredentialPageProps {
  view: CredentialView
  match?: NameMatch
}

export const CredentialPage = ({ view, match }: CredentialPageProps) => {
  const visit = useVisit()
  const { speech } = visit
  const { t } = speech
  const { report, badge, issuer } = view
  const headline = verdictHeadline(report, view.ledger, speech)
  const names = {
    badge: visibleText(badge.name),
    person: visibleText(view.recipientName),
    issuer: visibleText(issuer.name),
  }
  return (
    <Page
      area="credentials"
      title={t('credential.title', { headline, ...names })}
      description={t('credential.description', { headline, ...names })}
      brand={issuer.name}
      head={<SharePreview view={view} names={names} />}
    >
      <div class="wrap pt5">
        <VerdictBanner
          report={report}
          ledger={view.ledger}
          againPath={`/c/${view.id}`}
          againWords={t('verdict.again')}
        />
        <Certificate view={view} />
        <div class="cols mt6">
          <div class="stack">
            <ChecksCard report={report} ledger={view.ledger}>
              <EvidenceRow view={view} />
            </ChecksCard>
            <LimitsCard recipientName={view.recipientName} isOwnIssuer copiesPath="#get" />
            <ResultsCard view={view} />
            <EvidenceCard view={view} />
          </div>
          <aside class="stack side" aria-label={t('credential.aside')}>
            <CopiesCard view={view} />
            <ShareCard address={view.address} />
            <NameMatchCard path={`/c/${view.id}`} match={match} />
            <IssuerCard view={view} mayIssue={visit.viewer?.mayIssue ?? false} />
          </aside>
        </div>
      </div>
      <script type="module" src={assets.copyScript} />
    </Page>
  )
}

interface Names extends Record<string, string> {
  badge: string
  person: string
  issuer: string
}

/** Chats keep a preview for ever: it says what the page is for, and no result that may not hold any more. */
const SharePreview = ({ view, names }: { view: CredentialView; names: Names }) => {
  const { t } = useSpeech()
  return (
    <>
      <meta property="og:type" content="website" />
      <meta property="og:url" content={view.address} />
      <meta property="og:title" content={t('credential.preview', names)} />
      <meta property="og:description" content={t('credential.preview.description', names)} />
      {/* A picture alone would say that it was earned and still stands. */}
      {verdictTone[view.report.finding] !== 'bad' && (
        <>
          <meta property="og:image" content={`${view.address}.png`} />
          <meta property="og:image:alt" content={t('credential.artwork', names)} />
        </>
      )}
      <link rel="alternate" type="application/vc+ld+json" href={`${view.address}.json`} />
    </>
  )
}

const Certificate = ({ view }: { view: CredentialView }) => {
  const speech = useSpeech()
  const { t } = speech
  const { badge, issuer } = view
  const evidenceCount = view.sharedEvidence.length + view.privateEvidenceCount
  const isVoid = verdictTone[view.report.finding] === 'bad'
  return (
    <article class={isVoid ? 'cert void mt5' : 'cert mt5'} aria-labelledby="credential">
      <img
        class="cert-badge"
        src={`/achievements/${view.achievementId}/image.svg`}
        width="280"
        height="280"
        alt={t('credential.artwork', { badge: visibleText(badge.name), issuer: visibleText(issuer.name) })}
      />
      <div class="cert-body">
        <BadgeKind badge={badge} />
        <h1 id="credential" class="serif">
          <Words lang={otherLanguage(badge.language, speech)}>{badge.name}</Words>
        </h1>
        <p class="who">
          {speech.rich('credential.earnedBy', {
            person: (
              <strong>
                <Words>{view.recipientName}</Words>
              </strong>
            ),
          })}
        </p>
        <p class="lead">
          <Words lang={otherLanguage(badge.language, speech)}>{badge.description}</Words>
        </p>
        <Facts
          facts={[
            {
              label: t('credential.issuedBy'),
              value: (
                <a href={`/issuers/${issuer.id}`}>
                  <Words>{issuer.name}</Words>
                </a>
              ),
            },
            {
              label: t('credential.issued'),
              value: <DayOnRecord date={view.issuedAt} />,
              note: view.validUntil
                ? speech.rich('credential.goodUntil', { date: <DayOnRecord date={view.validUntil} /> })
                : t('credential.noEnd'),
            },
            {
              label: t('credential.work'),
              value:
                badge.hours === undefined
                  ? t('credential.pieces', { count: evidenceCount })
                  : t('credential.hours', { hours: badge.hours }),
              ...(badge.hours !== undefined && { note: t('credential.pieces', { count: evidenceCount }) }),
            },
            {
              label: t('credential.scored'),
              value: t('credential.skills', { count: view.results.length }),
              note: t('credential.scoredNote'),
            },
          ]}
        />
      </div>
    </article>
  )
}

const EvidenceRow = ({ view }: { view: CredentialView }) => {
  const { t } = useSpeech()
  const shared = view.sharedEvidence.length
  const count = shared + view.privateEvidenceCount
  return (
    <DisclosureRow
      line={{ tone: 'ok', icon: 'passed' }}
      title={t('checks.evidence.title')}
      sentence={t('checks.evidence.sentence', { count, shared })}
    >
      <p>{t('checks.evidence.more')}</p>
    </DisclosureRow>
  )
}

const ResultsCard = ({ view }: { view: CredentialView }) => {
  const speech = useSpeech()
  const { t } = speech
  if (view.results.length === 0) return null
  return (
    <section class="card" aria-labelledby="results">
      <h2 id="results">
        <Words>{t('results.title', { person: view.recipientName })}</Words>
      </h2>
      <div class="tablewrap flat">
        <table class="cards">
          <caption class="vh">{t('results.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('results.skill')}</th>
              <th scope="col">{t('results.means')}</th>
              <th scope="col">{t('results.level')}</th>
            </tr>
          </thead>
          <tbody lang={otherLanguage(view.badge.language, speech)}>
            {view.results.map((result) => (
              <tr>
                <th scope="row">
                  <Words>{result.skill}</Words>
                </th>
                <td data-label={t('results.means')}>
                  <Words>{result.description}</Words>
                </td>
                <td data-label={t('results.level')}>
                  <Pill tone={result.isGoalMet ? 'ok' : 'warn'} icon={result.isGoalMet ? 'check' : 'current'}>
                    <Words>{result.level}</Words>
                  </Pill>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="small mt5">
        <a href={`/achievements/${view.achievementId}`}>{t('results.rubric')}</a>
      </p>
    </section>
  )
}

const EvidenceCard = ({ view }: { view: CredentialView }) => {
  const { t } = useSpeech()
  if (view.sharedEvidence.length === 0 && view.privateEvidenceCount === 0) return null
  return (
    <section class="card" aria-labelledby="evidence">
      <h2 id="evidence">{t('evidence.title')}</h2>
      <EvidenceList shared={view.sharedEvidence} privateCount={view.privateEvidenceCount} />
    </section>
  )
}

const CopiesCard = ({ view }: { view: CredentialView }) => {
  const { t } = useSpeech()
  const path = `/c/${view.id}`
  return (
    <section class="card noprint" id="get" aria-labelledby="copies">
      <h2 id="copies">{t('copies.title')}</h2>
      <div class="stack tight">
        <a class="btn block primary" href={`${path}.png`} download="">
          <Icon name="download" />
          {t('copies.png')}
        </a>
        <a class="btn block" href={`${path}.svg`} download="">
          <Icon name="picture" />
          {t('copies.svg')}
        </a>
        <a class="btn block" href={`${path}.json`} download="">
          <Icon name="braces" />
          {t('copies.json')}
        </a>
        <a class="btn block" href={`${path}.jwt`} download="">
          <Icon name="token" />
          {t('copies.jwt')}
        </a>
      </div>
      <p class="small soft mt4">{t('copies.note')}</p>
    </section>
  )
}

const ShareCard = ({ address }: { address: string }) => {
  const { t } = useSpeech()
  return (
    <section class="card" aria-labelledby="share">
      <h2 id="share">{t('share.title')}</h2>
      <div class="field">
        <label for="share-link">{t('share.link')}</label>
        <div class="copy">
          <input id="share-link" type="text" readonly value={address} />
          <button class="btn" type="button" hidden data-copy="share-link" data-done={t('share.copied')}>
            <Icon name="copy" />
            <span role="status">{t('share.copy')}</span>
          </button>
        </div>
      </div>
      <div class="qrrow mt4">
        <QrCode address={address} />
        <p class="small soft">{t('share.scan')}</p>
      </div>
    </section>
  )
}

const IssuerCard = ({ view: { issuer, id }, mayIssue }: { view: CredentialView; mayIssue: boolean }) => {
  const { t } = useSpeech()
  return (
    <section class="card" aria-labelledby="issuer">
      <h2 id="issuer">{t('issuer.about')}</h2>
      <p class="small soft">{issuer.description ? <Words>{issuer.description}</Words> : t('issuer.noDescription')}</p>
      <p class="small mt4">
        <a href={`/issuers/${issuer.id}`}>
          <Words>{issuer.name}</Words>
        </a>
        <br />
        <a href={`mailto:${issuer.email}`}>{t('issuer.report')}</a>
      </p>
      <p class="small soft mt4">
        {t('credential.id')} <span class="mono">{id}</span>
      </p>
      {mayIssue && (
        <p class="small mt4">
          <a href={`/awards/${id}/revoke`}>{t('credential.manage')}</a>
        </p>
      )}
    </section>
  )
}
