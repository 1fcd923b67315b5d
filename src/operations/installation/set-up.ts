import * as z from 'zod'
import { issuerStatements, newIssuerRow } from '../../identity/issuers/create-issuer.ts'
import { insertOrganization } from '../../identity/organizations/organizations-store.ts'
import { insertRole } from '../../identity/organizations/roles-store.ts'
import { newPersonId } from '../../identity/people/new-person-id.ts'
import { findPersonByEmail, insertPersonUnlessKnown, markAdministrator } from '../../identity/people/people-store.ts'
import { personDetails } from '../../identity/people/person.ts'
import { makeSecret, peekSecret, takingSecret } from '../../identity/people/secrets.ts'
import type { StartedSession } from '../../identity/people/sessions.ts'
import { type SignInBrowser, startBrowserSession } from '../../identity/sign-in/start-browser-session.ts'
import { type AuditEvent, commit } from '../../platform/audit/audit-log.ts'
import { AppError } from '../../platform/errors.ts'
import { nameOf } from '../../platform/name.ts'
import type { Platform } from '../../platform/platform.ts'
import { countBeginnings, requireNoOrganization } from './installation-store.ts'

/** In the order of the form, so that what is wrong is said in it too. */
export const setUpDetails = z.object({
  district: nameOf(200, 'refused.enterDistrict'),
  ...personDetails.shape,
})
export type SetUpDetails = z.infer<typeof setUpDetails>

const purpose = 'set-up'

/** For whoever is at the server: a link that works once, for a day. Undefined once there is a district. */
export async function makeSetUpLink(
  platform: Pick<Platform, 'config' | 'db' | 'now' | 'randomBytes' | 'sha256'>,
): Promise<string | undefined> {
  if (await isSetUp(platform)) return undefined
  const { secret, statement } = makeSecret(platform, { purpose, lifetimeMinutes: 24 * 60 })
  await commit(platform, { actor: 'operator', action: 'installation.link-made', subject: 'installation' }, [statement])
  return `${platform.config.origin}/setup?secret=${secret}`
}

/** Whether the form is worth showing. Nothing is used up by looking: scanners of links look too. */
export async function isSetUpOpen(platform: Pick<Platform, 'db' | 'now' | 'sha256'>, secret: string): Promise<boolean> {
  return !(await isSetUp(platform)) && (await peekSecret(platform, purpose, secret)) !== undefined
}

/** The first district with keys to sign, and its owner, who runs the installation and is signed in. Happens once. */
export async function setUp(
  platform: Pick<Platform, 'config' | 'db' | 'sealer' | 'now' | 'newId' | 'randomBytes' | 'sha256'>,
  secret: string,
  { district, name, email }: SetUpDetails,
  browser: SignInBrowser,
): Promise<StartedSession> {
  const { db, config } = platform
  const personId = (await findPersonByEmail(db, email))?.id ?? newPersonId(platform)
  const issuer = newIssuerRow(platform, platform.newId(), {
    name: district,
    url: `https://${email.replace(/.*@/, '')}`,
    email,
    description: '',
    trust: 'recognized',
  })
  const { id, createdAt } = issuer
  const events: AuditEvent[] = [
    { actor: personId, action: 'installation.set-up', subject: id },
    { actor: personId, action: 'issuer.created', subject: id, details: { did: issuer.did } },
  ]
  await commit(
    platform,
    events,
    [
      ...takingSecret(platform, purpose, secret),
      requireNoOrganization(db),
      insertPersonUnlessKnown(db, { id: personId, name, email, createdAt }),
      markAdministrator(db, email),
      ...insertOrganization(db, {
        id,
        type: 'district',
        name: district,
        settings: { timeZone: config.defaultTimeZone },
        createdAt,
      }),
      ...(await issuerStatements(platform, issuer)),
      insertRole(db, { email, organizationId: id, name: 'owner', createdAt }),
    ],
    { overtaken: linkIsOver },
  )
  return await startBrowserSession(platform, personId, { method: 'link', browser })
}

const linkIsOver = (cause: unknown) => new AppError('gone', 'refused.setUpLinkOver', {}, { cause })

const isSetUp = async ({ db }: Pick<Platform, 'db'>) => (await countBeginnings(db)).organizations > 0
