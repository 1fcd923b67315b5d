import * as z from 'zod'
import { AppError, invalidField } from '../../platform/errors.ts'
import { nameOf } from '../../platform/name.ts'
import type { submissionStates } from './submissions-tables.ts'

export type SubmissionState = (typeof submissionStates)[number]

/** States in which the learner may change the evidence and send it. */
export const editableStates = ['draft', 'returned'] as const satisfies readonly SubmissionState[]
/** States in which the learner may take it back. */
export const withdrawableStates = ['draft', 'submitted', 'returned'] as const satisfies readonly SubmissionState[]

export const maxEvidenceItems = 50
const maxEvidenceWords = 50_000

const about = {
  description: z.string().trim().max(2000).default(''),
  /** Whether students can be recognized in it. Assumed until somebody says otherwise. */
  showsStudents: z.boolean().default(true),
  visibility: z.enum(['private', 'shared']).default('private'),
}
const name = nameOf(200, 'refused.giveName')
const publicLink = z
  .url({ protocol: /^https?$/, hostname: /./, error: 'refused.linkScheme' })
  .max(2000)
  .refine((url) => !hasCredentials(url), 'refused.linkSecrets')

const studentsStayPrivate = {
  check: (evidence: { showsStudents: boolean; visibility: string }) =>
    !(evidence.showsStudents && evidence.visibility === 'shared'),
  params: { message: 'refused.studentsPrivate', path: ['visibility'] },
}

/** What a learner says about a file; its name on our pages is the file's own unless another is given. */
export const fileEvidence = z
  .strictObject({ name: name.optional(), ...about })
  .refine(studentsStayPrivate.check, studentsStayPrivate.params)
const linkEvidence = z
  .strictObject({ kind: z.literal('link'), url: publicLink, name, ...about })
  .refine(studentsStayPrivate.check, studentsStayPrivate.params)
const textEvidence = z
  .strictObject({
    kind: z.literal('text'),
    words: z.string().trim().min(1, 'refused.writeSomething').max(maxEvidenceWords),
    name,
    ...about,
  })
  .refine(studentsStayPrivate.check, studentsStayPrivate.params)
export const writtenEvidence = z.discriminatedUnion('kind', [linkEvidence, textEvidence])

/** A change of one piece of evidence. What is not named stays. */
export const evidenceChange = z
  .strictObject({
    name: name.optional(),
    description: z.string().trim().max(2000).optional(),
    showsStudents: z.boolean().optional(),
    visibility: z.enum(['private', 'shared']).optional(),
    url: publicLink.optional(),
    words: z.string().trim().min(1).max(maxEvidenceWords).optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'refused.sayWhatToChange')

export type FileEvidence = z.infer<typeof fileEvidence>
export type WrittenEvidence = z.infer<typeof writtenEvidence>
export type EvidenceChange = z.infer<typeof evidenceChange>

export function assertEditable(submission: { state: SubmissionState }): void {
  if (!isOneOf(editableStates, submission.state)) {
    throw new AppError('state-conflict', 'refused.submissionFixed')
  }
}

export function assertStudentsStayPrivate(evidence: { showsStudents: boolean; visibility: string }): void {
  if (studentsStayPrivate.check(evidence)) return
  throw invalidField('/visibility', 'students', 'refused.studentsPrivate')
}

/** Whether a piece of evidence belongs to this round. */
export const isPartOf = (
  attemptNumber: number,
  evidence: { attemptNumber: number; removedInAttempt: number | null },
): boolean =>
  evidence.attemptNumber <= attemptNumber &&
  (evidence.removedInAttempt === null || evidence.removedInAttempt > attemptNumber)

const isOneOf = (states: readonly SubmissionState[], state: SubmissionState) => states.includes(state)

function hasCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { username, password } = new URL(url)
  return username !== '' || password !== ''
}
