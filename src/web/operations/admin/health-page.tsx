import type { HealthCheck, HealthState } from '../../../operations/installation/health.ts'
import { About } from '../../components/about.tsx'
import { AdminFrame } from '../../components/admin-frame.tsx'
import type { IconName } from '../../components/icon.tsx'
import { Pill, type Tone } from '../../components/pill.tsx'
import { When } from '../../components/when.tsx'
import { useSpeech } from '../../visit.tsx'
import { healthWords } from './health-words.ts'

export interface HealthView {
  checks: HealthCheck[]
  checkedAt: Date
}

/** What needs whoever runs this, worst first. */
export const HealthPage = ({ view: { checks, checkedAt } }: { view: HealthView }) => {
  const speech = useSpeech()
  const { t } = speech
  const open = checks.filter(({ state }) => state !== 'good').length
  return (
    <AdminFrame title={t('health.title')} section="health">
      <div class="stack tight">
        <h1>{t('health.title')}</h1>
        <p class="lead">{t('health.lead')}</p>
      </div>
      <section class={open > 0 ? 'card attention' : 'card'} aria-labelledby="checks">
        <h2 id="checks">{open > 0 ? t('health.needsYou', { count: open }) : t('health.allGood')}</h2>
        <ul class="todo">
          {checks.map((check) => (
            <CheckRow check={check} />
          ))}
        </ul>
      </section>
      <p class="small soft">{speech.rich('health.checkedNow', { date: <When date={checkedAt} withTime /> })}</p>
    </AdminFrame>
  )
}

const CheckRow = ({ check }: { check: HealthCheck }) => {
  const speech = useSpeech()
  const { title, sentence, advice } = healthWords(speech, check)
  return (
    <li>
      <Pill {...statePills[check.state]}>{speech.t(`health.state.${check.state}`)}</Pill>
      <span>
        <strong>{title}</strong>
        <span class="line">{sentence}</span>
        {advice && <small>{advice}</small>}
        {check.at && <small>{speech.rich('health.at', { date: <When date={check.at} withTime /> })}</small>}
      </span>
      {check.state !== 'good' && check.fix && (
        <a class="btn" href={check.fix}>
          {speech.t('health.fix')}
          <About>{title}</About>
        </a>
      )}
    </li>
  )
}

const statePills: Record<HealthState, { tone: Tone; icon: IconName }> = {
  good: { tone: 'ok', icon: 'check' },
  attention: { tone: 'warn', icon: 'warning' },
  broken: { tone: 'bad', icon: 'failed' },
}
