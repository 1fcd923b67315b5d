/** Who asks now. Anonymous is a value, so that no code forgets it. */
export type Actor = PersonActor | { kind: 'anonymous' }
export interface PersonActor {
  kind: 'person'
  personId: string
}
export const anonymous: Actor = { kind: 'anonymous' }
