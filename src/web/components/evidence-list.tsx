import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Pill } from './pill.tsx'

export interface SharedEvidence {
  kind: 'file' | 'link' | 'text'
  name: string
  description: string
  /** Where a file is served or a link leads; only https leaves this server. */
  href: string | undefined
  words: string | undefined
  mediaType: string | undefined
  size: number | undefined
}

export const EvidenceList = ({ shared, privateCount }: { shared: SharedEvidence[]; privateCount: number }) => {
  const { t } = useSpeech()
  return (
    <ul class="files">
      {shared.map((piece) => (
        <li>
          <EvidenceHead piece={piece} />
          <Pill icon="eye">{t('evidence.public')}</Pill>
          <EvidenceWords piece={piece} />
        </li>
      ))}
      {privateCount > 0 && (
        <li>
          <span class="kind">
            <Icon name="lock" />
          </span>
          <span>
            <span class="name">{t('evidence.private', { count: privateCount })}</span>
            <span class="meta">{t('evidence.privateNote')}</span>
          </span>
          <Pill icon="lock">{t('evidence.privatePill')}</Pill>
        </li>
      )}
    </ul>
  )
}

/** What kind of piece it is, what it is called, and what it weighs. */
export const EvidenceHead = ({ piece }: { piece: SharedEvidence }) => (
  <>
    <span class="kind">
      <Icon name={evidenceIcon(piece)} />
    </span>
    <span>
      <EvidenceName name={piece.name} href={piece.href} />
      <span class="meta">
        <EvidenceFacts piece={piece} />
      </span>
    </span>
  </>
)

const manyWords = 60

/** What the learner says of a piece, and the piece itself where it is text; a long one on demand. */
export const EvidenceWords = ({ piece }: { piece: Pick<SharedEvidence, 'description' | 'words'> }) => {
  const { t } = useSpeech()
  const { description, words } = piece
  return (
    <>
      {description && (
        <p class="words">
          <Words>{description}</Words>
        </p>
      )}
      {words &&
        (countWords(words) > manyWords ? (
          <details class="words">
            <summary>{t('evidence.read')}</summary>
            <p class="preline mt4">
              <Words>{words}</Words>
            </p>
          </details>
        ) : (
          <p class="words">
            <Words>{words}</Words>
          </p>
        ))}
    </>
  )
}

export const EvidenceName = ({ name, href }: { name: string; href: string | undefined }) =>
  href && isSafeLink(href) ? (
    <a class="name" href={href} rel="noopener nofollow ugc">
      <Words>{name}</Words>
    </a>
  ) : (
    <span class="name">
      <Words>{name}</Words>
    </span>
  )

/** Leads to this server or over https to another; anything else stays text. */
export const isSafeLink = (href: string): boolean => /^(https:\/\/|\/(?!\/))/.test(href)

export const EvidenceFacts = ({
  piece,
}: {
  piece: Pick<SharedEvidence, 'kind' | 'mediaType' | 'size' | 'words' | 'href'>
}) => {
  const speech = useSpeech()
  if (piece.kind === 'text') return <>{speech.t('evidence.words', { count: countWords(piece.words ?? '') })}</>
  if (piece.kind === 'link') return <Words>{hostOf(piece.href)}</Words>
  return <>{speech.t('evidence.file', { type: fileType(piece.mediaType ?? ''), size: fileSize(piece.size ?? 0) })}</>
}

export function evidenceIcon({
  kind,
  mediaType = '',
}: {
  kind: SharedEvidence['kind']
  mediaType?: string | undefined
}): IconName {
  if (kind === 'text') return 'write'
  if (kind === 'link') return 'link'
  if (mediaType.startsWith('image/')) return 'picture'
  if (mediaType.startsWith('video/')) return 'video'
  return mediaType.startsWith('audio/') ? 'audio' : 'document'
}

const countWords = (text: string) => text.split(/\s+/).filter(Boolean).length

function hostOf(href: string | undefined): string {
  return href && URL.canParse(href) ? new URL(href).host : ''
}

/** PDF, JPEG, MP4: the last word of the media type, or of its vendor name. */
function fileType(mediaType: string): string {
  const known = vendorTypes.find(([part]) => mediaType.includes(part))?.[1]
  return known ?? (mediaType.split('/')[1] ?? '').toUpperCase()
}

const vendorTypes: [part: string, name: string][] = [
  ['wordprocessingml', 'Word'],
  ['presentationml', 'PowerPoint'],
  ['spreadsheetml', 'Excel'],
  ['opendocument', 'OpenDocument'],
  ['text/plain', 'Text'],
]

function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`
}
