import type { Images, ShapedWord } from '../../platform/platform.ts'
import { iconNames, renderBadge, renderIcon, undrawableWords, wordsOfArtwork } from '../badge-templates/render-badge.ts'
import type { Artwork, BadgeDefinition } from './badge.ts'

/** The badge's picture: with all its words, and without words for small sizes. The same badge gives the same text. */
export function renderArtwork(
  { name, language, artwork }: Pick<BadgeDefinition, 'name' | 'language' | 'artwork'>,
  { issuerName, year }: { issuerName: string; year: number },
  shaped: ShapedWords = new Map(),
): { svg: string; compactSvg: string } {
  const picture = {
    template: artwork.template,
    label: labels[language]({ name, issuerName, level: levelWords[language](artwork), year }),
    title: name,
    issuer: issuerName,
    level: artwork.level,
    // Level 0 is a badge without levels, not the first step of a stair.
    levels: artwork.level === 0 ? 0 : Math.max(artwork.level, artwork.levels),
    levelName: artwork.levelName,
    year,
    icon: artwork.icon,
    color: artwork.color,
    accent: artwork.accent,
  }
  return { svg: renderBadge(picture, 'full', shaped), compactSvg: renderBadge(picture, 'compact') }
}

/** The letters that its picture needs and the faces lack, from whatever this runtime has. */
export const shapeArtwork = (
  images: Pick<Images, 'shapeWords'>,
  { name, artwork }: Pick<BadgeDefinition, 'name' | 'artwork'>,
  issuerName: string,
): Promise<ShapedWords> =>
  images.shapeWords(wordsOfArtwork({ title: name, issuer: issuerName, levelName: artwork.levelName }))

/** The words that its picture would not show whole, so that its author can choose others before it is published. */
export async function listUndrawableWords(
  images: Pick<Images, 'shapeWords'>,
  definition: Pick<BadgeDefinition, 'name' | 'artwork'>,
  issuerName: string,
): Promise<string[]> {
  const words = { title: definition.name, issuer: issuerName, levelName: definition.artwork.levelName }
  return undrawableWords(words, await shapeArtwork(images, definition, issuerName))
}

type ShapedWords = ReadonlyMap<string, ShapedWord>

/** The names that `artwork.icon` may have. */
export const artworkIcons: readonly string[] = iconNames
export const drawIcon = renderIcon

interface LabelWords {
  name: string
  issuerName: string
  level: string
  year: number
}

const labels = {
  en: ({ name, issuerName, level, year }: LabelWords) => `${name}. Badge issued by ${issuerName}${level}, ${year}.`,
  es: ({ name, issuerName, level, year }: LabelWords) =>
    `${name}. Insignia otorgada por ${issuerName}${level}, ${year}.`,
}

const levelWords = {
  en: ({ level, levels, levelName }: Artwork) => {
    if (levelName) return `, ${levelName} level`
    return level === 0 ? '' : `, level ${level} of ${Math.max(level, levels)}`
  },
  es: ({ level, levels, levelName }: Artwork) => {
    if (levelName) return `, nivel ${levelName}`
    return level === 0 ? '' : `, nivel ${level} de ${Math.max(level, levels)}`
  },
}
