import type { lanes } from '../people/people-tables.ts'
import type { RoleName } from './permissions.ts'

/** Somebody with a role at an organization or anywhere below it. */
export interface StaffMember {
  personId: string
  name: string
  email: string
  lane: (typeof lanes)[number] | null
  places: StaffPlace[]
  account: AccountState
  /** Whether these places know their account. Else they are told nothing of it, not even that there was one before. */
  isKnown: boolean
}
export interface StaffPlace {
  id: string
  name: string
  roles: RoleName[]
}

/** Has been here; was entered by others and has not come yet; may not come in, or not at any of these places. */
export const accountStates = ['active', 'waiting', 'suspended'] as const
export type AccountState = (typeof accountStates)[number]

export interface StaffPage {
  limit: number
  /** Id of the person after whom the page begins. */
  after?: string | undefined
  /** Each has to be part of the name or the address. */
  words?: readonly string[]
  role?: RoleName | undefined
  /** Only this organization and what is below it. */
  placeId?: string | undefined
  lane?: (typeof lanes)[number] | undefined
  account?: AccountState | undefined
}
