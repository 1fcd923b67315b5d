import type { MessageKey } from '../../../platform/language/messages.ts'
import { FileField, FormScope, type FormState, TextArea, useFormTitle } from '../../components/form.tsx'
import { Icon, type IconName } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { useSpeech } from '../../visit.tsx'

interface VerifyProps {
  /** What was typed, kept when it could not be read. */
  text?: string
  errors?: FormState['errors']
  /** The verdict on something that is no credential. */
  isUnreadable?: boolean
}

export const VerifyPage = ({ text = '', errors, isUnreadable }: VerifyProps) => {
  const { t } = useSpeech()
  const title = t('verify.title')
  const form = { errors, note: isUnreadable ? t('verify.unreadable') : undefined }
  return (
    <Page area="credentials" title={useFormTitle(title, form)} description={t('verify.lead')} current="verify" isListed>
      <div class="wrap narrow pt6 stack">
        <FormScope form={form}>
          <h1 class="serif">{title}</h1>
          <p class="lead">{t('verify.lead')}</p>
          <form class="card stack" action="/verify" method="post" enctype="multipart/form-data" novalidate>
            <TextArea
              name="text"
              label={t('verify.text')}
              hint={t('verify.textHint')}
              value={text}
              rows={3}
              spellcheck={false}
            />
            <p class="or">
              <span>{t('verify.or')}</span>
            </p>
            <FileField
              name="file"
              label={t('verify.file')}
              hint={t('verify.fileHint')}
              accept=".png,.svg,.json,.jwt,.txt,image/png,image/svg+xml,application/json"
            />
            <button class="btn primary big block" type="submit">
              {t('verify.submit')}
            </button>
            <p class="small soft row nowrap">
              <Icon name="shield" />
              <span>{t('verify.privacy')}</span>
            </p>
          </form>
          <section class="card" aria-labelledby="tells">
            <h2 id="tells">{t('verify.tells')}</h2>
            <ul class="plain">
              {tells.map(([icon, words]) => (
                <Tell icon={icon} words={words} />
              ))}
            </ul>
          </section>
        </FormScope>
      </div>
    </Page>
  )
}

const tells: [IconName, MessageKey][] = [
  ['fingerprint', 'verify.tellsAltered'],
  ['institution', 'verify.tellsIssuer'],
  ['calendar', 'verify.tellsGood'],
  ['person', 'verify.tellsHolder'],
]

const Tell = ({ icon, words }: { icon: IconName; words: MessageKey }) => {
  const speech = useSpeech()
  return (
    <li>
      <Icon name={icon} />
      <span>{speech.rich(words, { b: (part) => <strong>{part}</strong> })}</span>
    </li>
  )
}
