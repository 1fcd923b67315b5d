import type { PersonEmail } from '../../identity/people/emails-store.ts'
import type { Person } from '../../identity/people/people-store.ts'
import type { PositionRow } from '../../identity/positions/positions-store.ts'
import type { Erasure } from '../../operations/privacy/erasure-store.ts'
import type { DataExport } from '../../operations/privacy/exports-store.ts'

export const toPersonResponse = (person: Person) => ({
  id: person.id,
  name: person.name,
  sorting_name: person.sortingName,
  email: person.email,
  language: person.language,
  time_zone: person.timeZone,
  lane: person.lane,
  is_administrator: person.isAdministrator,
})

export const toEmailResponse = ({ email, kind, isMain, verifiedAt }: PersonEmail) => ({
  email,
  kind,
  is_main: isMain,
  verified_at: verifiedAt === null ? null : new Date(verifiedAt).toISOString(),
})

export const toPositionResponse = (position: PositionRow & { organizationName?: string }) => ({
  id: position.id,
  person_id: position.personId,
  organization_id: position.organizationId,
  ...(position.organizationName !== undefined && { organization_name: position.organizationName }),
  title: position.title,
  lane: position.lane,
  starts_on: position.startsOn,
  ends_on: position.endsOn,
  source: position.source,
})

export const toExportResponse = ({ id, state, size, createdAt, expiresAt }: DataExport) => ({
  id,
  state,
  size,
  created_at: new Date(createdAt).toISOString(),
  expires_at: new Date(expiresAt).toISOString(),
})

export const toErasureResponse = (erasure: Erasure | undefined) => ({
  state: erasure?.state ?? 'none',
  due_at: typeof erasure?.dueAt === 'number' ? new Date(erasure.dueAt).toISOString() : null,
})
