import { OpenBadgeError } from '../text/error.ts'

/**
 * Throws for an assertion of Open Badges 0.5 or 1.0, or of 1.1 with a signature: they know neither contexts nor keys that an
 * issuer lists, so nothing that is done here would prove them.
 */
export function assertIsNotOlder(document: unknown): void {
  if (isOpenBadges1(document))
    throw new OpenBadgeError('open-badges-1', 'This is a badge of Open Badges 1, from before 2017.')
}

/** They have no context, or name the way to check them `verify`. */
export function isOpenBadges1(document: unknown): boolean {
  if (!isObject(document) || document.recipient === undefined || document.badge === undefined) return false
  if (document['@context'] === undefined && document.type === undefined) return true
  const { verify, verification } = document
  return verification === undefined && isObject(verify) && verify.type === 'signed'
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
