import { createIssuer } from '../../src/identity/issuers/create-issuer.ts'
import { role } from '../../src/identity/organizations/organizations-tables.ts'
import type { RoleName } from '../../src/identity/organizations/permissions.ts'
import { createPerson } from '../../src/identity/people/create-person.ts'
import type { PersonDetails } from '../../src/identity/people/person.ts'
import type { Platform } from '../../src/platform/platform.ts'
import { countedId, seededBytes } from './frozen.ts'
import { type SignedIn, signIn } from './people.ts'
import { copyRows, pasteRows, type Rows } from './rows.ts'

/** Two districts, with keys to sign, and their people. */
export interface Districts {
  /** Ids. */
  lakeside: string
  hillview: string
  people: Record<'ada' | 'ravi' | 'lena' | 'otto' | 'grace', SignedIn>
}

type Arranging = Pick<Platform, 'config' | 'db' | 'sealer' | 'now' | 'newId' | 'randomBytes' | 'sha256'>

/** Made once for each set of settings, and copied for every world after it: keys and people take ten times as long to make. */
const made = new Map<string, Promise<{ districts: Districts; rows: Rows }>>()

export async function arrangeDistricts(platform: Arranging, settings: Record<string, string> = {}): Promise<Districts> {
  const key = JSON.stringify([platform.config.origin, settings])
  const kept = made.get(key)
  if (kept) {
    const { districts, rows } = await kept
    await pasteRows(platform.db, rows)
    return districts
  }
  const making = makeDistricts(platform).then(async (districts) => ({ districts, rows: await copyRows(platform.db) }))
  made.set(key, making)
  return (await making).districts
}

async function makeDistricts(given: Arranging): Promise<Districts> {
  // Ids and bytes of its own, so that the platform's begin at the same place in a world that was copied.
  const newId = () => countedId(++count)
  let count = 900_000_000
  const platform = { ...given, newId, randomBytes: seededBytes(1) }

  const operator = await createPerson(platform, { ...grace, isAdministrator: true })
  const found = async (name: string, owner: PersonDetails) => {
    const host = owner.email.replace(/.*@/, '')
    const details = { name, url: `https://www.${host}`, email: `learning@${host}`, owner }
    return (await createIssuer(platform, { kind: 'person', personId: operator.id }, details)).id
  }
  const lakeside = await found('Lakeside School District', ada)
  const hillview = await found('Hillview Unified', otto)
  const enter = (details: PersonDetails, roles: RoleName[] = []) =>
    enterDistrict(platform, lakeside, { ...details, roles })
  return {
    lakeside,
    hillview,
    people: {
      ada: await enter(ada, ['author', 'awarder']),
      ravi: await enter(ravi, ['reviewer']),
      lena: await enter(lena, ['learner']),
      otto: await enter(otto),
      grace: await enter(grace),
    },
  }
}

/** A person with roles at a district, signed in. */
export async function enterDistrict(
  platform: Arranging,
  issuerId: string,
  { roles, ...details }: PersonDetails & { roles: RoleName[] },
): Promise<SignedIn> {
  const { id } = await createPerson(platform, details)
  const createdAt = platform.now().getTime()
  for (const name of roles)
    await platform.db.insert(role).values({ personId: id, organizationId: issuerId, name, createdAt })
  return await signIn(platform, { id, ...details })
}

const ada = { name: 'Ada Alvarez', email: 'ada@lakeside.example' }
const ravi = { name: 'Ravi Rao', email: 'ravi@lakeside.example' }
const lena = { name: 'Lena Lindqvist', email: 'lena@lakeside.example' }
const otto = { name: 'Otto Okafor', email: 'otto@hillview.example' }
const grace = { name: 'Grace Gray', email: 'grace@operator.example' }
