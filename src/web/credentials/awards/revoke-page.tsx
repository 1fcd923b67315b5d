import { type FormState, SureField, TextArea } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { SubmitRow } from '../../components/submit-row.tsx'
import { visibleText, Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

export interface RevokeView {
  awardId: string
  badgeName: string
  recipientName: string
  typed: { reason: string; isReasonPublic: boolean }
  form: FormState
}

/** For good, so it asks for a reason and for a second yes. */
export const RevokePage = ({ view }: { view: RevokeView }) => {
  const speech = useSpeech()
  const { t } = speech
  const title = t('revoke.title', { person: visibleText(view.recipientName) })
  return (
    <FormPage
      area="credentials"
      title={title}
      current="awards"
      trail={[{ href: '/awards', name: t('nav.awards') }]}
      here={t('awards.takeBack')}
      form={view.form}
    >
      <h1 class="serif">{t('awards.takeBack')}</h1>
      <p class="lead">
        {speech.rich('revoke.lead', {
          badge: (
            <strong>
              <Words>{view.badgeName}</Words>
            </strong>
          ),
          person: (
            <strong>
              <Words>{view.recipientName}</Words>
            </strong>
          ),
        })}
      </p>
      <div class="note bad">
        <p>{t('revoke.warning')}</p>
      </div>
      <form class="card stack" method="post" action={`/awards/${view.awardId}/revoke`} novalidate>
        <TextArea
          name="reason"
          label={t('revoke.reason')}
          hint={t('revoke.reasonHint')}
          value={view.typed.reason}
          rows={3}
        />
        <label class="choice">
          <input type="checkbox" name="is_reason_public" value="yes" checked={view.typed.isReasonPublic} />
          <b>{t('revoke.public')}</b>
          <small>{t('revoke.publicNote')}</small>
        </label>
        <SureField label={t('revoke.sure')} />
        <SubmitRow words={t('awards.takeBack')} cancel={`/c/${view.awardId}`} isDangerous />
      </form>
    </FormPage>
  )
}
