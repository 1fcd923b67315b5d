import type { Child } from 'hono/jsx'
import type { RefusalReason } from '../../../credentials/awards/bulk-awards-store.ts'
import type { BulkAwardDetailed, BulkState } from '../../../credentials/awards/read-bulk-awards.ts'
import type { Speech } from '../../../platform/language/speech.ts'
import { assets } from '../../assets.ts'
import { Crumbs } from '../../components/crumbs.tsx'
import { ErrorSummary } from '../../components/form.tsx'
import { Icon, type IconName } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { Pill, type Tone } from '../../components/pill.tsx'
import { visibleText, Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

export interface BulkAwardView {
  bulk: BulkAwardDetailed
  /** Undefined where submissions were named one by one. */
  badge: { id: string; name: string; picture: string } | undefined
  /** The first of them. */
  failures: {
    recipientName: string | undefined
    badgeName: string | undefined
    submissionId: string
    reason: RefusalReason
  }[]
  note?: string
}

/** How far it is. Asks to be loaded again until it is over; a script does the same without a flicker. */
export const BulkAwardPage = ({ view }: { view: BulkAwardView }) => {
  const speech = useSpeech()
  const { t } = speech
  const { bulk, badge } = view
  const isOver = bulk.state === 'done' || bulk.state === 'canceled'
  const what = badge ? visibleText(badge.name) : t('bulk.named', { count: bulk.total })
  const refresh = (
    <>
      <noscript>
        <meta http-equiv="refresh" content="5" />
      </noscript>
      <script type="module" src={assets.jobScript} />
    </>
  )
  return (
    <Page
      area="credentials"
      title={`${headingOf(bulk, speech)}, ${what}`}
      current="awards"
      {...(!isOver && { head: refresh })}
    >
      <div class="wrap narrow">
        <Crumbs trail={[{ href: '/awards', name: t('nav.awards') }]} here={t('bulk.awardAll')} />
        <p class="vh" role="status" id="job-said" />
        <div class="stack loose pt5" id="job" data-state={bulk.state}>
          <ErrorSummary note={view.note} />
          <div class="jobhead">
            {badge && <img src={badge.picture} alt="" width="96" height="96" />}
            <div>
              <h1 class="serif" id="job-heading">
                {headingOf(bulk, speech)}
              </h1>
              <p class="lead">
                <Words>{what}</Words>
              </p>
            </div>
          </div>
          <ProgressCard bulk={bulk} />
          {isOver && (
            <a class="btn primary big" href="/awards#issued">
              {t('bulk.seeAwards')}
              <Icon name="arrow" />
            </a>
          )}
          {bulk.refused > 0 && <Failures view={view} />}
        </div>
      </div>
    </Page>
  )
}

const headingOf = (bulk: BulkAwardDetailed, { t }: Speech) =>
  bulk.state === 'done'
    ? t('bulk.done', { count: bulk.awarded })
    : t(`bulk.${bulk.state}`, { count: bulk.settled, total: bulk.total })

const ProgressCard = ({ bulk }: { bulk: BulkAwardDetailed }) => {
  const speech = useSpeech()
  const { t } = speech
  const counts: [string, number][] = [
    [t('bulk.awarded'), bulk.awarded],
    ...(bulk.alreadyAwarded > 0 ? [[t('bulk.already'), bulk.alreadyAwarded] satisfies [string, number]] : []),
    [t('bulk.refused'), bulk.refused],
    [t('bulk.waiting'), bulk.waiting],
  ]
  return (
    <section class="card stack" aria-labelledby="job-progress">
      <div class="split">
        <h2 id="job-progress">{t('bulk.progress')}</h2>
        <Pill {...statePill[bulk.state]}>{t(`bulk.state.${bulk.state}`)}</Pill>
      </div>
      <progress class="progress" value={bulk.settled} max={bulk.total} aria-labelledby="job-progress">
        {t('bulk.of', { count: bulk.settled, total: bulk.total })}
      </progress>
      <p class="small soft">{lineOf(bulk, speech)}</p>
      <dl class="counts">
        {counts.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{speech.number(value)}</dd>
          </div>
        ))}
      </dl>
      {(bulk.state === 'running' || bulk.state === 'halted') && (
        <form class="row" method="post" action={`/jobs/${bulk.id}/cancel`}>
          <button class="btn danger" type="submit">
            <Icon name="cross" />
            {t('bulk.cancel')}
          </button>
          <span class="small soft">{t('bulk.stays')}</span>
        </form>
      )}
    </section>
  )
}

function lineOf(bulk: BulkAwardDetailed, { t }: Speech): Child {
  const done = t('bulk.of', { count: bulk.settled, total: bulk.total })
  if (bulk.state === 'halted') return `${done} ${t('bulk.haltedNote')}`
  if (bulk.state !== 'running') return done
  if (bulk.secondsLeft === undefined) return `${done} ${t('bulk.starting')}`
  return bulk.secondsLeft < 90
    ? `${done} ${t('bulk.secondsLeft', { count: bulk.secondsLeft })}`
    : `${done} ${t('bulk.minutesLeft', { count: Math.round(bulk.secondsLeft / 60) })}`
}

const Failures = ({ view }: { view: BulkAwardView }) => {
  const speech = useSpeech()
  const { t } = speech
  const { bulk, failures } = view
  return (
    <section class="stack" aria-labelledby="failures">
      <div class="split">
        <h2 id="failures">{t('bulk.failures', { count: bulk.refused })}</h2>
        <a class="btn" href={`/jobs/${bulk.id}/failures.csv`}>
          <Icon name="download" />
          {t('bulk.csv')}
        </a>
      </div>
      <div class="tablewrap">
        <table class="cards">
          <caption class="vh">{t('bulk.failures', { count: bulk.refused })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('awards.recipient')}</th>
              <th scope="col">{t('review.badge')}</th>
              <th scope="col">{t('bulk.why')}</th>
            </tr>
          </thead>
          <tbody>
            {failures.map((failure) => (
              <tr>
                <th scope="row">
                  <Words>{failure.recipientName ?? failure.submissionId}</Words>
                </th>
                <td data-label={t('review.badge')}>
                  {failure.badgeName === undefined ? t('bulk.unknown') : <Words>{failure.badgeName}</Words>}
                </td>
                <td data-label={t('bulk.why')}>{t(`bulk.why.${failure.reason}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {bulk.refused > failures.length && (
        <p class="small soft">{t('bulk.more', { count: bulk.refused - failures.length })}</p>
      )}
    </section>
  )
}

const statePill: Record<BulkState, { tone: Tone; icon: IconName }> = {
  running: { tone: 'info', icon: 'refresh' },
  halted: { tone: 'warn', icon: 'clock' },
  done: { tone: 'ok', icon: 'check' },
  canceled: { tone: 'none', icon: 'ban' },
}
