import type { BadgeDefinition } from './badge.ts'

/** What the catalog searches: the words of a badge without capitals and accents. */
export function searchTextOf(definition: BadgeDefinition): string {
  const { name, description, tags, alignments } = definition
  return foldText([name, description, ...tags, ...alignments.map((alignment) => alignment.name)].join('\n'))
}

/** The words somebody looks for; all of them must occur. */
export const searchWords = (query: string): string[] =>
  foldText(query.slice(0, 200)).split(/\s+/).filter(Boolean).slice(0, 8)

const foldText = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
