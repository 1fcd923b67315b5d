import type { Child } from 'hono/jsx'
import type { RubricCriterion } from '../../badges/badge.ts'
import type { SubmissionState } from '../../submissions/submission.ts'
import { About } from '../components/about.tsx'
import { Crumbs } from '../components/crumbs.tsx'
import {
  EvidenceFacts,
  EvidenceName,
  EvidenceWords,
  evidenceIcon,
  type SharedEvidence,
} from '../components/evidence-list.tsx'
import {
  Choice,
  ErrorSummary,
  FieldError,
  type FieldErrors,
  FileField,
  TextArea,
  TextField,
} from '../components/form.tsx'
import { Icon, type IconName } from '../components/icon.tsx'
import { Page } from '../components/page.tsx'
import { Pill } from '../components/pill.tsx'
import { RubricTable } from '../components/rubric-table.tsx'
import { When } from '../components/when.tsx'
import { Markdown } from '../text/markdown.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'
import { Feedback, type FeedbackRound } from './feedback.tsx'
import { submissionPill } from './submission-pill.ts'

export interface WorkView {
  id: string
  name: string
  issuerName: string
  versionId: string
  state: SubmissionState
  attemptNumber: number
  sentAt: Date | undefined
  criteria: string
  rubric: RubricCriterion[]
  evidence: OwnEvidence[]
  feedback: FeedbackRound[]
  awardId: string | undefined
  maxFileMegabytes: number
}
export interface OwnEvidence extends SharedEvidence {
  id: string
  showsStudents: boolean
  isShared: boolean
}

/** What was typed into the forms, and what was wrong with it. */
export interface WorkProblem {
  errors: FieldErrors
  note?: string
  typed?: Record<string, string>
}

/** One learner's work toward one badge, from the first piece of evidence to the answer. */
export const WorkPage = ({ view, problem }: { view: WorkView; problem?: WorkProblem }) => {
  const { t } = useSpeech()
  const isOpen = view.state === 'draft' || view.state === 'returned'
  const { tone, icon } = submissionPill[view.state]
  return (
    <Page title={problem ? t('form.errorTitle', { title: view.name }) : view.name} current="home">
      <div class="wrap">
        <Crumbs trail={[{ href: '/home', name: t('nav.home') }]} here={view.name} />
        <div class="stack loose pt5">
          {problem && (
            <ErrorSummary errors={problem.errors} {...(problem.note !== undefined && { note: problem.note })} />
          )}
          <div class="split">
            <div class="stack tight">
              <p class="eyebrow">
                <Words>{view.issuerName}</Words>
              </p>
              <h1 class="serif">
                <Words>{view.name}</Words>
              </h1>
              <p class="row">
                <Pill tone={tone} icon={icon}>
                  {t(`work.state.${view.state}`)}
                </Pill>
                {view.attemptNumber > 1 && (
                  <span class="small soft">{t('work.try', { number: view.attemptNumber })}</span>
                )}
              </p>
            </div>
            <a href={`/achievements/${view.versionId}`}>{t('work.aboutBadge')}</a>
          </div>
          <StateNote view={view} />
          <div class="cols">
            <div class="stack">
              {view.feedback.length > 0 && <Feedback rounds={view.feedback} rubric={view.rubric} />}
              <section class="card stack" aria-labelledby="evidence">
                <h2 id="evidence">{t('work.evidence')}</h2>
                <EvidenceRows view={view} isOpen={isOpen} />
                {isOpen && <AddEvidence view={view} {...(problem && { problem })} />}
              </section>
              <section class="card" aria-labelledby="rubric">
                <h2 id="rubric">{t('achievement.rubric')}</h2>
                <p class="soft">{t('achievement.rubricLead', { count: view.rubric.length })}</p>
                <div class="mt5">
                  <RubricTable rubric={view.rubric} />
                </div>
              </section>
              <section class="card" aria-labelledby="criteria">
                <h2 id="criteria">{t('achievement.criteria')}</h2>
                <Markdown level={2}>{view.criteria}</Markdown>
              </section>
            </div>
            <aside class="stack side" aria-label={t('work.aside')}>
              <NextStep view={view} isOpen={isOpen} />
            </aside>
          </div>
        </div>
      </div>
    </Page>
  )
}

