import type { OrganisationRow } from './organizations-store.ts'

export type OrganisationType = OrganisationRow['type']

/** What each type may stand below; nothing above means at the root. */
const places: Record<OrganisationType, readonly (OrganisationType | undefined)[]> = {
  'state-agency': [undefined, 'state-agency'],
  district: [undefined, 'state-agency', 'district'],
  school: [undefined, 'state-agency', 'district', 'school'],
  partner: [undefined, 'state-agency', 'district', 'school', 'partner'],
}

export const mayStandBelow = (type: OrganisationType, parent: OrganisationType | undefined): boolean =>
  places[type].includes(parent)

/** The types that may stand below another, or at the root. */
export const typesBelow = (parent: OrganisationType | undefined): OrganisationType[] =>
  organisationTypes.filter((type) => mayStandBelow(type, parent))

const organisationTypes: readonly OrganisationType[] = ['state-agency', 'district', 'school', 'partner']
