import * as z from 'zod'
import { nameOf } from '../../platform/name.ts'
import { lanes } from '../people/people-tables.ts'

const day = z.iso.date('refused.writeDay')
const title = nameOf(200, 'refused.enterJob')
const ordered = { message: 'refused.endsBeforeItBegins', path: ['endsOn'] }
const isOrdered = ({ startsOn, endsOn }: { startsOn?: string | undefined; endsOn?: string | null | undefined }) =>
  !startsOn || !endsOn || endsOn >= startsOn

export const newPosition = z
  .strictObject({
    personId: z.string().max(64),
    title,
    lane: z.enum(lanes).nullish(),
    startsOn: day,
    endsOn: day.nullish(),
  })
  .refine(isOrdered, ordered)

/** What is left out stays as it is; an end of null means that none is known. */
export const positionChange = z
  .strictObject({
    title: title.optional(),
    lane: z.enum(lanes).nullish(),
    startsOn: day.optional(),
    endsOn: day.nullish(),
  })
  .refine(isOrdered, ordered)

/** Whether it is held on a day (yyyy-mm-dd), not yet, or no more. */
export function positionState(
  { startsOn, endsOn }: { startsOn: string; endsOn: string | null },
  today: string,
): 'current' | 'coming' | 'ended' {
  if (startsOn > today) return 'coming'
  return endsOn !== null && endsOn < today ? 'ended' : 'current'
}
