import { icons } from './icons-data.ts'
import { toDrawableText } from './lettering.ts'
import type { Template } from './picture.ts'
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

/** An SVG of 512 by 512 that needs no font and nothing from elsewhere. The same artwork gives the same text. */
export function renderBadge(artwork: BadgeArtwork, size: 'full' | 'compact' = 'full'): string {
  // Ids must differ between badges on one page, and nothing else may.
  const prefix = `b${fingerprintOf(JSON.stringify([artwork, size]))}`
  const id = (part: string) => `${prefix}-${part}`
  const picture = {
    title: toDrawableText(artwork.title),
    issuer: toDrawableText(artwork.issuer.toUpperCase()),
    levelName: toDrawableText(artwork.levelName.toUpperCase()),
    year: String(artwork.year),
    icon: Object.hasOwn(icons, artwork.icon) ? artwork.icon : 'book-open',
    level: artwork.level,
    levels: artwork.levels,
    tones: deriveTones(artwork.color, artwork.accent),
    id,
  }
  const template: Template = templates[artwork.template]
  const title = element('title', { id: id('title') }, escapeXml(artwork.label))
  const drawing = size === 'compact' ? template.drawCompact(picture) : template.draw(picture)
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: '0 0 512 512',
    width: 512,
    height: 512,
    role: 'img',
    'aria-labelledby': id('title'),
  }
  return element('svg', attributes, title + drawing)
}

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

/** FNV-1a, 32 bits. */
function fingerprintOf(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(36)
}
