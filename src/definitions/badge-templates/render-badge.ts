import type { ShapedWord } from '../../platform/platform.ts'
import { createDrawableText, wordsToShape } from './drawable-text.ts'
import { icons } from './icons-data.ts'
import { drawNameMark, fingerprintOf } from './name-mark.ts'
import type { Picture, Template } from './picture.ts'
import { element, escapeXml } from './svg.ts'
import { hexagon } from './templates/hexagon.ts'
import { ribbon } from './templates/ribbon.ts'
import { rosette } from './templates/rosette.ts'
import { shield } from './templates/shield.ts'
import { stack } from './templates/stack.ts'
import { tile } from './templates/tile.ts'
import { deriveTones } from './tones.ts'

export interface BadgeArtwork {
  template: keyof typeof templates
  /** Read out in place of the picture. */
  label: string
  title: string
  issuer: string
  /** The level it stands for, of as many as there are; 0 of 0 where badges have no levels. */
  level: number
  levels: number
  levelName: string
  year: number
  /** One of `iconNames`; the picture of an open book stands in for an unknown one. */
  icon: string
  /** `#rrggbb`. */
  color: string
  /** `#rrggbb`. */
  accent: string
}

/** What of a badge's words the faces have no letters for, to be shaped before it is drawn. */
export const wordsOfArtwork = (artwork: Words): string[] => wordsToShape(textsOf(artwork))

/** The words that would be drawn without some of their letters. */
export const undrawableWords = (artwork: Words, shaped: ReadonlyMap<string, ShapedWord>): string[] =>
  wordsToShape(textsOf(artwork)).filter((word) => !shaped.has(word))

type Words = Pick<BadgeArtwork, 'title' | 'issuer' | 'levelName'>
const textsOf = ({ title, issuer, levelName }: Words) => [title, capitals(issuer), capitals(levelName)]
const capitals = (text: string) => text.toUpperCase()

/** An SVG of 512 by 512 that needs no font and nothing from elsewhere. The same artwork gives the same text. */
export function renderBadge(
  artwork: BadgeArtwork,
  size: 'full' | 'compact' = 'full',
  shaped: ReadonlyMap<string, ShapedWord> = new Map(),
): string {
  // Ids must differ between badges on one page, and nothing else may.
  const prefix = `b${fingerprintOf(JSON.stringify([artwork, size])).toString(36)}`
  const id = (part: string) => `${prefix}-${part}`
  const { outlines, toDrawable } = createDrawableText(shaped)
  const [title, issuer, levelName] = [
    toDrawable(artwork.title),
    toDrawable(capitals(artwork.issuer)),
    toDrawable(capitals(artwork.levelName)),
  ]
  const picture = {
    title: title.text,
    issuer: issuer.text,
    levelName: levelName.text,
    outlines,
    year: String(artwork.year),
    icon: Object.hasOwn(icons, artwork.icon) ? artwork.icon : 'book-open',
    level: artwork.level,
    levels: artwork.levels,
    tones: deriveTones(artwork.color, artwork.accent),
    id,
  }
  const template: Template = templates[artwork.template]
  const label = element('title', { id: id('title') }, escapeXml(artwork.label))
  const drawing = size === 'compact' ? template.drawCompact(picture) : template.draw(picture)
  const isSaid = title.isWhole && issuer.isWhole && !isCut(template, picture)
  const mark = size === 'compact' || isSaid ? '' : drawNameMark(picture, JSON.stringify(textsOf(artwork)))
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: '0 0 512 512',
    width: 512,
    height: 512,
    role: 'img',
    'aria-labelledby': id('title'),
  }
  return element('svg', attributes, label + drawing + mark)
}

/** What is cut looks the same with one more letter. */
const isCut = (template: Template, picture: Picture) =>
  (['title', 'issuer'] as const).some(
    (words) => template.draw({ ...picture, [words]: `${picture[words]}X` }) === template.draw(picture),
  )

export const iconNames: readonly string[] = Object.keys(icons)

/** One icon by itself, dark on a light tile, to choose from. Undefined for an unknown one. */
export function renderIcon(name: string): string | undefined {
  if (!Object.hasOwn(icons, name)) return undefined
  const strokes = {
    fill: 'none',
    stroke: '#22409a',
    'stroke-width': 2,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  }
  const tile = element('rect', { x: -4, y: -4, width: 32, height: 32, rx: 4, fill: '#ffffff' })
  const attributes = { xmlns: 'http://www.w3.org/2000/svg', viewBox: '-4 -4 32 32', width: 32, height: 32 }
  return element('svg', attributes, tile + element('g', strokes, icons[name] ?? ''))
}

const templates = { hexagon, shield, rosette, ribbon, stack, tile }
