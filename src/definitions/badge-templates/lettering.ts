import type { ShapedCluster } from '../../platform/platform.ts'
import { drawOutline } from './draw-outline.ts'
import { type Outlines, toVisualOrder } from './drawable-text.ts'
import { type FaceData, faces } from './faces-data.ts'
import { createPen, type Pen, type Point } from './pen.ts'

export interface Lettering {
  face: keyof typeof faces
  /** In units of the picture, like everything here. */
  size: number
  /** Added between letters, as a share of the size. */
  tracking?: number
  /** What the face has no letters for. */
  outlines?: Outlines | undefined
}

export type Anchor = 'start' | 'middle' | 'end'

export function widthOf(text: string, lettering: Lettering): number {
  return layOut(text, lettering).width
}

/** One straight line, as the data of a path. */
export function drawLine(
  text: string,
  lettering: Lettering,
  { x, baseline, anchor = 'middle' }: { x: number; baseline: number; anchor?: Anchor },
): string {
  const { glyphs, width } = layOut(text, lettering)
  const left = { start: x, middle: x - width / 2, end: x - width }[anchor]
  const pen = createPen()
  const scale = lettering.size / unitsPerSize
  for (const { glyph, offset } of glyphs) {
    drawGlyph(pen, lettering.face, glyph, ([unitX, unitY]) => [left + offset + unitX * scale, baseline - unitY * scale])
  }
  return pen.toString()
}

export interface Arc {
  center: Point
  /** Of the line through the middle of the capitals. */
  radius: number
  side: 'top' | 'bottom'
  /** The widest angle the text may take, in degrees. */
  span: number
}

/**
 * Text on a circle, its feet towards the middle at the top and away from it at the bottom. To stay within the arc it
 * shrinks, then narrows, then loses its end, but never `ending`.
 */
export function drawArc(text: string, lettering: Lettering, arc: Arc, ending = ''): string {
  const fitted = fitToArc(text, lettering, arc, ending)
  const { glyphs, width } = layOut(fitted.text, fitted.lettering)
  const direction = arc.side === 'top' ? 1 : -1
  const halfCapital = fitted.lettering.size * 0.35
  const baseline = arc.radius - direction * halfCapital
  const middle = arc.side === 'top' ? -Math.PI / 2 : Math.PI / 2
  const pen = createPen()
  const scale = fitted.lettering.size / unitsPerSize
  // Each point by itself: letters that join would come apart if each were turned as a whole.
  const bend = ([along, up]: Point): Point => {
    const angle = middle + (direction * along) / arc.radius
    const distance = baseline + direction * up
    return [arc.center[0] + distance * Math.cos(angle), arc.center[1] + distance * Math.sin(angle)]
  }
  for (const { glyph, offset, advance } of glyphs) {
    const angle = middle + (direction * (offset + advance / 2 - width / 2)) / arc.radius
    const turn = angle + (direction * Math.PI) / 2
    const originX = arc.center[0] + baseline * Math.cos(angle)
    const originY = arc.center[1] + baseline * Math.sin(angle)
    drawGlyph(pen, fitted.lettering.face, glyph, ([unitX, unitY]) => {
      if (glyph.outline) return bend([offset + unitX * scale - width / 2, unitY * scale])
      const x = unitX * scale - advance / 2
      const y = -unitY * scale
      return [originX + x * Math.cos(turn) - y * Math.sin(turn), originY + x * Math.sin(turn) + y * Math.cos(turn)]
    })
  }
  return pen.toString()
}

const unitsPerSize = 1000

const arcFits = [
  { face: undefined, largest: 1, smallest: 0.8 },
  { face: 'condensed', largest: 0.95, smallest: 0.65 },
] as const

