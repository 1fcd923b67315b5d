import { Crumbs } from '../../components/crumbs.tsx'
import { ErrorSummary } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { SubmitRow } from '../../components/submit-row.tsx'
import { visibleText, Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

export interface ConfirmBulkAwardView {
  badgeId: string
  badgeName: string
  picture: string
  count: number
  note?: string
}

/** What is signed can't be unsigned, so it says how many before it signs them. */
export const ConfirmBulkAwardPage = ({ view }: { view: ConfirmBulkAwardView }) => {
  const speech = useSpeech()
  const { t } = speech
  const title = t('bulk.confirm', { count: view.count })
  return (
    <Page area="credentials" title={view.note === undefined ? title : t('form.errorTitle', { title })} current="awards">
      <div class="wrap narrow">
        <Crumbs trail={[{ href: '/awards', name: t('nav.awards') }]} here={t('bulk.awardAll')} />
        <div class="stack loose pt5">
          <ErrorSummary note={view.note} />
          <div class="jobhead">
            <img src={view.picture} alt="" width="96" height="96" />
            <div>
              <h1 class="serif">{title}</h1>
              <p class="lead">
                <Words>{view.badgeName}</Words>
              </p>
            </div>
          </div>
          <ul class="card stack points">
            {(['bulk.each', 'bulk.told', 'bulk.own', 'bulk.cancelNote'] as const).map((words) => (
              <li>
                <Icon name="check" />
                <span>{t(words)}</span>
              </li>
            ))}
          </ul>
          <form method="post" action="/awards/all">
            <input type="hidden" name="badge" value={view.badgeId} />
            <SubmitRow
              words={
                <>
                  {t('bulk.awardCount', { count: view.count })}
                  <span class="vh">: {visibleText(view.badgeName)}</span>
                </>
              }
              cancel="/awards"
            />
          </form>
        </div>
      </div>
    </Page>
  )
}
