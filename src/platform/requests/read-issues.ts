import type { ZodError } from 'zod'
import type { FieldError, MessageValues } from '../errors.ts'
import { isMessageKey, type MessageKey } from '../language/messages.ts'
import type { Speech } from '../language/speech.ts'

/** What a schema finds wrong, in our own words and the asker's language: a validator's sentence is for programmers. */
export const readIssues = (error: ZodError, speech: Speech): FieldError[] =>
  error.issues.flatMap((issue) => toFieldErrors(issue, speech))

type Issue = ZodError['issues'][number]

function toFieldErrors(issue: Issue, speech: Speech): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: toPointer([...issue.path, key]),
      code: 'unknown-field',
      message: speech.t('refused.unknownField'),
    }))
  }
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
  return [
    {
      pointer: toPointer(issue.path),
      code: isMissing ? 'missing' : issue.code.replaceAll('_', '-'),
      message: isMissing ? speech.t('refused.missing') : say(issue, speech),
    },
  ]
}

function say(issue: Issue, { t, number }: Speech): string {
  // What a schema says itself, by its key, it says in place of the validator.
  if (isMessageKey(issue.message)) return t(issue.message, valuesOf(issue, number))
  switch (issue.code) {
    case 'invalid_type':
      return t(typeKeys[issue.expected] ?? 'refused.notRight')
    case 'too_small':
      return t(smallKeys[issue.origin] ?? 'refused.notRight', { least: number(Number(issue.minimum)) })
    case 'too_big':
      return t(bigKeys[issue.origin] ?? 'refused.notRight', { most: number(Number(issue.maximum)) })
    case 'invalid_format':
      return t(formatKeys[issue.format] ?? 'refused.format')
    case 'invalid_value':
      return t('refused.choice')
    default:
      return t('refused.notRight')
  }
}

/** What a message can name: the bound that was crossed, or what the schema gave with its own finding. */
function valuesOf(issue: Issue, number: Speech['number']): MessageValues {
  if (issue.code === 'too_small') return { least: number(Number(issue.minimum)) }
  if (issue.code === 'too_big') return { most: number(Number(issue.maximum)) }
  return issue.code === 'custom' ? (issue.params ?? {}) : {}
}

const typeKeys: Readonly<Record<string, MessageKey>> = {
  string: 'refused.type.text',
  number: 'refused.type.number',
  int: 'refused.type.whole',
  boolean: 'refused.type.boolean',
  array: 'refused.type.list',
  object: 'refused.type.object',
  record: 'refused.type.object',
}
const smallKeys: Readonly<Record<string, MessageKey>> = {
  string: 'refused.tooShort',
  array: 'refused.tooFew',
  number: 'refused.tooLow',
  int: 'refused.tooLow',
}
const bigKeys: Readonly<Record<string, MessageKey>> = {
  string: 'refused.tooLong',
  array: 'refused.tooMany',
  number: 'refused.tooHigh',
  int: 'refused.tooHigh',
}
const formatKeys: Readonly<Record<string, MessageKey>> = {
  email: 'refused.email',
  url: 'refused.url',
  date: 'refused.date',
}

/** RFC 6901. */
const toPointer = (path: readonly PropertyKey[]) =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
