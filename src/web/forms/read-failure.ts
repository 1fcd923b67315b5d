import { ZodError } from 'zod'
import { toProblem } from '../../http/problem.ts'
import { AppError } from '../../platform/errors.ts'
import type { Speech } from '../../platform/language/speech.ts'
import type { FieldErrors } from '../components/form.tsx'

export interface FormFailure {
  status: 409 | 412 | 413 | 415 | 422
  errors: FieldErrors
  /** What went wrong as a whole, where no field says it. */
  note?: string
}

/**
 * A failure that the person can mend in the form they sent, by the form's own field names; anything else rises.
 * `fieldOf` names the field of a path such as `rubric.0.name`.
 */
export function readFailure(
  speech: Speech,
  error: unknown,
  fieldOf: (path: string) => string = (path) => path,
): FormFailure {
  if (!(error instanceof AppError) && !(error instanceof ZodError)) throw error
  const problem = toProblem(error, '', speech)
  const { status } = problem
  if (status !== 409 && status !== 412 && status !== 413 && status !== 415 && status !== 422) throw error
  const errors: Record<string, string> = {}
  for (const { pointer, message } of problem.errors) errors[fieldOf(toPath(pointer))] ??= message
  return Object.keys(errors).length > 0 ? { status, errors } : { status, errors, note: problem.detail }
}

const toPath = (pointer: string) => pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
