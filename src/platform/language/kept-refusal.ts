import * as z from 'zod'
import type { Refusal } from '../errors.ts'
import { isMessageKey, type RefusalKey } from './messages.ts'
import { sayRefusal } from './say-refusal.ts'
import type { Speech } from './speech.ts'

/** A refusal as a row keeps it, to be said later to whoever looks. */
export const keepRefusal = ({ key, values = {} }: Refusal): string => JSON.stringify({ key, values })

/** In the words of who looks; what was kept as a sentence stays one. */
export function sayKept(kept: string, speech: Speech): string {
  const read = keptRefusal.safeParse(kept)
  return read.success ? sayRefusal(read.data, speech) : kept
}

const keptRefusal = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue({ code: 'custom' })
      return z.NEVER
    }
  })
  .pipe(
    z.object({
      key: z.custom<RefusalKey>((key) => typeof key === 'string' && isMessageKey(key)),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  )
