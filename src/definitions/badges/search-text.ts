import { foldText } from '../../platform/search-words.ts'
import type { BadgeDefinition } from './badge.ts'

/** What the catalog searches: the words of a badge without capitals and accents. */
export function searchTextOf(definition: BadgeDefinition): string {
  const { name, description, tags, alignments } = definition
  return foldText([name, description, ...tags, ...alignments.map((alignment) => alignment.name)].join('\n'))
}
