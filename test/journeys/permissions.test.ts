import { expect, inject, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { type Asker, arrangeMatrix, askers } from '../support/permission-matrix.ts'
import { testPlatform } from '../support/platform.ts'
import { world } from '../support/world.ts'

/**
 * Every route of the server, under what it says to an owner of the district, a learner there, an owner elsewhere, nobody
 * and a former owner, in this order. The letters are those of `Ask`; `-` is not asked, as it would end who asks.
 */
const expected = {
  // What everybody may see and do.
  '+++++': [
    'GET /',
    'GET /accessibility',
    'GET /achievements/:id',
    'GET /achievements/:id/compact.svg',
    'GET /achievements/:id/image.png',
    'GET /achievements/:id/image.svg',
    'GET /api/v1/badges',
    'GET /api/v1/issuers/:id',
    'POST /api/v1/verify',
    'GET /c/:file{[\\w-]+\\.(?:json|jwt|png|svg)}',
    'GET /c/:id',
    'POST /c/:id/match',
    'GET /catalog',
    'GET /healthz',
    'GET /healthz/ready',
    'GET /help',
    'GET /issuers/:id',
    'GET /issuers/:id/colours.css',
    'GET /issuers/:id/did.json',
    'GET /issuers/:id/keys/:key',
    'GET /issuers/:id/logo/:file{[\\w-]+\\.png}',
    'GET /issuers/:id/people',
    'POST /me/messages',
    'GET /me/notifications',
    'GET /privacy',
    'GET /problems',
    'GET /problems/:code',
    'GET /status/:id',
    'GET /verify',
    'POST /verify',
  ],
  // Each person their own.
  '+++S+': [
    'GET /admin/rosters',
    'GET /api/v1/awards',
    'GET /api/v1/awards/bulk',
    'POST /api/v1/awards/bulk',
    'GET /api/v1/awards/to-issue',
    'GET /api/v1/issuers',
    'GET /api/v1/me',
    'PATCH /api/v1/me',
    'GET /api/v1/me/emails',
    'POST /api/v1/me/emails',
    'POST /api/v1/me/emails/confirm',
    'PUT /api/v1/me/emails/main',
    'POST /api/v1/me/emails/remove',
    'GET /api/v1/me/exports',
    'POST /api/v1/me/exports',
    'GET /api/v1/me/invitations',
    'GET /api/v1/me/positions',
    'GET /api/v1/organisations',
    'POST /api/v1/organisations/:id/rosters',
    'POST /api/v1/people/:id/merge',
    'GET /api/v1/people/:id/positions',
    'GET /api/v1/reviews',
    'GET /api/v1/reviews/queue',
    'GET /api/v1/rosters',
    'GET /api/v1/submissions',
    'GET /awards',
    'GET /badges',
    'GET /badges/preview.svg',
    'GET /home',
    'GET /issuers/new',
    'GET /me',
    'POST /me',
    'POST /me/emails',
    'GET /me/export',
    'POST /me/export',
    'GET /me/messages',
    'POST /me/messages/:id',
    'POST /me/notifications',
    'GET /me/passkeys',
    'POST /me/passkeys',
    'POST /me/passkeys/:id/name',
    'POST /me/passkeys/challenge',
    'GET /me/sessions',
    'GET /organisations',
    'GET /organisations/join',
    'GET /organisations/new',
    'GET /review',
  ],
  // Whoever has a role there.
  '++0S0': [
    'GET /api/v1/organisations/:id',
    'POST /api/v1/submissions',
    'GET /organisations/:id',
    'POST /organisations/:id/rosters',
    'GET /organisations/:id/rosters/new',
  ],
  // Owners see what was done where they are owners.
  '+0+S0': ['GET /admin/audit', 'GET /admin/audit.csv'],
  // Drafts are not there for anybody else.
  '+0000': ['GET /api/v1/badges/:id'],
  // Awards, for who issues them.
  '+00S0': [
    'GET /api/v1/awards/:id',
    'POST /api/v1/awards/:id/revoke',
    'POST /api/v1/submissions/:id/award',
    'GET /awards/:id/revoke',
    'POST /awards/:id/revoke',
  ],
  // What owners do, and other roles at the same place may not.
  '+F0S0': [
    'PUT /api/v1/badges/:id',
    'POST /api/v1/badges/:id/publish',
    'POST /api/v1/badges/:id/retire',
    'GET /api/v1/badges/:id/shares',
    'POST /api/v1/badges/:id/shares',
    'DELETE /api/v1/badges/:id/shares/:organisation/:mode',
    'PUT /api/v1/issuers/:id',
    'GET /api/v1/issuers/:id/badges',
    'POST /api/v1/issuers/:id/badges',
    'GET /api/v1/issuers/:id/keys',
    'POST /api/v1/issuers/:id/keys',
    'GET /api/v1/issuers/:id/people',
    'POST /api/v1/issuers/:id/people',
    'DELETE /api/v1/issuers/:id/people/:person/roles/:role',
    'POST /api/v1/organisations',
    'PUT /api/v1/organisations/:id',
    'POST /api/v1/organisations/:id/close',
    'GET /api/v1/organisations/:id/invitations',
    'POST /api/v1/organisations/:id/invitations',
    'DELETE /api/v1/organisations/:id/invitations/:invitation',
    'POST /api/v1/organisations/:id/invitations/:invitation/resend',
    'POST /api/v1/organisations/:id/issuer',
    'PUT /api/v1/organisations/:id/issuer/colour',
    'DELETE /api/v1/organisations/:id/issuer/logo',
    'PUT /api/v1/organisations/:id/issuer/logo',
    'GET /api/v1/organisations/:id/join-requests',
    'GET /api/v1/organisations/:id/people',
    'POST /api/v1/organisations/:id/people',
    'DELETE /api/v1/organisations/:id/people/:person/roles/:role',
    'POST /api/v1/organisations/:id/positions',
    'POST /api/v1/organisations/:id/reopen',
    'PUT /api/v1/organisations/:id/settings',
    'GET /badges/:id',
    'GET /badges/:id/artwork.svg',
    'GET /badges/:id/edit',
    'POST /badges/:id/edit',
    'POST /badges/:id/publish',
    'POST /badges/:id/retire',
    'GET /badges/:id/share',
    'POST /badges/:id/share',
    'POST /organisations/:id/invitations/:invitation',
    'POST /organisations/:id/logo',
    'GET /organisations/:id/people',
    'POST /organisations/:id/people',
    'GET /organisations/:id/people.csv',
    'POST /organisations/:id/reopen',
    'GET /organisations/:id/settings',
    'POST /organisations/:id/settings',
    'POST /organisations/new',
  ],
  // Ways in.
  '---+-': [
    'GET /signin',
    'POST /signin',
    'GET /signin/callback',
    'GET /signin/email',
    'POST /signin/email',
    'POST /signin/email/code',
    'GET /signin/link',
    'POST /signin/link',
    'POST /signin/link/again',
    'POST /signin/passkey',
    'POST /signin/passkey/challenge',
    'POST /signout',
  ],
  // Ways in that this installation does not have.
  '---0-': ['POST /signin/demonstration', 'POST /signin/provider'],
  // About one’s own account and its end, which would change who asks.
  '---S-': [
    'DELETE /api/v1/me/erasure',
    'GET /api/v1/me/erasure',
    'POST /api/v1/me/erasure',
    'POST /api/v1/me/erasure/confirm',
    'POST /api/v1/me/merge',
    'POST /api/v1/me/merge/confirm',
    'GET /me/erase',
    'POST /me/erase',
    'POST /me/erase/cancel',
    'GET /me/erase/confirm',
    'POST /me/erase/confirm',
    'GET /me/merge',
    'POST /me/merge',
    'GET /me/merge/confirm',
    'POST /me/merge/confirm',
    'POST /me/sessions/:id/end',
    'POST /me/sessions/others/end',
    'GET /signin/connect',
    'POST /signin/connect',
    'GET /signin/kept',
    'POST /signin/kept',
  ],
  // Nothing that any of them could have.
  '00000': ['GET /c/:id/evidence/:evidence', 'GET /invitations/:secret', 'GET /setup', 'POST /setup'],
  // Of one person, of those who review it, or of who runs the installation: none of those who ask here.
  '000S0': [
    'GET /admin',
    'GET /admin/audit/verify',
    'GET /admin/email',
    'POST /admin/email',
    'GET /admin/email/:id',
    'POST /admin/email/test',
    'GET /admin/rosters/:id',
    'POST /admin/rosters/:id',
    'GET /admin/rosters/:id/rows.csv',
    'GET /admin/sso',
    'GET /admin/sso/:id',
    'POST /admin/sso/:id/switch',
    'POST /admin/sso/save',
    'POST /admin/sso/test',
    'GET /api/v1/awards/bulk/:id',
    'POST /api/v1/awards/bulk/:id/cancel',
    'GET /api/v1/awards/bulk/:id/failures',
    'GET /api/v1/evidence/:id/content',
    'POST /api/v1/issuers/:id/badges/copy',
    'GET /api/v1/me/exports/:id',
    'POST /api/v1/me/invitations/:id/accept',
    'POST /api/v1/organisations/:id/join-requests',
    'PATCH /api/v1/positions/:id',
    'GET /api/v1/rosters/:id',
    'POST /api/v1/rosters/:id/apply',
    'POST /api/v1/rosters/:id/cancel',
    'PUT /api/v1/rosters/:id/mapping',
    'GET /api/v1/rosters/:id/rows',
    'GET /api/v1/submissions/:id',
    'POST /api/v1/submissions/:id/evidence',
    'DELETE /api/v1/submissions/:id/evidence/:evidence',
    'PATCH /api/v1/submissions/:id/evidence/:evidence',
    'GET /api/v1/submissions/:id/feedback',
    'GET /api/v1/submissions/:id/review',
    'POST /api/v1/submissions/:id/reviews',
    'POST /api/v1/submissions/:id/submit',
    'POST /api/v1/submissions/:id/withdraw',
    'POST /awards',
    'GET /awards/all',
    'POST /awards/all',
    'GET /badges/new',
    'POST /badges/new',
    'POST /invitations/:secret',
    'GET /jobs/:id',
    'POST /jobs/:id/cancel',
    'GET /jobs/:id/failures.csv',
    'GET /me/emails/confirm',
    'POST /me/emails/confirm',
    'POST /me/emails/main',
    'POST /me/emails/remove',
    'GET /me/export/:id',
    'POST /me/passkeys/:id/remove',
    'POST /organisations/accept',
    'POST /organisations/join',
    'GET /review/:id',
    'POST /review/:id',
    'POST /setup/sample-badge',
    'POST /work',
    'GET /work/:id',
    'POST /work/:id/evidence/:evidence/remove',
    'POST /work/:id/evidence/:evidence/visibility',
    'POST /work/:id/files',
    'POST /work/:id/links',
    'POST /work/:id/submit',
    'POST /work/:id/texts',
    'POST /work/:id/withdraw',
  ],
  // Of people and things that the owner has changed above.
  '0F0S0': [
    'POST /api/v1/issuers/:id/keys/withdraw',
    'POST /api/v1/organisations/:id/join-requests/:request',
    'DELETE /api/v1/organisations/:id/people/:person',
    'POST /api/v1/organisations/:id/people/:person/reinstate',
    'POST /api/v1/organisations/:id/people/:person/suspend',
    'POST /organisations/:id/join-requests/:request',
    'GET /organisations/:id/people/:person',
    'POST /organisations/:id/people/:person',
  ],
  // Said from above: by who owns what it stands below.
  FF0S0: [
    'PUT /api/v1/organisations/:id/issuer/trust',
    'POST /api/v1/organisations/:id/move',
    'POST /organisations/:id/trust',
  ],
  // For who runs the installation.
  FFFSF: ['POST /api/v1/issuers', 'POST /issuers/new'],
}

const answers = new Map<string, string>(
  Object.entries(expected).flatMap(([said, routes]) => routes.map((route): [string, string] => [route, said])),
)

test('every route has its line in the table, and every line its route', async () => {
  const platform = testPlatform()
  const routes = createApp(platform).routes.filter(({ method }) => !['ALL', 'OPTIONS'].includes(method))
  await platform.close()
  const served = new Set(routes.map(({ method, path }) => `${method} ${path}`))
  expect([...served].filter((route) => !answers.has(route))).toEqual([])
  expect([...answers.keys()].filter((route) => !served.has(route))).toEqual([])
})

test('every route says to everybody what the table says', async () => {
  const ask = await arrangeMatrix(await world())
  const wrong: string[] = []
  // Last the owner, whose questions change things. In the Worker, where each takes long, only what keeps districts apart.
  const asking: readonly Asker[] = inject('worker') ? ['other'] : ['anonymous', 'other', 'revoked', 'peer', 'owner']
  for (const asker of asking) {
    for (const [route, said] of answers) {
      const answer = said[askers.indexOf(asker)] ?? '-'
      if (answer === '-' || (inject('worker') && answer !== '0')) continue
      const given = await ask(route, asker)
      if (given !== answer) wrong.push(`${asker}, ${route}: ${given} instead of ${answer}`)
    }
  }
  expect(wrong).toEqual([])
}, 120_000)
