import type * as z from 'zod'
import { artworkTemplates, type BadgeDefinition, badgeDefinition } from '../../../definitions/badges/badge.ts'

/** A badge as its form holds it: what was typed, right or wrong. */
export interface BadgeForm {
  name: string
  description: string
  achievementType: string
  criteria: string
  activity: string
  hours: string
  validMonths: string
  language: string
  tags: string
  /** One line each: name | address. */
  alignments: string
  rubric: CriterionForm[]
  artwork: ArtworkForm
}
export interface CriterionForm {
  id: string
  name: string
  requiredLevelId: string
  levels: { id: string; name: string; description: string }[]
}
export type ArtworkForm = Record<'template' | 'color' | 'accent' | 'icon' | 'level' | 'levels' | 'levelName', string>

/** Three levels in words that most rubrics use; the author changes them. */
export function emptyBadgeForm(levelNames: readonly string[]): BadgeForm {
  return {
    name: '',
    description: '',
    achievementType: 'MicroCredential',
    criteria: '',
    activity: '',
    hours: '',
    validMonths: '',
    language: 'en',
    tags: '',
    alignments: '',
    rubric: [1, 2, 3].map((number) => emptyCriterion(number, levelNames)),
    artwork: {
      template: 'hexagon',
      color: '#22409a',
      accent: '#f2b632',
      icon: 'book-open',
      level: '1',
      levels: '3',
      levelName: '',
    },
  }
}

const emptyCriterion = (number: number, levelNames: readonly string[]): CriterionForm => ({
  id: `skill-${number}`,
  name: '',
  levels: levelNames.map((name, index) => ({ id: `level-${index + 1}`, name, description: '' })),
  requiredLevelId: `level-${levelNames.length}`,
})

export function toBadgeForm(definition: BadgeDefinition): BadgeForm {
  const { artwork } = definition
  return {
    name: definition.name,
    description: definition.description,
    achievementType: definition.achievementType,
    criteria: definition.criteria,
    activity: definition.activity,
    hours: definition.hours?.toString() ?? '',
    validMonths: definition.validMonths?.toString() ?? '',
    language: definition.language,
    tags: definition.tags.join(', '),
    alignments: definition.alignments
      .map(({ name, url, framework, code }) =>
        [name, url, framework ?? '', code ?? ''].join(' | ').replace(/[ |]+$/, ''),
      )
      .join('\n'),
    rubric: definition.rubric,
    artwork: { ...artwork, level: String(artwork.level), levels: String(artwork.levels) },
  }
}

export function readBadgeForm(fields: URLSearchParams): BadgeForm {
  const read = (name: string) => (fields.get(name) ?? '').replaceAll('\r\n', '\n')
  return {
    name: read('name'),
    description: read('description'),
    achievementType: read('achievement_type'),
    criteria: read('criteria'),
    activity: read('activity'),
    hours: read('hours'),
    validMonths: read('valid_months'),
    language: read('language'),
    tags: read('tags'),
    alignments: read('alignments'),
    rubric: readRubric(read),
    artwork: {
      template: read('artwork.template'),
      color: read('artwork.color'),
      accent: read('artwork.accent'),
      icon: read('artwork.icon'),
      level: read('artwork.level'),
      levels: read('artwork.levels'),
      levelName: read('artwork.level_name'),
    },
  }
}

const maxRows = 20
const maxLevels = 6

function readRubric(read: (name: string) => string): CriterionForm[] {
  const rows: CriterionForm[] = []
  for (let row = 0; row < maxRows && read(`rubric.${row}.id`) !== ''; row++) {
    const at = `rubric.${row}`
    const levels: CriterionForm['levels'] = []
    for (let level = 0; level < maxLevels && read(`${at}.levels.${level}.id`) !== ''; level++) {
      const here = `${at}.levels.${level}`
      levels.push({ id: read(`${here}.id`), name: read(`${here}.name`), description: read(`${here}.description`) })
    }
    rows.push({
      id: read(`${at}.id`),
      name: read(`${at}.name`),
      levels,
      requiredLevelId: read(`${at}.required_level_id`),
    })
  }
  return rows
}

/** What a button of the form asks for, apart from saving. */
export type FormAction =
  | { kind: 'add-row' }
  | { kind: 'preview' }
  | { kind: 'remove-row'; row: number }
  | { kind: 'raise-row'; row: number }
  | { kind: 'add-level' }
  | { kind: 'remove-level' }

export function readFormAction(text: string | null): FormAction | undefined {
  const [, kind, row] =
    /^(preview|add-row|remove-row|raise-row|add-level|remove-level)(?:\.(\d{1,2}))?$/.exec(text ?? '') ?? []
  if (kind === 'preview' || kind === 'add-row' || kind === 'add-level' || kind === 'remove-level') return { kind }
  if (kind === 'remove-row' || kind === 'raise-row') return { kind, row: Number(row) }
  return undefined
}

