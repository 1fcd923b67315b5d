import { issuerUrl, logoUrl } from '../../identity/issuers/issuer-profile.ts'
import type { IssuerRow, IssuerWithRoles } from '../../identity/issuers/issuers-store.ts'
import type { SigningKeyRow } from '../../identity/issuers/signing-keys-store.ts'
import type { RoleHolder } from '../../identity/organizations/roles-store.ts'

export const toIssuerResponse = (issuer: IssuerRow, origin: string) => ({
  id: issuer.id,
  did: issuer.did,
  name: issuer.name,
  url: issuer.url,
  email: issuer.email,
  description: issuer.description,
  public_url: issuerUrl(origin, issuer.id),
  logo_url: logoUrl(origin, issuer) ?? null,
  color: issuer.color,
  trust: issuer.trust,
  created_at: new Date(issuer.createdAt).toISOString(),
})

export const toMembershipResponse = (issuer: IssuerWithRoles, origin: string) => ({
  ...toIssuerResponse(issuer, origin),
  roles: issuer.roles,
})

export const toRoleHolderResponse = ({ personId, name, email, roles }: RoleHolder) => ({
  person_id: personId,
  name,
  email,
  roles,
})

export const toKeyResponse = (key: SigningKeyRow) => ({
  id: key.id,
  algorithm: key.algorithm,
  state: key.state,
  created_at: new Date(key.createdAt).toISOString(),
  retired_at: key.retiredAt === null ? null : new Date(key.retiredAt).toISOString(),
})
