import type { Child } from 'hono/jsx'
import { Choice, FieldError, FileField, TextArea, TextField, useForm } from '../../components/form.tsx'
import { Icon, type IconName } from '../../components/icon.tsx'
import { useSpeech } from '../../visit.tsx'

interface AddEvidenceProps {
  view: { id: string; evidence: readonly unknown[]; maxFileMegabytes: number }
}

/** The form of a link and of a text, which are sent with the work when they were typed and not added yet. */
export const sendForm = 'send-form'

/** A file, a link or a text, and the one with an error open. */
export const AddEvidence = ({ view }: AddEvidenceProps) => {
  const { t } = useSpeech()
  const { errors = {} } = useForm()
  const isAbout = (prefix: string) => Object.keys(errors).some((name) => name.startsWith(prefix))
  return (
    <>
      <div class="note warn">
        <p>
          <strong>{t('work.protect')}</strong> {t('work.protectNote')}
        </p>
      </div>
      <div>
        <AddForm
          icon="upload"
          title={t('work.addFile')}
          note={t('work.addFileNote')}
          isOpen={view.evidence.length === 0 || isAbout('file')}
        >
          <form class="stack" method="post" action={`/work/${view.id}/files`} enctype="multipart/form-data" novalidate>
            <FileField
              name="file"
              label={t('work.files')}
              hint={t('work.filesHint', { megabytes: view.maxFileMegabytes })}
              accept=".pdf,.jpg,.jpeg,.png,.webp,.heic,.docx,.pptx,.xlsx,.odt,.odp,.ods,.mp4,.m4a,.mp3,.txt,.csv"
              isMultiple
            />
            <TextArea name="description" label={t('work.lookFor')} rows={2} />
            <SharingFields prefix="" />
            <button class="btn primary" type="submit">
              {t('work.addFile')}
            </button>
          </form>
        </AddForm>
        <form id={sendForm} method="post" action={`/work/${view.id}/submit`} novalidate>
          <AddForm icon="link" title={t('work.addLink')} note={t('work.addLinkNote')} isOpen={isAbout('link_')}>
            <TextField name="link_url" type="url" label={t('work.url')} hint={t('work.urlHint')} spellcheck={false} />
            <TextField name="link_name" label={t('work.name')} maxlength={200} />
            <TextArea name="link_description" label={t('work.lookFor')} rows={2} />
            <SharingFields prefix="link_" />
            <button class="btn primary" type="submit" formaction={`/work/${view.id}/links`}>
              {t('work.addLink')}
            </button>
          </AddForm>
          <AddForm icon="write" title={t('work.addText')} note={t('work.addTextNote')} isOpen={isAbout('text_')}>
            <TextField name="text_name" label={t('work.name')} maxlength={200} />
            <TextArea name="text_words" label={t('work.words')} rows={8} />
            <SharingFields prefix="text_" />
            <button class="btn primary" type="submit" formaction={`/work/${view.id}/texts`}>
              {t('work.addText')}
            </button>
          </AddForm>
        </form>
      </div>
    </>
  )
}

const AddForm = ({
  icon,
  title,
  note,
  isOpen,
  children,
}: {
  icon: IconName
  title: string
  note: string
  isOpen: boolean
  children?: Child
}) => (
  <details class="disc-row" open={isOpen}>
    <summary>
      <Icon name={icon} class="state-none" />
      <span>
        <b>{title}</b>
        <small>{note}</small>
      </span>
      <Icon name="chevron" class="chevron" />
    </summary>
    <div class="disc-form stack">{children}</div>
  </details>
)

const SharingFields = ({ prefix }: { prefix: string }) => {
  const { t } = useSpeech()
  const { typed = {} } = useForm()
  const students = `${prefix}shows_students`
  return (
    <fieldset class="field">
      <legend class="label">{t('work.studentsLabel')}</legend>
      <FieldError name={`${prefix}visibility`} />
      <div class="two">
        <Choice
          type="radio"
          name={students}
          value="yes"
          label={t('work.studentsYes')}
          note={t('work.studentsYesNote')}
          isChecked={typed[students] !== 'no'}
        />
        <Choice
          type="radio"
          name={students}
          value="no"
          label={t('work.studentsNo')}
          note={t('work.studentsNoNote')}
          isChecked={typed[students] === 'no'}
        />
      </div>
    </fieldset>
  )
}