/** The form with a row more or less: how a rubric grows where no script runs. */
export function changeRubric(form: BadgeForm, action: FormAction): BadgeForm {
  return { ...form, rubric: changeRows(form.rubric, action) }
}

function changeRows(rubric: CriterionForm[], action: FormAction): CriterionForm[] {
  switch (action.kind) {
    case 'preview':
      return rubric
    case 'add-row':
      return rubric.length < maxRows ? [...rubric, nextRow(rubric)] : rubric
    case 'remove-row':
      return rubric.length > 1 ? rubric.filter((_, index) => index !== action.row) : rubric
    case 'raise-row':
      return rubric.flatMap((criterion, index) => {
        const next = rubric[index + 1]
        if (index === action.row && index > 0) return []
        return index + 1 === action.row && next ? [next, criterion] : [criterion]
      })
    case 'add-level':
      return rubric.map((criterion) => (criterion.levels.length < maxLevels ? withLevel(criterion) : criterion))
    case 'remove-level':
      return rubric.map((criterion) => (criterion.levels.length > 2 ? withoutTopLevel(criterion) : criterion))
  }
}

function nextRow(rubric: CriterionForm[]): CriterionForm {
  const names = rubric.at(-1)?.levels.map(({ name }) => name) ?? []
  return emptyCriterion(freeNumber('skill', rubric), names)
}

const withLevel = (criterion: CriterionForm): CriterionForm => ({
  ...criterion,
  levels: [...criterion.levels, { id: `level-${freeNumber('level', criterion.levels)}`, name: '', description: '' }],
})

function withoutTopLevel(criterion: CriterionForm): CriterionForm {
  const levels = criterion.levels.slice(0, -1)
  const isGoalLeft = levels.some(({ id }) => id === criterion.requiredLevelId)
  return { ...criterion, levels, requiredLevelId: isGoalLeft ? criterion.requiredLevelId : (levels.at(-1)?.id ?? '') }
}

function freeNumber(word: string, taken: { id: string }[]): number {
  let number = taken.length + 1
  while (taken.some(({ id }) => id === `${word}-${number}`)) number++
  return number
}

/** The address that draws this badge as it is typed. */
export function previewPath({ name, artwork }: BadgeForm, issuerName: string): string {
  return `/badges/preview.svg?${new URLSearchParams({ ...artwork, name: name || ' ', issuer: issuerName })}`
}

/** What such an address asks for; undefined when nothing can be drawn from it. */
export function readPreview(read: (name: string) => string | undefined) {
  const parsed = previewed.safeParse({
    ...Object.fromEntries(['template', 'color', 'accent', 'icon', 'levelName'].map((name) => [name, read(name)])),
    level: Number(read('level')),
    levels: Number(read('levels')),
  })
  const [name, issuerName] = [read('name') ?? '', read('issuer') ?? '']
  return parsed.success
    ? { name: name.slice(0, 120), issuerName: issuerName.slice(0, 200), artwork: parsed.data }
    : undefined
}

const previewed = badgeDefinition.shape.artwork

/** For the schema to judge: numbers where there are numbers, and nothing where nothing was typed. */
export function toDefinition(form: BadgeForm): z.input<typeof badgeDefinition> {
  const { artwork } = form
  return {
    name: form.name,
    description: form.description,
    achievementType: oneOf(
      ['MicroCredential', 'Badge', 'CertificateOfCompletion', 'Course', 'License'],
      form.achievementType,
    ),
    criteria: form.criteria,
    activity: form.activity,
    hours: optionalNumber(form.hours),
    validMonths: optionalNumber(form.validMonths),
    language: oneOf(['en', 'es'], form.language),
    tags: form.tags
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
    alignments: form.alignments
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(toAlignment),
    rubric: form.rubric,
    artwork: {
      template: oneOf(artworkTemplates, artwork.template),
      color: artwork.color,
      accent: artwork.accent,
      icon: artwork.icon,
      level: Number(artwork.level),
      levels: Number(artwork.levels),
      levelName: artwork.levelName,
    },
  }
}

function toAlignment(line: string) {
  const [name = '', url = '', framework = '', code = ''] = line.split('|').map((part) => part.trim())
  return { name, url, ...(framework && { framework }), ...(code && { code }) }
}

const optionalNumber = (text: string) => (text.trim() === '' ? undefined : Number(text.trim().replace(',', '.')))
/** A choice that is none of the list's was not made by our form. */
const oneOf = <const Choice extends string>(choices: readonly Choice[], text: string): Choice =>
  choices.find((choice) => choice === text) ?? (text as Choice)

/** The form's field for a path of the schema. */
export function badgeFieldOf(path: string): string {
  if (path.startsWith('alignments')) return 'alignments'
  return path.startsWith('tags') ? 'tags' : path
}