function fitToArc(
  text: string,
  lettering: Lettering,
  arc: Arc,
  ending: string,
): { text: string; lettering: Lettering } {
  const room = (arc.span * Math.PI * arc.radius) / 180
  for (const { face = lettering.face, largest, smallest } of arcFits) {
    const perUnit = widthOf(text + ending, { ...lettering, face, size: 1 })
    const size = Math.min(lettering.size * largest, room / perUnit)
    if (size >= lettering.size * smallest) return { text: text + ending, lettering: { ...lettering, face, size } }
  }
  const smallest: Lettering = { ...lettering, face: 'condensed', size: lettering.size * 0.65 }
  const letters = [...text]
  let shown = text
  while (widthOf(shown + ending, smallest) > room && letters.length > 1) {
    letters.pop()
    shown = `${letters.join('').trimEnd()}…`
  }
  return { text: shown + ending, lettering: smallest }
}

interface Glyph {
  /** As stored: metrics, then contours. */
  entry: string
  advance: number
  leftClass: number
  rightClass: number
  /** In place of the entry. */
  outline?: ShapedCluster
}
interface PlacedGlyph {
  glyph: Glyph
  /** From the left end of the line. */
  offset: number
  advance: number
}

function layOut(
  text: string,
  { face, size, tracking = 0, outlines }: Lettering,
): { glyphs: PlacedGlyph[]; width: number } {
  const data = faces[face]
  const scale = size / unitsPerSize
  const glyphs: PlacedGlyph[] = []
  let previous: Glyph | undefined
  let width = 0
  for (const character of toVisualOrder(text, outlines)) {
    const glyph = findGlyph(data, character, outlines)
    if (glyph === undefined) continue
    // Letters that join stay joined.
    const gap = glyph.outline && previous?.outline ? 0 : tracking * unitsPerSize
    if (previous) width += (kerningOf(data, previous, glyph) + gap) * scale
    glyphs.push({ glyph, offset: width, advance: glyph.advance * scale })
    width += glyph.advance * scale
    previous = glyph
  }
  return { glyphs, width }
}

function findGlyph(data: FaceData, character: string, outlines?: Outlines): Glyph | undefined {
  const outline = outlines?.get(character)
  if (outline) return { entry: '', advance: outline.advance, leftClass: 0, rightClass: 0, outline }
  const entry = Object.hasOwn(data.glyphs, character) ? data.glyphs[character] : undefined
  if (entry === undefined) return undefined
  const [advance = 0, leftClass = 0, rightClass = 0] = entry.split(',', 1).join().split(' ').map(Number)
  return { entry, advance, leftClass, rightClass }
}

function kerningOf(data: FaceData, left: Glyph, right: Glyph): number {
  return data.kerning[left.leftClass]?.[right.rightClass] ?? 0
}

function drawGlyph(pen: Pen, face: Lettering['face'], { entry, outline }: Glyph, place: (point: Point) => Point) {
  if (outline) return drawOutline(pen, outline.path, place)
  for (const contour of entry.split(',').slice(1)) {
    const [number = 0, x = 0, y = 0] = contour.split(' ').map(Number)
    drawContour(pen, faces[face].contours[number] ?? '', [x, y], place)
  }
}

function drawContour(pen: Pen, shape: string, start: Point, place: (point: Point) => Point) {
  pen.move(place(start))
  let [x, y] = start
  for (const [, letter = '', numbers = ''] of shape.matchAll(/([hlqv])([^hlqv]+)/g)) {
    const steps = (numbers.match(/-?\d+/g) ?? []).map(Number)
    const size = { h: 1, v: 1, l: 2, q: 4 }[letter] ?? 1
    for (let i = 0; i < steps.length; i += size) {
      const [first = 0, second = 0, third = 0, fourth = 0] = steps.slice(i, i + size)
      if (letter === 'q') {
        pen.curve(place([x + first, y + second]), place([x + third, y + fourth]))
        x += third
        y += fourth
        continue
      }
      if (letter !== 'v') x += first
      y += letter === 'v' ? first : second
      pen.line(place([x, y]))
    }
  }
  pen.close()
}
