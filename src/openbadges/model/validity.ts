import { stringOf } from '../text/json-reading.ts'
import type { JsonValue } from '../text/strict-json.ts'
import type { CredentialDocument } from './shape-guard.ts'

export type ValidityResult = {
  state: 'passed' | 'failed'
  code?: 'expired' | 'not-yet-valid'
  detail: Record<string, string>
}

/** Two clocks may differ by this much; an end date is taken at its word. */
const clockToleranceMilliseconds = 300_000

/**
 * Both generations of the dates: VCDM 2.0 `validFrom` and `validUntil`, VCDM 1.1 `issuanceDate` and `expirationDate`. Where a
 * document has both, the narrower span counts.
 */
export function validityOf(credential: CredentialDocument, now: Date): ValidityResult {
  const validFrom = datesOf(credential.validFrom, credential.issuanceDate).at(-1)
  const validUntil = datesOf(credential.validUntil, credential.expirationDate).at(0)
  const detail = { ...(validFrom && { validFrom }), ...(validUntil && { validUntil }) }
  if (validUntil !== undefined && !(Date.parse(validUntil) > now.getTime())) {
    return { state: 'failed', code: 'expired', detail }
  }
  if (validFrom !== undefined && !(Date.parse(validFrom) <= now.getTime() + clockToleranceMilliseconds)) {
    return { state: 'failed', code: 'not-yet-valid', detail }
  }
  return { state: 'passed', detail }
}

const datesOf = (...values: (JsonValue | undefined)[]) =>
  values.flatMap((value) => stringOf(value) ?? []).sort((a, b) => Date.parse(a) - Date.parse(b))
