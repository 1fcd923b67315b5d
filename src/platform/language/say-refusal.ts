import type { FieldError, FieldRefusal, Refusal } from '../errors.ts'
import type { Speech } from './speech.ts'

export const sayRefusal = ({ key, values }: Refusal, speech: Speech): string => speech.t(key, values)

export const sayRefusals = (refusals: readonly FieldRefusal[], speech: Speech): FieldError[] =>
  refusals.map(({ pointer, code, ...refusal }) => ({ pointer, code, message: sayRefusal(refusal, speech) }))
