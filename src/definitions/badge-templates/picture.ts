import type { Outlines } from './drawable-text.ts'
import { icons } from './icons-data.ts'
import type { Point } from './pen.ts'
import { element } from './svg.ts'
import type { Tones } from './tones.ts'

/** What every template draws from. Its field is 512 by 512. */
export interface Picture {
  /** As it can be drawn, like the other words. */
  title: string
  /** What the words have that the faces lack. */
  outlines: Outlines
  /** In capitals. */
  issuer: string
  /** In capitals. */
  levelName: string
  year: string
  icon: string
  level: number
  levels: number
  tones: Tones
  /** An element id that no other badge on the same page has. */
  id(part: string): string
}

export interface Template {
  /** With all the words. */
  draw(picture: Picture): string
  /** Without words and with a large icon, for 96 pixels and less. */
  drawCompact(picture: Picture): string
}

export const titleLettering = { faces: ['bold', 'condensed'], leading: 1.02 } as const
export const issuerLettering = { faces: ['semibold', 'condensed'], leading: 1.08, lines: 2 } as const

export function drawIcon(
  { icon }: Picture,
  center: Point,
  size: number,
  { color, weight }: { color: string; weight: number },
): string {
  const [x, y] = center
  return element(
    'g',
    {
      transform: `translate(${x - size / 2} ${y - size / 2}) scale(${(size / 24).toFixed(3)})`,
      fill: 'none',
      stroke: color,
      'stroke-width': weight,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    },
    icons[icon] ?? '',
  )
}

export interface LevelMark {
  /** From 0. */
  number: number
  /** From the middle of the row, in marks. */
  offset: number
  isReached: boolean
}

/** One mark for each level there is, told apart by form as well as by color. */
export function drawLevels({ level, levels }: Picture, drawMark: (mark: LevelMark) => string): string {
  return Array.from({ length: levels }, (_, number) =>
    drawMark({ number, offset: number - (levels - 1) / 2, isReached: number < level }),
  ).join('')
}

/** `url(#id)`, for `fill`, `stroke` and `clip-path`. */
export function reference(id: string): string {
  return `url(#${id})`
}
