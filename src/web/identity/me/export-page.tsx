import type { DataExport } from '../../../operations/privacy/exports-store.ts'
import { FormPage } from '../../components/form-page.tsx'
import { Icon } from '../../components/icon.tsx'
import { When } from '../../components/when.tsx'
import { useSpeech } from '../../visit.tsx'

/** Asking for all of one's data, and fetching it. */
export const ExportPage = ({ exports, note }: { exports: DataExport[]; note?: string | undefined }) => {
  const { t } = useSpeech()
  const title = t('export.title')
  const isWaiting = exports.some(({ state }) => state === 'waiting')
  return (
    <FormPage
      area="identity"
      title={title}
      current="me"
      trail={[{ href: '/me', name: t('me.title') }]}
      form={{ note }}
      head={isWaiting && <meta http-equiv="refresh" content="5" />}
    >
      <div class="stack tight">
        <h1 class="serif">{title}</h1>
        <p class="lead">{t('export.lead')}</p>
      </div>
      {exports.length > 0 && (
        <section class="card stack" aria-labelledby="files">
          <h2 id="files">{t('export.files')}</h2>
          <ul class="entries">
            {exports.map((one) => (
              <ExportEntry one={one} />
            ))}
          </ul>
        </section>
      )}
      {!isWaiting && (
        <form class="card stack" method="post" action="/me/export">
          <p>{t('export.what')}</p>
          <button class="btn primary big" type="submit">
            {t('export.ask')}
          </button>
        </form>
      )}
    </FormPage>
  )
}

const ExportEntry = ({ one: { id, state, size, createdAt, expiresAt } }: { one: DataExport }) => {
  const speech = useSpeech()
  const { t, rich } = speech
  return (
    <li class="split">
      <div class="stack tight">
        <p>{rich('export.asked', { time: <When date={new Date(createdAt)} withTime /> })}</p>
        <p class="small soft">
          {state === 'ready'
            ? rich('export.until', {
                size: t('export.size', { kilobytes: speech.number(Math.ceil((size ?? 0) / 1000)) }),
                time: <When date={new Date(expiresAt)} withTime />,
              })
            : t('export.waiting')}
        </p>
      </div>
      {state === 'ready' && (
        <a class="btn" href={`/me/export/${id}`} download="my-data.zip">
          <Icon name="download" />
          {t('export.download')}
        </a>
      )}
    </li>
  )
}
