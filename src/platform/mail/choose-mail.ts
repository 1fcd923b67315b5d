import { commit } from '../audit/audit-log.ts'
import type { Platform } from '../platform.ts'
import { type MailKind, mailKinds } from './mail-kinds.ts'
import { forgetUnwanted, insertUnwanted, listUnwanted } from './messages-store.ts'

export interface MailChoice {
  kind: MailKind
  isWanted: boolean
}

// `Object.keys` knows the names as text only.
const allKinds = Object.keys(mailKinds) as MailKind[]
/** The kinds of mail that people may turn off. */
export const optionalKinds = allKinds.filter((kind) => mailKinds[kind].mayBeUnwanted)

export async function listMailChoices(
  { db }: Pick<Platform, 'db'>,
  reader: { personId: string },
): Promise<MailChoice[]> {
  const unwanted = await listUnwanted(db, reader.personId)
  return optionalKinds.map((kind) => ({ kind, isWanted: !unwanted.includes(kind) }))
}

/** From now on only these of the optional kinds leave as mail; copies of all can be read here. */
export async function chooseMail(
  platform: Pick<Platform, 'db' | 'now'>,
  reader: { personId: string },
  wanted: readonly MailKind[],
): Promise<void> {
  const { db } = platform
  const { personId } = reader
  const createdAt = platform.now().getTime()
  const unwanted = optionalKinds.filter((kind) => !wanted.includes(kind))
  await commit(
    platform,
    { actor: personId, action: 'mail.chosen', subject: personId, details: { unwanted: unwanted.join(' ') } },
    [forgetUnwanted(db, personId), ...unwanted.map((kind) => insertUnwanted(db, { personId, kind, createdAt }))],
  )
}
