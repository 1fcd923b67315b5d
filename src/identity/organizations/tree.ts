import type { OrganizationRow } from './organizations-store.ts'

export type OrganizationType = OrganizationRow['type']

/** What each type may stand below; nothing above means at the root. */
const places: Record<OrganizationType, readonly (OrganizationType | undefined)[]> = {
  'state-agency': [undefined, 'state-agency'],
  district: [undefined, 'state-agency', 'district'],
  school: [undefined, 'state-agency', 'district', 'school'],
  partner: [undefined, 'state-agency', 'district', 'school', 'partner'],
}

export const mayStandBelow = (type: OrganizationType, parent: OrganizationType | undefined): boolean =>
  places[type].includes(parent)

/** The types that may stand below another, or at the root. */
export const typesBelow = (parent: OrganizationType | undefined): OrganizationType[] =>
  organizationTypes.filter((type) => mayStandBelow(type, parent))

const organizationTypes: readonly OrganizationType[] = ['state-agency', 'district', 'school', 'partner']
