import type { VerificationReport } from '../openbadges/index.ts'
import type { ProblemCode } from '../platform/errors.ts'

/** What a script learns from how we end. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  notAllowed: 4,
  invalidCredential: 5,
  couldNotCheck: 6,
} as const

/** Failures that are not simply `failed`. */
export const exitCodeOf: Partial<Record<ProblemCode, number>> = {
  'not-found': exitCodes.notFound,
  gone: exitCodes.notFound,
  unauthenticated: exitCodes.notAllowed,
  forbidden: exitCodes.notAllowed,
  'separation-of-duties': exitCodes.notAllowed,
  validation: exitCodes.usage,
  'bad-request': exitCodes.usage,
  'url-not-allowed': exitCodes.couldNotCheck,
  'remote-error': exitCodes.couldNotCheck,
  busy: exitCodes.couldNotCheck,
}

/** A verdict as 0, 5 or 6, so that a script can tell bad from unknown. */
export function exitCodeOfVerdict({ verdict }: Pick<VerificationReport, 'verdict'>): number {
  if (verdict === 'valid') return exitCodes.ok
  return verdict === 'indeterminate' || verdict === 'unknown-issuer'
    ? exitCodes.couldNotCheck
    : exitCodes.invalidCredential
}
