import type { Problem } from '../../http/problem.ts'
import { Page } from '../components/page.tsx'
import { useSpeech } from '../visit.tsx'

/** What happened, whether anything was lost, and where to go from here. */
export const ProblemView = ({ problem }: { problem: Problem }) => {
  const { t } = useSpeech()
  const kind = kindOf(problem)
  const title = t(`error.${kind}.title`)
  return (
    <Page title={title}>
      <div class="wrap narrow pt6 stack loose">
        <div class="stack">
          <p class="eyebrow">{t('error.eyebrow', { status: String(problem.status) })}</p>
          <h1 class="serif">{title}</h1>
          <p class="lead">{problem.detail}</p>
        </div>
        {problem.errors.length > 0 && (
          <div class="note bad">
            <ul>
              {problem.errors.map((error) => (
                <li>{error.message}</li>
              ))}
            </ul>
          </div>
        )}
        <div class="card stack">
          <h2>{t('error.next')}</h2>
          <p>{t(`error.${kind}.next`)}</p>
          {problem.retryAfterSeconds !== undefined && <p>{t('error.wait', { seconds: problem.retryAfterSeconds })}</p>}
          <div class="row">
            {problem.code === 'unauthenticated' && (
              <a class="btn primary" href="/signin">
                {t('nav.signIn')}
              </a>
            )}
            <a class="btn" href="/">
              {t('error.home')}
            </a>
            <a class="btn" href="/help">
              {t('foot.help')}
            </a>
            <a class="btn quiet" href={`/problems/${problem.code}`}>
              {t('error.about')}
            </a>
          </div>
        </div>
        <p class="small soft">
          {t('error.reference')} <span class="mono">{problem.requestId}</span>
        </p>
      </div>
    </Page>
  )
}

type Kind =
  | 'signIn'
  | 'forbidden'
  | 'missing'
  | 'gone'
  | 'conflict'
  | 'tooLarge'
  | 'tooMany'
  | 'busy'
  | 'internal'
  | 'other'

function kindOf({ status }: Problem): Kind {
  switch (status) {
    case 401:
      return 'signIn'
    case 403:
      return 'forbidden'
    case 404:
      return 'missing'
    case 410:
      return 'gone'
    case 409:
    case 412:
      return 'conflict'
    case 413:
      return 'tooLarge'
    case 429:
      return 'tooMany'
    case 503:
    case 507:
      return 'busy'
    case 500:
      return 'internal'
    default:
      return 'other'
  }
}
