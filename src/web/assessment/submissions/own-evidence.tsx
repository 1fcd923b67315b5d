import { About } from '../../components/about.tsx'
import { EvidenceHead, EvidenceWords, type SharedEvidence } from '../../components/evidence-list.tsx'
import { Icon, type IconName } from '../../components/icon.tsx'
import { Pill } from '../../components/pill.tsx'
import { useSpeech } from '../../visit.tsx'

export interface OwnEvidence extends SharedEvidence {
  id: string
  showsStudents: boolean
  isShared: boolean
}

interface EvidenceRowsProps {
  view: { id: string; evidence: OwnEvidence[] }
  /** Whether pieces can be taken out. */
  isOpen: boolean
}

/** What a learner has sent or is about to send, and who sees it. */
export const EvidenceRows = ({ view, isOpen }: EvidenceRowsProps) => {
  const { t } = useSpeech()
  if (view.evidence.length === 0) return <p class="soft">{t('work.noEvidence')}</p>
  return (
    <ul class="files">
      {view.evidence.map((piece) => (
        <li>
          <EvidenceHead piece={piece} />
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
