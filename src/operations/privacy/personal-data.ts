import { listFeedback, listOwnReviews } from '../../assessment/reviews/list-reviews.ts'
import { getSubmission, type SubmissionView } from '../../assessment/submissions/get-submission.ts'
import { listEvidence, listSubmissionsOf } from '../../assessment/submissions/submissions-store.ts'
import { awardState, listOwnAwards } from '../../credentials/awards/read-awards.ts'
import { listRolesOf } from '../../identity/organizations/roles-store.ts'
import type { PersonActor } from '../../identity/people/actor.ts'
import { listEmails } from '../../identity/people/emails-store.ts'
import { listSessions } from '../../identity/people/end-sessions.ts'
import { getPerson } from '../../identity/people/people-store.ts'
import { listOwnPositions } from '../../identity/positions/change-positions.ts'
import { actionOfToday } from '../../platform/audit/audit-actions.ts'
import { listMailChoices } from '../../platform/mail/choose-mail.ts'
import { listInbox } from '../../platform/mail/inbox.ts'
import type { Platform } from '../../platform/platform.ts'
import { listLocalNames, listOwnDeeds, listPasskeyNames, listRosterNames } from './exports-store.ts'

export type PersonalData = Awaited<ReturnType<typeof gatherPersonalData>>
type Gathering = Pick<Platform, 'config' | 'db' | 'now'>

/** All that is kept of one person, in the words of the API. Files and credentials are named, and lie beside it. */
export async function gatherPersonalData(platform: Gathering, actor: PersonActor) {
  const { db, config } = platform
  const { personId } = actor
  const person = await getPerson(db, personId)
  const [emails, roles, positions, knownAs, rosterNames, sessions, passkeys, mail, messages, deeds] = await Promise.all(
    [
      listEmails(db, personId),
      listRolesOf(db, personId),
      listOwnPositions(platform, actor),
      listLocalNames(db, personId),
      listRosterNames(db, personId),
      listSessions(platform, actor),
      listPasskeyNames(db, personId),
      listMailChoices(platform, actor),
      all((after) => listInbox(platform, actor, { limit, after }), placeOfMessage),
      listOwnDeeds(db, personId, 10_000),
    ],
  )
  const summaries = await all(
    (after) => listSubmissionsOf(db, personId, { limit, after }),
    ({ updatedAt, id }) => ({ at: updatedAt, id }),
  )
  const submissions = []
  for (const { id } of summaries) submissions.push(await submissionData(platform, actor, id))
  const awards = await all(
    (after) => listOwnAwards(platform, actor, { limit, after }),
    ({ award }) => ({ at: award.issuedAt, id: award.id }),
  )
  const decisions = await all(
    (after) => listOwnReviews(platform, actor, { limit, after }),
    ({ createdAt, id }) => ({ at: createdAt, id }),
  )
  return {
    exported_at: platform.now().toISOString(),
    from: config.origin,
    person: {
      id: person.id,
      name: person.name,
      sorting_name: person.sortingName,
      language: person.language,
      time_zone: person.timeZone,
      lane: person.lane,
      wallet: person.did,
      is_administrator: person.isAdministrator,
      created_at: time(person.createdAt),
    },
    emails: emails.map(({ email, kind, isMain, verifiedAt }) => ({
      email,
      kind,
      is_main: isMain,
      verified_at: time(verifiedAt),
    })),
    roles: roles.map((held) => ({ role: held.role, organization: held.organization, since: time(held.since) })),
    positions: positions.map((held) => ({
      title: held.title,
      organization: held.organizationName,
      lane: held.lane,
      starts_on: held.startsOn,
      ends_on: held.endsOn,
    })),
    known_as: knownAs,
    called_in_rosters: rosterNames.map(({ organization, name, idThere }) => ({ organization, name, id: idThere })),
    submissions,
    awards: awards.map((details) => ({
      id: details.award.id,
      badge: details.version.definition.name,
      issuer: details.issuer.name,
      issued_at: time(details.award.issuedAt),
      valid_until: time(details.award.validUntil),
      state: awardState(details, platform.now()),
      url: `${config.origin}/c/${details.award.id}`,
      credential: `credentials/${details.award.id}.json`,
      picture: `credentials/${details.award.id}.png`,
    })),
    reviews_written: decisions.map((review) => ({
      badge: review.definition.name,
      decision: review.decision,
      comment: review.comment,
      created_at: time(review.createdAt),
    })),
    messages: messages.map(({ kind, to, subject, content, createdAt, sentAt }) => ({
      kind,
      to,
      subject,
      paragraphs: content.paragraphs,
      created_at: time(createdAt),
      sent_at: time(sentAt),
    })),
    mail_choices: mail,
    sessions: sessions.map(({ kind, method, agent, createdAt, lastSeenAt }) => ({
      kind,
      method,
      agent,
      created_at: time(createdAt),
      last_seen_at: time(lastSeenAt),
    })),
    passkeys: passkeys.map(({ name, createdAt, lastUsedAt }) => ({
      name,
      created_at: time(createdAt),
      last_used_at: time(lastUsedAt),
    })),
    activity: deeds.map(({ at, action, subject }) => ({ at: time(at), action: actionOfToday(action), subject })),
  }
}

