import { expect, test } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import { type Asker, arrangeMatrix } from '../support/permission-matrix.ts'
import { testPlatform } from '../support/platform.ts'
import { workerAddress } from '../support/worker-address.ts'
import { world } from '../support/world.ts'

/** Who asks for some routes, the one they are for first, and what each of them is told, in the letters of `Ask`. */
interface Table {
  who: readonly Asker[]
  says: Record<string, readonly string[]>
}

const tables: readonly Table[] = [
  // Of the district.
  {
    who: ['owner', 'peer', 'other', 'anonymous', 'revoked'],
    says: {
      // What everybody may see and do.
      '+++++': [
        'GET /',
        'GET /accessibility',
        'GET /accessibility/conformance',
        'GET /achievements/:id',
        'GET /achievements/:id/compact.svg',
        'GET /achievements/:id/image.png',
        'GET /achievements/:id/image.svg',
        'GET /api/v1/badges',
        'GET /api/v1/issuers/:id',
        'POST /api/v1/verify',
        'GET /c/:file{[\\w-]+\\.(?:json|jwt|png|svg)}',
        'GET /c/:id',
        'GET /c/:id/evidence/:evidence',
        'POST /c/:id/match',
        'GET /catalog',
        'GET /healthz',
        'GET /healthz/ready',
        'GET /help',
        'GET /icons/:file{[a-z0-9-]+\\.svg}',
        'GET /issuers/:id',
        'GET /issuers/:id/colors.css',
        'GET /issuers/:id/did.json',
        'GET /issuers/:id/keys/:key',
        'GET /issuers/:id/logo/:file{[\\w-]+\\.png}',
        'GET /organisations/*',
        'GET /privacy',
        'GET /problems',
        'GET /problems/:code',
        'GET /status/:id',
        'GET /unsubscribe/:token',
        'POST /unsubscribe/:token',
        'GET /verify',
        'POST /verify',
        'POST /language',
      ],
      // Each their own.
      '+++S+': [
        'GET /admin/rosters',
        'GET /api/v1/awards',
        'GET /api/v1/awards/bulk',
        'GET /api/v1/awards/to-issue',
        'GET /api/v1/issuers',
        'GET /api/v1/organizations',
        'POST /api/v1/organizations/:id/join-requests',
        'GET /api/v1/rosters',
        'GET /awards',
        'GET /submissions',
        'GET /submissions.csv',
        'GET /badges',
        'GET /badges/preview.svg',
        'GET /home',
        'GET /issuers/new',
        'GET /organizations',
        'GET /organizations/new',
      ],
      // Whoever has a role there.
      '++0S0': ['GET /api/v1/organizations/:id', 'GET /organizations/:id'],
      // Owners see what was done where they are owners.
      '+0+S0': ['GET /admin/audit', 'GET /admin/audit.csv'],
      // An address that only leads on.
      '+====': ['GET /issuers/:id/people'],
      // A list that is empty for whoever does not manage the person.
      '+==S=': ['GET /api/v1/people/:id/positions'],
      // Drafts are not there for anybody else.
      '+0000': ['GET /api/v1/badges/:id'],
      // What only who may act on it learns of.
      '+00S0': [
        'GET /admin/rosters/:id',
        'POST /admin/rosters/:id',
        'GET /admin/rosters/:id/rows.csv',
        'GET /api/v1/awards/:id',
        'POST /api/v1/awards/:id/revoke',
        'POST /api/v1/awards/bulk',
        'GET /api/v1/awards/bulk/:id',
        'POST /api/v1/awards/bulk/:id/cancel',
        'GET /api/v1/awards/bulk/:id/failures',
        'POST /api/v1/people/:id/merge',
        'PATCH /api/v1/positions/:id',
        'GET /api/v1/rosters/:id',
        'POST /api/v1/rosters/:id/apply',
        'POST /api/v1/rosters/:id/cancel',
        'PUT /api/v1/rosters/:id/mapping',
        'GET /api/v1/rosters/:id/rows',
        'POST /api/v1/submissions/:id/award',
        'POST /awards',
        'GET /awards/:id/revoke',
        'POST /awards/:id/revoke',
        'GET /awards/all',
        'POST /awards/all',
        'GET /jobs/:id',
        'POST /jobs/:id/cancel',
        'GET /jobs/:id/failures.csv',
      ],
      // What owners do, and other roles at the same place may not.
      '+F0S0': [
        'PUT /api/v1/badges/:id',
        'POST /api/v1/badges/:id/publish',
        'POST /api/v1/badges/:id/retire',
        'PUT /api/v1/badges/:id/settings',
        'GET /api/v1/badges/:id/shares',
        'POST /api/v1/badges/:id/shares',
        'DELETE /api/v1/badges/:id/shares/:organization/:mode',
        'PUT /api/v1/issuers/:id',
        'GET /api/v1/issuers/:id/badges',
        'POST /api/v1/issuers/:id/badges',
        'GET /api/v1/issuers/:id/keys',
        'POST /api/v1/issuers/:id/keys',
        'POST /api/v1/issuers/:id/keys/withdraw',
        'GET /api/v1/issuers/:id/people',
        'POST /api/v1/issuers/:id/people',
        'DELETE /api/v1/issuers/:id/people/:person/roles/:role',
        'POST /api/v1/organizations',
        'PUT /api/v1/organizations/:id',
        'POST /api/v1/organizations/:id/close',
        'GET /api/v1/organizations/:id/invitations',
        'POST /api/v1/organizations/:id/invitations',
        'DELETE /api/v1/organizations/:id/invitations/:invitation',
        'POST /api/v1/organizations/:id/invitations/:invitation/resend',
        'POST /api/v1/organizations/:id/issuer',
        'PUT /api/v1/organizations/:id/issuer/color',
        'DELETE /api/v1/organizations/:id/issuer/logo',
        'PUT /api/v1/organizations/:id/issuer/logo',
        'GET /api/v1/organizations/:id/join-requests',
        'POST /api/v1/organizations/:id/join-requests/:request',
        'POST /api/v1/organizations/:id/move',
        'GET /api/v1/organizations/:id/people',
        'GET /api/v1/organizations/:id/staff',
        'POST /api/v1/organizations/:id/people',
        'DELETE /api/v1/organizations/:id/people/:person',
        'POST /api/v1/organizations/:id/people/:person/reinstate',
        'DELETE /api/v1/organizations/:id/people/:person/roles/:role',
        'POST /api/v1/organizations/:id/people/:person/suspend',
        'POST /api/v1/organizations/:id/positions',
        'POST /api/v1/organizations/:id/reopen',
        'POST /api/v1/organizations/:id/rosters',
        'PUT /api/v1/organizations/:id/settings',
        'GET /badges/:id',
        'GET /badges/:id/artwork.svg',
        'GET /badges/:id/edit',
        'POST /badges/:id/edit',
        'POST /badges/:id/publish',
        'POST /badges/:id/retire',
        'POST /badges/:id/settings',
        'GET /badges/:id/share',
        'POST /badges/:id/share',
        'GET /badges/new',
        'POST /badges/new',
        'POST /organizations/:id/invitations/:invitation',
        'GET /organizations/:id/issuer',
        'POST /organizations/:id/issuer',
        'POST /organizations/:id/join-requests/:request',
        'POST /organizations/:id/logo',
        'GET /organizations/:id/people',
        'POST /organizations/:id/people',
        'GET /organizations/:id/people.csv',
        'GET /organizations/:id/people/:person',
        'POST /organizations/:id/people/:person',
        'GET /organizations/:id/people/:person/positions/:position',
        'POST /organizations/:id/people/:person/positions/:position',
        'GET /organizations/:id/people/:person/positions/new',
        'POST /organizations/:id/people/:person/positions/new',
        'POST /organizations/:id/reopen',
        'POST /organizations/:id/rosters',
        'GET /organizations/:id/rosters/new',
        'GET /organizations/:id/settings',
        'POST /organizations/:id/settings',
        'POST /organizations/new',
      ],
    },
  },
  // Of one person.
  {
    who: ['learner', 'peer', 'other', 'anonymous', 'ended', 'suspended'],
    says: {
      // Addresses that lead on, or that only who was written to knows.
      '++++++': ['GET /invitations/:secret', 'GET /me/notifications'],
      // Each their own.
      '+++SSS': [
        'GET /api/v1/me',
        'PATCH /api/v1/me',
        'GET /api/v1/me/emails',
        'POST /api/v1/me/emails',
        'POST /api/v1/me/emails/confirm',
        'POST /api/v1/me/emails/remove',
        'DELETE /api/v1/me/erasure',
        'GET /api/v1/me/erasure',
        'POST /api/v1/me/erasure',
        'POST /api/v1/me/erasure/confirm',
        'GET /api/v1/me/exports',
        'POST /api/v1/me/exports',
        'GET /api/v1/me/invitations',
        'POST /api/v1/me/merge',
        'POST /api/v1/me/merge/confirm',
        'GET /api/v1/me/positions',
        'GET /api/v1/submissions',
        'GET /me',
        'POST /me',
        'POST /me/emails',
        'GET /me/erase',
        'POST /me/erase',
        'POST /me/erase/cancel',
        'GET /me/export',
        'POST /me/export',
        'GET /me/merge',
        'POST /me/merge',
        'GET /me/messages',
        'POST /me/messages',
        'POST /me/notifications',
        'GET /me/passkeys',
        'POST /me/passkeys',
        'POST /me/passkeys/challenge',
        'GET /me/sessions',
        'POST /me/sessions/others/end',
        'GET /organizations/join',
        'POST /organizations/join',
        'GET /signin/connect',
        'POST /signin/connect',
        'GET /signin/kept',
        'POST /signin/kept',
      ],
      // Learners of the district.
      '++0SSS': ['POST /api/v1/submissions', 'POST /work'],
      // Done once, and the same again for whoever asks.
      '+==SSS': ['POST /me/messages/:id', 'POST /me/passkeys/:id/name', 'POST /me/sessions/:id/end'],
      // Theirs alone.
      '+00SSS': [
        'GET /api/v1/evidence/:id/content',
        'PUT /api/v1/me/emails/main',
        'GET /api/v1/me/exports/:id',
        'POST /api/v1/me/invitations/:id/accept',
        'GET /api/v1/submissions/:id',
        'POST /api/v1/submissions/:id/evidence',
        'DELETE /api/v1/submissions/:id/evidence/:evidence',
        'PATCH /api/v1/submissions/:id/evidence/:evidence',
        'GET /api/v1/submissions/:id/feedback',
        'POST /api/v1/submissions/:id/submit',
        'POST /api/v1/submissions/:id/withdraw',
        'POST /api/v1/submissions/:id/take-back',
        'POST /invitations/:secret',
        'POST /me/emails/main',
        'GET /me/export/:id',
        'POST /me/passkeys/:id/remove',
        'POST /organizations/accept',
        'GET /work/:id',
        'POST /work/:id/evidence/:evidence/remove',
        'POST /work/:id/evidence/:evidence/visibility',
        'POST /work/:id/files',
        'POST /work/:id/links',
        'POST /work/:id/submit',
        'POST /work/:id/texts',
        'POST /work/:id/withdraw',
        'POST /work/:id/take-back',
      ],
      // What only the secret of a mail leads to.
      '000SSS': [
        'GET /me/emails/confirm',
        'POST /me/emails/confirm',
        'POST /me/emails/remove',
        'GET /me/erase/confirm',
        'POST /me/erase/confirm',
        'GET /me/merge/confirm',
        'POST /me/merge/confirm',
      ],
    },
  },
  // Of who reviews the work.
  {
    who: ['reviewer', 'peer', 'other', 'anonymous', 'revoked'],
    says: {
      // Each their own.
      '+++S+': ['GET /api/v1/reviews', 'GET /api/v1/reviews/queue', 'GET /review'],
      // Of what is theirs to review.
      // Nothing of theirs is there to undo.
      '000S0': ['POST /api/v1/submissions/:id/undo-approval', 'POST /review/:id/undo'],
      '+00S0': [
        'GET /api/v1/submissions/:id/review',
        'POST /api/v1/submissions/:id/reviews',
        'GET /review/:id',
        'POST /review/:id',
      ],
    },
  },
  // Of what the district shares with another.
  {
    who: ['other', 'owner', 'peer', 'anonymous', 'revoked'],
    says: {
      // Each their own.
      '+++S+': ['GET /badges/shared'],
      // For who it was shared with.
      '+00S0': ['POST /api/v1/issuers/:id/badges/copy', 'GET /badges/shared/:id', 'POST /badges/shared/:id/copy'],
    },
  },
  // Of the installation.
  {
    who: ['operator', 'owner', 'peer', 'other', 'anonymous', 'revoked'],
    says: {
      // Issuers are founded by who runs the installation; from then on there is a district to make a badge for.
      '+FFFSF': ['POST /api/v1/issuers', 'POST /issuers/new'],
      // What is left to set up.
      '+00000': ['GET /setup'],
      // For who runs the installation.
      '+000S0': [
        'GET /admin',
        'GET /admin/audit/verify',
        'GET /admin/email',
        'GET /admin/move',
        'POST /admin/move',
        'POST /admin/email',
        'GET /admin/email/:id',
        'POST /admin/email/test',
        'GET /admin/sso',
        'GET /admin/sso/:id',
        'POST /admin/sso/:id/switch',
        'POST /admin/sso/save',
        'POST /admin/sso/test',
        'POST /setup/sample-badge',
      ],
      // Said from above.
      '+FF0S0': ['PUT /api/v1/organizations/:id/issuer/trust', 'POST /organizations/:id/trust'],
      // Open until it was used.
      '000000': ['POST /setup'],
    },
  },
  // Ways in and out.
  {
    who: ['anonymous', 'learner', 'other', 'ended'],
    says: {
      // Open to everybody.
      '++++': [
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
      // Those that this installation does not have.
      '0000': ['POST /signin/demonstration', 'POST /signin/provider'],
    },
  },
]

const rows = tables.flatMap(({ who, says }) =>
  Object.entries(says).flatMap(([answers, routes]) => routes.map((route) => ({ route, who, answers }))),
)

test('every route has its line in one table, and every line its route', async () => {
  const platform = testPlatform()
  const routes = createApp(platform).routes.filter(({ method }) => !['ALL', 'OPTIONS'].includes(method))
  await platform.close()
  const served = new Set(routes.map(({ method, path }) => `${method} ${path}`))
  const listed = rows.map(({ route }) => route)
  expect([...served].filter((route) => !listed.includes(route))).toEqual([])
  expect(listed.filter((route, at) => !served.has(route) || listed.indexOf(route) !== at)).toEqual([])
})

test('every route says to everybody what the tables say', async () => {
  const ask = await arrangeMatrix(await world({ settings }))
  const wrong: string[] = []
  for (const { route, asker, said, isFirst } of inOrder()) {
    const given = await ask(route, asker, { mayHear: isFirst })
    if (given !== said) wrong.push(`${asker}, ${route}: ${given} instead of ${said}`)
  }
  expect(wrong).toEqual([])
}, 120_000)

test('nothing of a district is reached by way of another one', async () => {
  const here = await world({ settings })
  const ask = await arrangeMatrix(here)
  const wrong: string[] = []
  for (const { route } of rows.filter(({ route }) => /\/(organizations|issuers)\/:id\/.*:\w/.test(route))) {
    const given = await ask(route, 'other', { at: here.hillview })
    // What one's own organization says of its own is no concern of this.
    if (!['0', '='].includes(given)) wrong.push(`${route}: ${given}`)
  }
  expect(wrong).toEqual([])
}, 120_000)

/** Each question counts for itself: none of them asks too often. */
const settings = { CLIENT_ADDRESS: 'cf-connecting-ip' }

/**
 * Those first who get nowhere, and what changes nothing before what does; then those whose it is, of whom each leaves to the
 * next what they ask for. In the Worker, where each question takes long, only what keeps districts apart.
 */
function inOrder() {
  const questions = rows.flatMap(({ route, who, answers }) =>
    who.map((asker, at) => ({ route, asker, said: answers[at] ?? 'nothing', isFirst: at === 0 })),
  )
  const rankOf = ({ route, asker, isFirst }: (typeof questions)[number]) =>
    (isFirst ? firstOnes.indexOf(asker) + 1 : 0) * 10 + methods.indexOf(route.split(' ')[0] ?? '')
  return questions
    .filter(({ asker, said, isFirst }) => !workerAddress() || (asker === 'other' && !isFirst && '0='.includes(said)))
    .sort((a, b) => rankOf(a) - rankOf(b))
}

const firstOnes: readonly Asker[] = ['anonymous', 'reviewer', 'learner', 'operator', 'other', 'owner']
const methods = ['GET', 'PATCH', 'PUT', 'POST', 'DELETE']
