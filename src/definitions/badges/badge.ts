import * as z from 'zod'
import { nameOf } from '../../platform/name.ts'
import { iconNames } from '../badge-templates/render-badge.ts'

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
const line = (max: number) => z.string().trim().min(1).max(max)

const rubricLevel = z.strictObject({
  id,
  name: nameOf(60),
  description: line(1000),
})

const rubricCriterion = z
  .strictObject({
    id,
    name: nameOf(200),
    description: z.string().trim().max(2000).default(''),
    /** Lowest first. */
    levels: z.array(rubricLevel).min(2).max(6),
    /** The lowest level that counts as shown. */
    requiredLevelId: id,
  })
  .refine((criterion) => criterion.levels.some((level) => level.id === criterion.requiredLevelId), {
    message: 'refused.goalIsLevel',
    path: ['requiredLevelId'],
  })
  .refine((criterion) => new Set(criterion.levels.map((level) => level.id)).size === criterion.levels.length, {
    message: 'refused.levelTwins',
    path: ['levels'],
  })

const alignment = z.strictObject({
  name: nameOf(300),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  framework: z.string().trim().max(200).optional(),
  code: z.string().trim().max(100).optional(),
})

export const artworkTemplates = ['hexagon', 'shield', 'rosette', 'ribbon', 'stack', 'tile'] as const

const artwork = z
  .strictObject({
    template: z.enum(artworkTemplates),
    color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i)
      .default('#22409a'),
    accent: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i)
      .default('#f2b632'),
    /** Name of one of the icons that ship with the templates. */
    icon: z
      .string()
      .refine((name) => iconNames.includes(name), { error: 'refused.noIcon' })
      .default('book-open'),
    level: z.number().int().min(0).max(4).default(0),
    levels: z.number().int().min(1).max(4).default(3),
    levelName: z.string().trim().max(40).default(''),
  })
  .refine(({ level, levels }) => level <= levels, {
    error: 'refused.levelTooHigh',
    path: ['level'],
  })

/** What an issuer defines and people can earn: the words, the rubric and the picture. */
export const badgeDefinition = z
  .strictObject({
    name: nameOf(120),
    /** One sentence: what the person can do. */
    description: line(2000),
    achievementType: z
      .enum(['MicroCredential', 'Badge', 'CertificateOfCompletion', 'Course', 'License'])
      .default('MicroCredential'),
    /** What must be done, in Markdown. */
    criteria: line(20_000),
    /** The professional learning this belongs to, in Markdown. */
    activity: z.string().trim().max(20_000).default(''),
    /** Clock hours of work behind it. */
    hours: z.number().min(0).max(10_000).optional(),
    language: z.enum(['en', 'es']).default('en'),
    tags: z.array(line(60)).max(20).default([]),
    alignments: z.array(alignment).max(20).default([]),
    rubric: z.array(rubricCriterion).min(1).max(20),
    artwork,
    /** Months an award is good for; absent means it does not end. */
    validMonths: z.number().int().min(1).max(600).optional(),
  })
  .refine((badge) => new Set(badge.rubric.map((criterion) => criterion.id)).size === badge.rubric.length, {
    message: 'refused.rowTwins',
    path: ['rubric'],
  })

export type BadgeDefinition = z.infer<typeof badgeDefinition>
export type RubricCriterion = BadgeDefinition['rubric'][number]
export type Artwork = BadgeDefinition['artwork']
