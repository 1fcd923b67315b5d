import { eq } from 'drizzle-orm'
import { isoTime, type PersonalRecords } from '../../platform/db/personal-records.ts'
import { externalIdentity, keptForm, passkey } from './sign-in-tables.ts'

export const signInPersonalRecords = {
  rows: [passkey, externalIdentity, keptForm],
  words: [],
  kept: [],
  async gather({ db }, { personId }) {
    const passkeys = await db.select().from(passkey).where(eq(passkey.personId, personId))
    return {
      passkeys: passkeys.map(({ name, createdAt, lastUsedAt }) => ({
        name,
        created_at: isoTime(createdAt),
        last_used_at: isoTime(lastUsedAt),
      })),
    }
  },
  erase: (db, { isTheirs }) => [
    db.delete(passkey).where(isTheirs(passkey.personId)),
    db.delete(externalIdentity).where(isTheirs(externalIdentity.personId)),
    db.delete(keptForm).where(isTheirs(keptForm.personId)),
  ],
  merge: (db, { from, into }) => [
    db.update(passkey).set({ personId: into }).where(eq(passkey.personId, from)),
    db.update(externalIdentity).set({ personId: into }).where(eq(externalIdentity.personId, from)),
    db.delete(keptForm).where(eq(keptForm.personId, from)),
  ],
} as const satisfies PersonalRecords
