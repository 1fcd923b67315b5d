import { toRandomUuid } from '../../platform/encoding.ts'
import type { Platform } from '../../platform/platform.ts'

/** Random throughout: others see the id, and when an account was made is nothing they are told. */
export const newPersonId = ({ randomBytes }: Pick<Platform, 'randomBytes'>): string => toRandomUuid(randomBytes(16))
