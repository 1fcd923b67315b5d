import type { Platform } from '../../platform/platform.ts'
import { emailAddress } from './email-address.ts'
import { findPersonByEmail, type Person } from './people-store.ts'

/** For whoever runs the installation, who may name anyone by an address of theirs. */
export async function findPersonNamed({ db }: Pick<Platform, 'db'>, email: string): Promise<Person | undefined> {
  const address = emailAddress.safeParse(email)
  return address.success ? await findPersonByEmail(db, address.data) : undefined
}
