import * as z from 'zod'
import { toBase64url } from '../../platform/encoding.ts'
import type { Platform } from '../../platform/platform.ts'
import { deleteKeptForm, findKeptFormRow, insertKeptForm } from './kept-forms-store.ts'

/** A form that could not be taken because its sender's session had ended. */
const keptFields = z.object({
  /** Where it was going: path and query. */
  path: z.string(),
  /** As a browser sends it: application/x-www-form-urlencoded. */
  body: z.string(),
})
export type KeptFields = z.infer<typeof keptFields>
export interface KeptForm extends KeptFields {
  personId: string
  keptAt: Date
}
export const keptMinutes = 30

/** Seals what somebody was sending. Only the browser it came from has the secret, and only its sender gets it back. */
export async function keepForm(
  platform: Pick<Platform, 'db' | 'now' | 'randomBytes' | 'sealer' | 'sha256'>,
  personId: string,
  form: KeptFields,
): Promise<string> {
  const secret = toBase64url(platform.randomBytes(32))
  const hash = platform.sha256(secret)
  const plaintext = new TextEncoder().encode(JSON.stringify(form))
  const sealed = await platform.sealer.seal(plaintext, bindingOf({ hash, personId }))
  const createdAt = platform.now().getTime()
  await insertKeptForm(platform.db, {
    hash,
    personId,
    sealed,
    createdAt,
    expiresAt: createdAt + keptMinutes * 60_000,
  })
  return secret
}

/** Whether something waits, and for whom; says nothing of what it is. */
export async function findKeptForm(
  platform: Pick<Platform, 'db' | 'now' | 'sha256'>,
  secret: string,
): Promise<{ personId: string } | undefined> {
  return await findKeptFormRow(platform.db, { hash: platform.sha256(secret), now: platform.now().getTime() })
}

/** What waits, for its sender and for nobody else. */
export async function openKeptForm(
  platform: Pick<Platform, 'db' | 'now' | 'sealer' | 'sha256'>,
  { personId }: { personId: string },
  secret: string,
): Promise<KeptForm | undefined> {
  const hash = platform.sha256(secret)
  const row = await findKeptFormRow(platform.db, { hash, now: platform.now().getTime() })
  if (!row || row.personId !== personId) return undefined
  const plaintext = await platform.sealer.unseal(row.sealed, bindingOf({ hash, personId }))
  const fields = keptFields.parse(JSON.parse(new TextDecoder().decode(plaintext)))
  return { ...fields, personId, keptAt: new Date(row.createdAt) }
}

/** Says whether it was still there: of two that send it again, one does. */
export async function dropKeptForm(platform: Pick<Platform, 'db' | 'sha256'>, secret: string): Promise<boolean> {
  return await deleteKeptForm(platform.db, platform.sha256(secret))
}

const bindingOf = ({ hash, personId }: { hash: string; personId: string }) => ['kept-form', hash, personId]