const StateNote = ({ view }: { view: WorkView }) => {
  const speech = useSpeech()
  const { t } = speech
  if (view.state === 'submitted') {
    return (
      <div class="note info">
        <p>{speech.rich('work.waiting', { date: view.sentAt ? <When date={view.sentAt} withTime /> : '' })}</p>
      </div>
    )
  }
  if (view.state === 'approved') return <div class="note ok">{t('work.approvedNote')}</div>
  if (view.state === 'declined' || view.state === 'withdrawn')
    return <div class="note">{t(`work.${view.state}Note`)}</div>
  if (view.state === 'awarded' && view.awardId) {
    return (
      <div class="note ok row">
        <Icon name="award" class="state-ok" />
        <span>{t('work.awardedNote')}</span>
        <a class="btn primary" href={`/c/${view.awardId}`}>
          {t('achievement.earned')}
        </a>
      </div>
    )
  }
  return null
}

const EvidenceRows = ({ view, isOpen }: { view: WorkView; isOpen: boolean }) => {
  const { t } = useSpeech()
  if (view.evidence.length === 0) return <p class="soft">{t('work.noEvidence')}</p>
  return (
    <ul class="files">
      {view.evidence.map((piece) => (
        <li>
          <span class="kind">
            <Icon name={evidenceIcon(piece)} />
          </span>
          <span>
            <EvidenceName name={piece.name} href={piece.href} />
            <span class="meta">
              <EvidenceFacts piece={piece} />
            </span>
          </span>
          <Pill icon={piece.isShared ? 'eye' : 'lock'}>
            {t(piece.isShared ? 'evidence.public' : 'evidence.privatePill')}
          </Pill>
          <EvidenceWords piece={piece} />
          <div class="words row">
            {piece.showsStudents ? (
              <>
                <span class="soft">{t('work.showsStudents')}</span>
                <RowButton
                  action={`/work/${view.id}/evidence/${piece.id}/visibility`}
                  name="shows_students"
                  value="no"
                  icon="check"
                  words={t('work.noStudents')}
                  about={piece.name}
                />
              </>
            ) : (
              <RowButton
                action={`/work/${view.id}/evidence/${piece.id}/visibility`}
                name="visibility"
                value={piece.isShared ? 'private' : 'shared'}
                icon={piece.isShared ? 'lock' : 'eye'}
                words={t(piece.isShared ? 'work.makePrivate' : 'work.makePublic')}
                about={piece.name}
              />
            )}
            {isOpen && (
              <RowButton
                action={`/work/${view.id}/evidence/${piece.id}/remove`}
                name="remove"
                value="yes"
                icon="remove"
                words={t('work.remove')}
                about={piece.name}
              />
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

interface RowButtonProps {
  action: string
  name: string
  value: string
  icon: IconName
  words: string
  about: string
}

const RowButton = ({ action, name, value, icon, words, about }: RowButtonProps) => (
  <form method="post" action={action}>
    <button class="btn quiet" type="submit" name={name} value={value}>
      <Icon name={icon} />
      <span>
        {words}
        <About>{about}</About>
      </span>
    </button>
  </form>
)

const AddEvidence = ({ view, problem }: { view: WorkView; problem?: WorkProblem }) => {
  const { t } = useSpeech()
  const errors = problem?.errors ?? {}
  const typed = (name: string) => problem?.typed?.[name] ?? ''
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
              errors={errors}
            />
            <TextArea name="description" label={t('work.lookFor')} hint={t('form.optional')} rows={2} errors={errors} />
            <SharingFields prefix="" errors={errors} typed={typed} />
            <button class="btn primary" type="submit">
              {t('work.addFile')}
            </button>
          </form>
        </AddForm>
        <AddForm icon="link" title={t('work.addLink')} note={t('work.addLinkNote')} isOpen={isAbout('link_')}>
          <form class="stack" method="post" action={`/work/${view.id}/links`} novalidate>
            <TextField
              name="link_url"
              type="url"
              label={t('work.url')}
              hint={t('work.urlHint')}
              value={typed('link_url')}
              errors={errors}
              spellcheck={false}
            />
            <TextField
              name="link_name"
              label={t('work.name')}
              value={typed('link_name')}
              maxlength={200}
              errors={errors}
            />
            <TextArea
              name="link_description"
              label={t('work.lookFor')}
              hint={t('form.optional')}
              rows={2}
              value={typed('link_description')}
              errors={errors}
            />
            <SharingFields prefix="link_" errors={errors} typed={typed} />
            <button class="btn primary" type="submit">
              {t('work.addLink')}
            </button>
          </form>
        </AddForm>
        <AddForm icon="write" title={t('work.addText')} note={t('work.addTextNote')} isOpen={isAbout('text_')}>
          <form class="stack" method="post" action={`/work/${view.id}/texts`} novalidate>
            <TextField
              name="text_name"
              label={t('work.name')}
              value={typed('text_name')}
              maxlength={200}
              errors={errors}
            />
            <TextArea name="text_words" label={t('work.words')} rows={8} value={typed('text_words')} errors={errors} />
            <SharingFields prefix="text_" errors={errors} typed={typed} />
            <button class="btn primary" type="submit">
              {t('work.addText')}
            </button>
          </form>
        </AddForm>
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
    <div class="disc-form">{children}</div>
  </details>
)

const SharingFields = ({
  prefix,
  errors,
  typed,
}: {
  prefix: string
  errors: FieldErrors
  typed: (name: string) => string
}) => {
  const { t } = useSpeech()
  const students = `${prefix}shows_students`
  return (
    <fieldset class="field">
      <legend class="label">{t('work.studentsLabel')}</legend>
      <FieldError name={`${prefix}visibility`} errors={errors} />
      <div class="two">
        <Choice
          type="radio"
          name={students}
          value="yes"
          label={t('work.studentsYes')}
          note={t('work.studentsYesNote')}
          isChecked={typed(students) !== 'no'}
        />
        <Choice
          type="radio"
          name={students}
          value="no"
          label={t('work.studentsNo')}
          note={t('work.studentsNoNote')}
          isChecked={typed(students) === 'no'}
        />
      </div>
    </fieldset>
  )
}

const NextStep = ({ view, isOpen }: { view: WorkView; isOpen: boolean }) => {
  const { t } = useSpeech()
  const isWithdrawable = isOpen || view.state === 'submitted'
  return (
    <>
      {isOpen && (
        <section class="card stack" aria-labelledby="send">
          <h2 id="send">{t('work.send')}</h2>
          <p class="small soft">{t('work.sendNote', { count: view.evidence.length })}</p>
          <form method="post" action={`/work/${view.id}/submit`}>
            <button class="btn primary block" type="submit">
              <Icon name="send" />
              {t('work.submit')}
            </button>
          </form>
        </section>
      )}
      <section class="card stack" aria-labelledby="seen">
        <h2 id="seen">{t('work.whoSees')}</h2>
        <p class="small soft">{t('work.whoSeesNote')}</p>
      </section>
      {isWithdrawable && (
        <details class="card">
          <summary>{t('work.withdrawTitle')}</summary>
          <form class="stack mt4" method="post" action={`/work/${view.id}/withdraw`}>
            <p class="small soft">{t('work.withdrawNote')}</p>
            <button class="btn danger block" type="submit">
              {t('work.withdraw')}
            </button>
          </form>
        </details>
      )}
    </>
  )
}
