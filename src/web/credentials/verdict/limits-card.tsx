import { Icon } from '../../components/icon.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

interface LimitsProps {
  recipientName?: string | undefined
  /** Whether the one who runs this page also issued the credential. */
  isOwnIssuer?: boolean
  copiesPath?: string
}

/** What a reader may believe too easily. Shown whatever the verdict. */
export const LimitsCard = ({ recipientName, isOwnIssuer, copiesPath = '' }: LimitsProps) => {
  const speech = useSpeech()
  const { t } = speech
  const strong = (words: unknown) => <strong>{words as string}</strong>
  return (
    <section class="card limits" aria-labelledby="limits">
      <h2 id="limits">{t('limits.title')}</h2>
      <ul class="plain">
        <li>
          <Icon name="person" />
          <span>
            {recipientName
              ? speech.rich('limits.person', { b: strong, person: <Words>{recipientName}</Words> })
              : speech.rich('limits.anyone', { b: strong })}
          </span>
        </li>
        <li>
          <Icon name="degree" />
          <span>{speech.rich('limits.license', { b: strong })}</span>
        </li>
        <li>
          <Icon name="outside" />
          <span>
            {isOwnIssuer
              ? speech.rich('limits.opinion', { b: strong, a: (words) => <a href={copiesPath}>{words}</a> })
              : speech.rich('limits.judging', { b: strong })}
          </span>
        </li>
      </ul>
    </section>
  )
}
