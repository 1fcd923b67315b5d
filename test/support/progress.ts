import { expect } from 'vitest'
import { bodyOf } from './answers.ts'
import type { TestPerson } from './people.ts'
import type { World } from './world.ts'

/** Who it takes. */
type Cast = Pick<World, 'ada' | 'ravi' | 'lena' | 'lakeside'>

/** A badge with two things to show, published by Ada at Lakeside. */
export async function publishBadge({ ada, lakeside }: Cast, changes: object = {}): Promise<string> {
  const draft = await ada.post(`/api/v1/issuers/${lakeside}/badges`, { ...facilitation, ...changes })
  expect(draft.status).toBe(201)
  const { id } = await bodyOf(draft)
  expect((await ada.post(`/api/v1/badges/${id}/publish`)).status).toBe(201)
  return id
}

/** A draft of the learner's. */
export async function startDraft(
  world: Cast,
  details: { learner?: TestPerson; badgeId?: string } = {},
): Promise<string> {
  const { learner = world.lena, badgeId = await publishBadge(world) } = details
  const response = await learner.post('/api/v1/submissions', { badge_id: badgeId })
  expect(response.status).toBe(201)
  return (await bodyOf(response)).id
}

/** Sent, with one text as evidence. */
export async function submitWork(
  world: Cast,
  details: { learner?: TestPerson; badgeId?: string } = {},
): Promise<string> {
  const { learner = world.lena } = details
  const id = await startDraft(world, details)
  expect((await learner.post(`/api/v1/submissions/${id}/evidence`, reflection)).status).toBe(201)
  expect((await learner.post(`/api/v1/submissions/${id}/submit`)).status).toBe(200)
  return id
}

/** Sent, and approved by Ravi. */
export async function approveWork(
  world: Cast,
  details: { learner?: TestPerson; badgeId?: string } = {},
): Promise<string> {
  const id = await submitWork(world, details)
  expect((await world.ravi.post(`/api/v1/submissions/${id}/reviews`, approval)).status).toBe(201)
  return id
}

/** The id of Lena's award, issued by Ada. */
export async function issueAward(
  world: Cast,
  details: { learner?: TestPerson; badgeId?: string } = {},
): Promise<string> {
  const response = await world.ada.post(`/api/v1/submissions/${await approveWork(world, details)}/award`)
  expect(response.status).toBe(201)
  return (await bodyOf(response)).id
}

export const facilitation = {
  name: 'Facilitates discussions',
  description: 'Leads discussions in which every student speaks.',
  criteria: 'Record one lesson and mark who speaks.',
  hours: 6,
  tags: ['discussion'],
  alignments: [{ name: 'Speaking and listening', url: 'https://standards.example/sl-1', code: 'SL.1' }],
  rubric: [
    {
      id: 'voices',
      name: 'Every voice',
      levels: [
        { id: 'not-yet', name: 'Not yet', description: 'Some speak.' },
        { id: 'almost', name: 'Almost', description: 'Most speak.' },
        { id: 'yes', name: 'Yes', description: 'All speak.' },
      ],
      required_level_id: 'almost',
    },
    {
      id: 'next-step',
      name: 'Next step',
      levels: [
        { id: 'missing', name: 'Missing', description: 'None is named.' },
        { id: 'named', name: 'Named', description: 'One is named and dated.' },
      ],
      required_level_id: 'named',
    },
  ],
  artwork: { template: 'hexagon' },
}

export const reflection = {
  kind: 'text',
  name: 'Reflection',
  words: 'What I tried, and what changed for two students.',
}

export const approval = {
  attempt_number: 1,
  decision: 'approved',
  comment: 'Everybody speaks, and you say how you got there.',
  scores: [
    { criterion_id: 'voices', level_id: 'yes' },
    { criterion_id: 'next-step', level_id: 'named' },
  ],
}

export const returning = {
  attempt_number: 1,
  decision: 'returned',
  comment: 'A strong start. One more step.',
  scores: [
    { criterion_id: 'voices', level_id: 'yes' },
    { criterion_id: 'next-step', level_id: 'missing', comment: 'Name what you will try next, and when.' },
  ],
}

/** An award that rests on a file, which is private until its learner shares it. */
export async function awardWithFile(
  place: Cast,
): Promise<{ submissionId: string; evidenceId: string; awardId: string }> {
  const submissionId = await startDraft(place)
  const path = `/api/v1/submissions/${submissionId}`
  const type = { 'content-type': 'application/pdf' }
  const piece = await bodyOf(await place.lena.post(`${path}/evidence?name=plan.pdf`, '%PDF-1.7', type))
  await place.lena.post(`${path}/evidence`, reflection)
  await place.lena.post(`${path}/submit`)
  await place.ravi.post(`${path}/reviews`, approval)
  const award = await bodyOf(await place.ada.post(`${path}/award`))
  return { submissionId, evidenceId: piece.id, awardId: award.id }
}