async function submissionData(platform: Gathering, actor: PersonActor, submissionId: string) {
  const [submission, pieces] = await Promise.all([
    getSubmission(platform, actor, submissionId),
    listEvidence(platform.db, submissionId),
  ])
  const feedback = await listFeedback(platform, actor, submissionId)
  return {
    id: submission.id,
    badge: submission.definition.name,
    issuer: submission.issuerName,
    state: submission.state,
    created_at: time(submission.createdAt),
    updated_at: time(submission.updatedAt),
    attempts: submission.attempts.map(({ number, submittedAt }) => ({ number, submitted_at: time(submittedAt) })),
    evidence: pieces.map((piece, index) => ({
      kind: piece.kind,
      name: piece.name,
      description: piece.description,
      url: piece.url,
      words: piece.words,
      shows_students: piece.showsStudents,
      visibility: piece.visibility,
      ...(piece.fileKey !== null && { file: evidencePath(submission, index, piece.name), file_key: piece.fileKey }),
      created_at: time(piece.createdAt),
    })),
    feedback: feedback.map(({ attemptNumber, decision, comment, createdAt, scores }) => ({
      attempt: attemptNumber,
      decision,
      comment,
      created_at: time(createdAt),
      scores: scores.map((score) => ({
        criterion: nameOf(submission, score.criterionId),
        level: levelOf(submission, score),
        comment: score.comment,
      })),
    })),
  }
}

const limit = 200

type Place = { at: number; id: string }
/** Every page of a list. Lists answer as many rows as were asked for, while there are any. */
async function all<Row>(
  page: (after: Place | undefined) => Promise<Row[]>,
  placeOf: (row: Row) => Place,
): Promise<Row[]> {
  const rows: Row[] = []
  let after: Place | undefined
  for (;;) {
    const more = await page(after)
    rows.push(...more)
    const last = more.at(-1)
    if (more.length < limit || last === undefined) return rows
    after = placeOf(last)
  }
}

const placeOfMessage = ({ createdAt, id }: { createdAt: number; id: string }) => ({ at: createdAt, id })

const evidencePath = ({ id }: SubmissionView, index: number, name: string) =>
  `evidence/${id}/${index + 1}-${name.replace(/[^\p{L}\p{M}\p{N}._ -]/gu, '_').slice(0, 100)}`

const nameOf = ({ definition }: SubmissionView, criterionId: string) =>
  definition.rubric.find(({ id }) => id === criterionId)?.name ?? criterionId

const levelOf = ({ definition }: SubmissionView, { criterionId, levelId }: { criterionId: string; levelId: string }) =>
  definition.rubric.find(({ id }) => id === criterionId)?.levels.find(({ id }) => id === levelId)?.name ?? levelId

const time = (milliseconds: number | null) => (milliseconds === null ? null : new Date(milliseconds).toISOString())
