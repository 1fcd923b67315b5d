import { AdminFrame } from '../../components/admin-frame.tsx'
import { FormScope, type FormState, SureField } from '../../components/form.tsx'
import { useSpeech } from '../../visit.tsx'

export interface MoveView {
  /** The address of this server. */
  address: string
  /** The one that issuers were made for. */
  former: string
  count: number
}

/** Before issuers get a new identity at this address: what stays, and what has to go on. */
export const MovePage = ({ view, form }: { view: MoveView; form: FormState }) => {
  const { t } = useSpeech()
  return (
    <AdminFrame title={t('move.title')} section="health">
      <FormScope form={form}>
        <div class="form-width stack loose">
          <div class="stack tight">
            <h1>{t('move.title')}</h1>
            <p class="lead">{t('health.issuers.moved', { ...view })}</p>
          </div>
          <section class="card stack" aria-labelledby="back">
            <h2 id="back">{t('move.back')}</h2>
            <p>{t('move.backLead', { ...view })}</p>
          </section>
          <form class="card stack" method="post" action="/admin/move" novalidate>
            <h2>{t('move.go', { ...view })}</h2>
            <ul class="stack tight">
              <li>{t('move.new', { ...view })}</li>
              <li>{t('move.old', { ...view })}</li>
              <li>{t('move.keep', { ...view })}</li>
            </ul>
            <SureField label={t('move.sure', { ...view })} />
            <button class="btn primary" type="submit">
              {t('move.submit')}
            </button>
          </form>
        </div>
      </FormScope>
    </AdminFrame>
  )
}
