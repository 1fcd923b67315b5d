import type { RoleName } from '../../../identity/organizations/permissions.ts'
import type { Option } from '../../components/form.tsx'
import { useSpeech } from '../../visit.tsx'

/** Roles to choose from, each with what it may do. First comes what most people get, last what lets them do everything. */
export function useRoleOptions(held: readonly RoleName[] = []): Option[] {
  const { t } = useSpeech()
  return byUse
    .filter((role) => !held.includes(role))
    .map((role): Option => [role, `${t(`role.${role}`)}: ${t(`role.${role}.may`)}`])
}

const byUse = ['learner', 'reviewer', 'author', 'awarder', 'coach', 'viewer', 'program-manager', 'owner'] as const
