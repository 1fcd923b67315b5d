import { AppError } from '../errors.ts'
import { assertPublicUrl, urlNotAllowed } from './public-url.ts'
import { remoteError } from './remote-answer.ts'

/** What every request to a stranger's server goes through, whoever sends it. */
export function guardRequests(ownOrigin: string) {
  const ownHost = new URL(ownOrigin).hostname
  return async <Answer>(text: string, ask: (url: URL) => Promise<Answer>): Promise<Answer> => {
    const url = assertPublicUrl(text)
    // Our own pages are read from the database: a request to ourselves could wait for itself.
    if (url.hostname === ownHost) throw urlNotAllowed()
    try {
      return await ask(url)
    } catch (error) {
      throw refusal(error)
    }
  }
}

/** Without what was found: answers must not tell a stranger anything about our network. */
function refusal(error: unknown): AppError {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof AppError) return ['remote-error', 'busy'].includes(cause.code) ? cause : urlNotAllowed()
    else if (isTimeout(cause)) return remoteError(408)
  return remoteError()
}

/** Of the signal that ends a request, or of whoever connects. */
const isTimeout = ({ name }: Error) => name === 'TimeoutError' || name === 'ConnectTimeoutError'
