import * as openid from 'openid-client'
import { AppError, type Refusal } from '../../platform/errors.ts'

/** Why a provider did not let somebody through, for whoever set it up. */
export interface ProviderError {
  /** As the provider or the check said it, or a refusal of ours. */
  message: string | Refusal
  /** What the one who runs the provider has to look at. */
  advice: ProviderAdvice
}
export type ProviderAdvice = 'client' | 'redirect' | 'refused' | 'address' | 'document' | 'token' | 'expired' | 'other'

/** The exact words of the other side, and whose move it is. Undefined for what is our own failure. */
export function describeProviderError(error: unknown): ProviderError | undefined {
  if (error instanceof openid.ResponseBodyError)
    return { message: wordsOf(error.error, error.error_description), advice: adviceOf(error.error) }
  if (error instanceof openid.AuthorizationResponseError)
    return { message: wordsOf(error.error, error.error_description), advice: adviceOf(error.error) }
  if (error instanceof AppError && ['url-not-allowed', 'remote-error', 'busy'].includes(error.code))
    return { message: error.refusal, advice: error.cause === 'token' ? 'token' : 'address' }
  if (!(error instanceof Error)) return undefined
  if (error.cause instanceof AppError) return describeProviderError(error.cause)
  const code = 'code' in error ? String(error.code) : ''
  if (!code.startsWith('OAUTH_')) return undefined
  return { message: `${error.message} (${code})`.slice(0, 300), advice: adviceByCode[code] ?? 'token' }
}

const wordsOf = (code: string, description: string | undefined) =>
  (description ? `${code}: ${description}` : code).slice(0, 500)

function adviceOf(code: string): ProviderAdvice {
  switch (code) {
    case 'invalid_client':
    case 'unauthorized_client':
      return 'client'
    case 'redirect_uri_mismatch':
    case 'invalid_redirect_uri':
      return 'redirect'
    case 'access_denied':
    case 'interaction_required':
    case 'consent_required':
      return 'refused'
    case 'invalid_grant':
      return 'expired'
    default:
      return 'other'
  }
}

const adviceByCode: Record<string, ProviderAdvice> = {
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'document',
  OAUTH_RESPONSE_IS_NOT_JSON: 'document',
  OAUTH_PARSE_ERROR: 'document',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'document',
  OAUTH_TIMEOUT: 'address',
}
