import type { AuditVerdict } from '../../../platform/audit/audit-log.ts'
import { AdminFrame } from '../../components/admin-frame.tsx'
import { Crumbs } from '../../components/crumbs.tsx'
import { useSpeech } from '../../visit.tsx'

/** How far the log was read back; the page goes on by itself, or by its link. */
export const VerifyingAuditPage = ({ done, total, next }: { done: number; total: number; next: string }) => {
  const { t } = useSpeech()
  const title = t('audit.verifying')
  const progress = t('audit.verifyProgress', { done, total })
  return (
    <AdminFrame title={title} section="audit" head={<meta http-equiv="refresh" content={`0; url=${next}`} />}>
      <Crumbs trail={[{ href: '/admin/audit', name: t('audit.title') }]} here={title} />
      <section class="card stack">
        <h1>{title}</h1>
        <progress value={done} max={total} aria-label={title}>
          {progress}
        </progress>
        <p>{progress}</p>
        <a class="btn" href={next}>
          {t('audit.verifyGoOn')}
        </a>
      </section>
    </AdminFrame>
  )
}

export const AuditVerdictPage = ({ verdict }: { verdict: AuditVerdict }) => {
  const { t } = useSpeech()
  const title = t(verdict.state === 'intact' ? 'audit.intact' : 'audit.broken')
  return (
    <AdminFrame title={title} section="audit">
      <Crumbs trail={[{ href: '/admin/audit', name: t('audit.title') }]} here={title} />
      <section class={verdict.state === 'intact' ? 'note ok stack' : 'note bad stack'}>
        <h1>{title}</h1>
        {verdict.state === 'intact' ? (
          <>
            <p>{t('audit.intactNote', { entries: verdict.entries })}</p>
            <p>
              <strong>{t('audit.head')}</strong>
              <span class="line id">{verdict.head}</span>
            </p>
            <p>{t('audit.headNote')}</p>
          </>
        ) : (
          <>
            <p>{t('audit.brokenNote', { seq: verdict.seq, reason: t(`audit.broken.${verdict.reason}`) })}</p>
            <p>{t('audit.brokenDo')}</p>
          </>
        )}
      </section>
    </AdminFrame>
  )
}
