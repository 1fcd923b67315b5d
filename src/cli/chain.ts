import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import type { Command } from 'commander'
import { reviewDetails } from '../assessment/reviews/review.ts'
import { reviewSubmission } from '../assessment/reviews/review-submission.ts'
import { startSubmission } from '../assessment/submissions/start-submission.ts'
import { fileEvidence } from '../assessment/submissions/submission.ts'
import { submitAttempt } from '../assessment/submissions/submit-attempt.ts'
import { uploadEvidence } from '../assessment/submissions/upload-evidence.ts'
import { issueAward } from '../credentials/awards/issue-award.ts'
import { revokeAward } from '../credentials/awards/revoke-award.ts'
import { badgeDefinition } from '../definitions/badges/badge.ts'
import { defineBadge } from '../definitions/badges/define-badge.ts'
import { publishBadge } from '../definitions/badges/publish-badge.ts'
import { createIssuer } from '../identity/issuers/create-issuer.ts'
import { moveIssuersHere } from '../identity/issuers/move-issuers.ts'
import { grantRole, roleGrant } from '../identity/organizations/change-roles.ts'
import { parseStrictJson } from '../openbadges/index.ts'
import { verifyAudit } from '../platform/audit/audit-log.ts'
import { AppError } from '../platform/errors.ts'
import { badgeFormat } from './badge-format.ts'
import { actAs, withPlatform } from './open-platform.ts'
import { readInputFile, sizeOfInput } from './read-input.ts'
import { t } from './speech.ts'
import { print, say } from './terminal.ts'

/** One command for each journey of the chain. Each prints the id of what it made. */
export function addChainCommands(program: Command) {
  addIssuerCommands(program)
  addBadgeCommands(program)
  addSubmissionCommands(program)
  addAwardCommands(program)

  program
    .command('audit')
    .description(t('command.audit'))
    .command('verify')
    .description(t('command.auditVerify'))
    .action(() =>
      withPlatform(async (platform) => {
        const verdict = await verifyAudit(platform.db)
        print(JSON.stringify(verdict))
        if (verdict.state === 'broken') throw new AppError('internal', 'refused.auditChanged', { entry: verdict.seq })
      }),
    )
}

function addIssuerCommands(program: Command) {
  const issuer = program.command('issuer').description(t('command.issuer'))

  issuer
    .command('create')
    .argument('<name>')
    .requiredOption('--url <url>', t('command.issuerUrl'))
    .requiredOption('--email <email>', t('command.issuerEmail'))
    .requiredOption('--as <email>', t('command.issuerOwner'))
    .option('--description <text>', t('command.issuerDescription'), '')
    .action((name: string, options: { url: string; email: string; as: string; description: string }) =>
      withPlatform(async (platform) => {
        const { as, ...profile } = options
        const issuer = await createIssuer(platform, await actAs(platform, as), { name, ...profile })
        say(t('command.signsAs', { name: issuer.name, did: issuer.did }))
        print(issuer.id)
      }),
    )

  issuer
    .command('move')
    .description(t('command.move'))
    .requiredOption('--as <email>', t('command.administrator'))
    .action(({ as }: { as: string }) =>
      withPlatform(async (platform) => {
        const moved = await moveIssuersHere(platform, await actAs(platform, as))
        say(t('command.moved', { moved, address: platform.config.origin }))
        print(String(moved))
      }),
    )

  issuer
    .command('grant')
    .description(t('command.grant'))
    .argument('<issuer>', t('command.issuerId'))
    .argument('<email>')
    .argument('<name>', t('command.nameOnCredentials'))
    .argument('<role>')
    .requiredOption('--as <email>', t('command.owner'))
    .action((issuerId: string, email: string, name: string, role: string, { as }: { as: string }) =>
      withPlatform(async (platform) => {
        const grant = roleGrant.parse({ email, name, role })
        await grantRole(platform, await actAs(platform, as), issuerId, grant)
      }),
    )
}

function addBadgeCommands(program: Command) {
  const badge = program.command('badge').description(t('command.badge'))

  badge
    .command('define')
    .argument('<issuer>', t('command.issuerId'))
    .description(t('command.defineBadge'))
    .argument('<file>', t('command.badgeFile'))
    .requiredOption('--as <email>', t('command.author'))
    .addHelpText('after', badgeFormat)
    .action((issuerId: string, file: string, { as }: { as: string }) =>
      withPlatform(async (platform) => {
        const definition = badgeDefinition.parse(parseStrictJson(readInputFile(file)))
        print((await defineBadge(platform, await actAs(platform, as), issuerId, definition)).id)
      }),
    )

  badge
    .command('publish')
    .argument('<badge>', t('command.badgeId'))
    .requiredOption('--as <email>', t('command.author'))
    .action((badgeId: string, { as }: { as: string }) =>
      withPlatform(async (platform) => {
        const version = await publishBadge(platform, await actAs(platform, as), badgeId)
        say(
          t('command.published', {
            number: version.number,
            url: `${platform.config.origin}/achievements/${version.id}`,
          }),
        )
        print(version.id)
      }),
    )
}

function addSubmissionCommands(program: Command) {
  program
    .command('submit')
    .description(t('command.submit'))
    .argument('<badge>', t('command.badgeId'))
    .argument('<files...>', t('command.evidence'))
    .requiredOption('--as <email>', t('command.learner'))
    .action((badgeId: string, files: string[], { as }: { as: string }) =>
      withPlatform(async (platform) => {
        const learner = await actAs(platform, as)
        files.forEach(sizeOfInput)
        const { id } = await startSubmission(platform, learner, badgeId)
        for (const file of files) {
          say(`  ${basename(file)}`)
          await uploadEvidence(platform, learner, id, {
            upload: {
              fileName: basename(file),
              declaredType: 'application/octet-stream',
              // Node's own web stream; only its declaration differs from the global one.
              body: Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>,
            },
            said: fileEvidence.parse({}),
          })
        }
        await submitAttempt(platform, learner, id)
        say(t('command.submitted'))
        print(id)
      }),
    )

  program
    .command('review')
    .description(t('command.review'))
    .argument('<submission>', t('command.submissionId'))
    .argument('<file>', t('command.reviewFile'))
    .requiredOption('--as <email>', t('command.reviewer'))
    .action((submissionId: string, file: string, { as }: { as: string }) =>
      withPlatform(async (platform) => {
        const details = reviewDetails.parse(parseStrictJson(readInputFile(file)))
        print((await reviewSubmission(platform, await actAs(platform, as), submissionId, details)).id)
      }),
    )
}

function addAwardCommands(program: Command) {
  program
    .command('issue')
    .description(t('command.issue'))
    .argument('<submission>', t('command.submissionId'))
    .requiredOption('--as <email>', t('command.whoAwards'))
    .action((submissionId: string, { as }: { as: string }) =>
      withPlatform(async (platform) => {
        const { award } = await issueAward(platform, await actAs(platform, as), submissionId)
        print(`${platform.config.origin}/c/${award.id}`)
      }),
    )

  program
    .command('revoke')
    .description(t('command.revoke'))
    .argument('<award>', t('command.awardId'))
    .requiredOption('--as <email>', t('command.whoRevokes'))
    .requiredOption('--reason <text>', t('command.reason'))
    .option('--public-reason', t('command.publicReason'))
    .action((awardId: string, options: { as: string; reason: string; publicReason?: boolean }) =>
      withPlatform(async (platform) => {
        await revokeAward(platform, await actAs(platform, options.as), awardId, {
          reason: options.reason,
          isReasonPublic: options.publicReason ?? false,
        })
        say(t('command.revoked'))
      }),
    )
}
