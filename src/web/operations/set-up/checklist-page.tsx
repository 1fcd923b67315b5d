import type { Child } from 'hono/jsx'
import type { Checklist } from '../../../operations/installation/checklist.ts'
import { Facts } from '../../components/facts.tsx'
import { Page } from '../../components/page.tsx'
import { Pill } from '../../components/pill.tsx'
import { visibleText } from '../../text/visible-text.tsx'
import { useVisit } from '../../visit.tsx'

/** What comes after setting up, each with where to do it. */
export const ChecklistPage = ({ checklist: { district, timeZone, done } }: { checklist: Checklist }) => {
  const { speech, origin } = useVisit()
  const { t } = speech
  const title = t('checklist.title')
  return (
    <Page area="operations" title={title} current="admin">
      <div class="wrap narrow pt6 stack loose">
        <div class="stack tight">
          <h1 class="serif">{title}</h1>
          {district && <p class="lead">{t('checklist.lead', { district: visibleText(district.name) })}</p>}
        </div>
        <section class="card" aria-label={title}>
          <ul class="todo">
            <Step isDone={done.badge} title={t('checklist.badge')} note={t('checklist.badgeNote')}>
              <form method="post" action="/setup/sample-badge">
                <button class="btn primary" type="submit">
                  {t('checklist.badgeDo')}
                </button>
              </form>
            </Step>
            <Step isDone={done.award} title={t('checklist.award')} note={t('checklist.awardNote')} />
            <Step isDone={done.mail} title={t('checklist.mail')} note={t('checklist.mailNote')}>
              <a class="btn" href="/admin/email">
                {t('checklist.mailDo')}
              </a>
            </Step>
            <Step isDone={done.backup} title={t('checklist.backup')} note={t('checklist.backupNote')} />
            <Step
              isDone={done.address}
              title={t('checklist.address')}
              note={t('checklist.addressNote', { address: origin })}
            />
            <Step isDone={done.signIn} title={t('checklist.signIn')} note={t('checklist.signInNote')}>
              <a class="btn" href="/admin/sso">
                {t('checklist.signInDo')}
              </a>
            </Step>
          </ul>
        </section>
        {district && (
          <section class="card" aria-labelledby="guessed">
            <h2 id="guessed">{t('setup.guessed')}</h2>
            <Facts
              class="roomy"
              facts={[
                { label: t('issuer.website'), value: district.url },
                { label: t('checklist.contact'), value: district.email, note: t('checklist.contactNote') },
                { label: t('setup.guessedZone'), value: timeZone },
              ]}
            />
          </section>
        )}
        <a class="btn" href="/admin">
          {t('checklist.health')}
        </a>
      </div>
    </Page>
  )
}

const Step = ({
  isDone,
  title,
  note,
  children,
}: {
  isDone: boolean
  title: string
  note: string
  children?: Child
}) => {
  const { speech } = useVisit()
  return (
    <li>
      {isDone ? (
        <Pill tone="ok" icon="check">
          {speech.t('checklist.done')}
        </Pill>
      ) : (
        <Pill tone="info" icon="clock">
          {speech.t('checklist.open')}
        </Pill>
      )}
      <span>
        <strong>{title}</strong>
        <small>{note}</small>
      </span>
      {!isDone && children}
    </li>
  )
}
