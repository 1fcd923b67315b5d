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
import { print, say } from './terminal.ts'

/** One command for each journey of the chain. Each prints the id of what it made. */
export function addChainCommands(program: Command) {
  addIssuerCommands(program)
  addBadgeCommands(program)
  addSubmissionCommands(program)
  addAwardCommands(program)

  program
    .command('audit')
    .description('the chain of everything that was done')
    .command('verify')
    .description('read the whole chain and name the first entry that was changed')
    .action(() =>
      withPlatform(async (platform) => {
        const verdict = await verifyAudit(platform.db)
        print(JSON.stringify(verdict))
        if (verdict.state === 'broken') throw new AppError('internal', 'refused.auditChanged', { entry: verdict.seq })
      }),
    )
}

function addIssuerCommands(program: Command) {
  const issuer = program.command('issuer').description('organizations that sign credentials')

  issuer
    .command('create')
    .argument('<name>')
    .requiredOption('--url <url>', 'its website')
    .requiredOption('--email <email>', 'where to reach it')
    .requiredOption('--as <email>', 'an administrator, who becomes its owner')
    .option('--description <text>', 'a sentence about it', '')
    .action((name: string, options: { url: string; email: string; as: string; description: string }) =>
      withPlatform(async (platform) => {
        const { as, ...profile } = options
        const issuer = await createIssuer(platform, await actAs(platform, as), { name, ...profile })
        say(`${issuer.name} signs as ${issuer.did}`)
        print(issuer.id)
      }),
    )

  issuer
    .command('move')
    .description('give issuers that were made for another address a new identity at this one')
    .requiredOption('--as <email>', 'an administrator')
    .action(({ as }: { as: string }) =>
      withPlatform(async (platform) => {
        const moved = await moveIssuersHere(platform, await actAs(platform, as))
        say(
          `${moved} of the issuers were moved to ${platform.config.origin}. Let the former address lead here as well.`,
        )
        print(String(moved))
      }),
    )

  issuer
    .command('grant')
    .description('give somebody a role: owner, author, reviewer, awarder or learner')
    .argument('<issuer>', 'id of the issuer')
    .argument('<email>')
    .argument('<name>', 'as it is printed on credentials')
    .argument('<role>')
    .requiredOption('--as <email>', 'an owner')
    .action((issuerId: string, email: string, name: string, role: string, { as }: { as: string }) =>
      withPlatform(async (platform) => {
        const grant = roleGrant.parse({ email, name, role })
        await grantRole(platform, await actAs(platform, as), issuerId, grant)
      }),
    )
}

function addBadgeCommands(program: Command) {
  const badge = program.command('badge').description('micro-credentials and badges')

  badge
    .command('define')
    .argument('<issuer>', 'id of the issuer')
    .description('write a badge, as a draft that only its authors see')
    .argument('<file>', 'JSON with the words, the rubric and the artwork')
    .requiredOption('--as <email>', 'an author')
    .addHelpText('after', badgeFormat)
    .action((issuerId: string, file: string, { as }: { as: string }) =>
      withPlatform(async (platform) => {
        const definition = badgeDefinition.parse(parseStrictJson(readInputFile(file)))
        print((await defineBadge(platform, await actAs(platform, as), issuerId, definition)).id)
      }),
    )

  badge
    .command('publish')
    .argument('<badge>', 'id of the badge')
    .requiredOption('--as <email>', 'an author')
    .action((badgeId: string, { as }: { as: string }) =>
      withPlatform(async (platform) => {
        const version = await publishBadge(platform, await actAs(platform, as), badgeId)
        say(`Published version ${version.number}: ${platform.config.origin}/achievements/${version.id}`)
        print(version.id)
      }),
    )
}

function addSubmissionCommands(program: Command) {
  program
    .command('submit')
    .description('send files as evidence for a badge')
    .argument('<badge>', 'id of the badge')
    .argument('<files...>', 'evidence')
    .requiredOption('--as <email>', 'the learner')
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
        say('Submitted.')
        print(id)
      }),
    )

  program
    .command('review')
    .description('score a submission and decide on it')
    .argument('<submission>', 'id of the submission')
    .argument('<file>', 'JSON with the scores, the comment and the decision')
    .requiredOption('--as <email>', 'the reviewer')
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
    .description('sign the credential of an approved submission')
    .argument('<submission>', 'id of the submission')
    .requiredOption('--as <email>', 'who awards')
    .action((submissionId: string, { as }: { as: string }) =>
      withPlatform(async (platform) => {
        const { award } = await issueAward(platform, await actAs(platform, as), submissionId)
        print(`${platform.config.origin}/c/${award.id}`)
      }),
    )

  program
    .command('revoke')
    .description('take an award back, for good')
    .argument('<award>', 'last part of the credential’s address')
    .requiredOption('--as <email>', 'who revokes')
    .requiredOption('--reason <text>', 'why; kept with the award')
    .option('--public-reason', 'show the reason on the public page')
    .action((awardId: string, options: { as: string; reason: string; publicReason?: boolean }) =>
      withPlatform(async (platform) => {
        await revokeAward(platform, await actAs(platform, options.as), awardId, {
          reason: options.reason,
          isReasonPublic: options.publicReason ?? false,
        })
        say('Revoked.')
      }),
    )
}
