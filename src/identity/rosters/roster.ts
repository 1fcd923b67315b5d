export const rosterFormats = ['one-roster-1.1', 'one-roster-1.2', 'csv'] as const
export type RosterFormat = (typeof rosterFormats)[number]

export const rosterStates = ['mapping', 'reading', 'ready', 'held', 'applying', 'done', 'failed', 'canceled'] as const
export type RosterState = (typeof rosterStates)[number]

/** While a roster is being compared, `new` and `ending` say what its line wants. */
export const rowActions = ['new', 'ending', 'add', 'change', 'end', 'same', 'refuse'] as const
export type RowAction = (typeof rowActions)[number]

/** `missing`: it is not in the file any more. `address-differs`: who it is reads mail elsewhere, and keeps that. */
export const rowNotes = ['missing', 'address-differs'] as const

export interface RosterCounts {
  organizations: Record<OutcomeAction, number>
  positions: Record<OutcomeAction, number>
  /** Lines that could not be read at all: with one of them nothing ends for being missing. */
  unread: number
  /** Of this organization and all below, before. */
  openBefore: number
}
export const outcomeActions = ['add', 'change', 'end', 'same', 'refuse'] as const satisfies readonly RowAction[]
export type OutcomeAction = (typeof outcomeActions)[number]

/** A file that was cut off, or of another district, would end most of what there is. */
export const endsTooMany = ({ positions, openBefore }: RosterCounts): boolean =>
  openBefore >= fewestGuarded && positions.end * 100 > openBefore * mostEndedPercent

export const mostEndedPercent = 20
/** In a smaller organization one who leaves is a fifth of all. */
const fewestGuarded = 5
