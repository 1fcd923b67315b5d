import { boxArea, drawFittedText, fitText } from '../fit-text.ts'
import { drawLine } from '../lettering.ts'
import type { Point } from '../pen.ts'
import {
  drawIcon,
  drawLevels,
  issuerLettering,
  type Picture,
  reference,
  type Template,
  titleLettering,
} from '../picture.ts'
import { guilloche, hexagon as hexagonShape } from '../shapes.ts'
import { element, linearGradient, path } from '../svg.ts'

export const hexagon: Template = {
  draw(picture) {
    const { tones, title, issuer, year, levels } = picture
    const fittedTitle = fitText(title, boxArea(272, 356, 118), {
      ...titleLettering,
      outlines: picture.outlines,
      lines: 3,
      largest: 54,
      smallest: 22,
    })
    const fittedIssuer = fitText(issuer, boxArea(371, 262, 40), {
      ...issuerLettering,
      outlines: picture.outlines,
      largest: 22,
      smallest: 15,
    })
    const yearLettering = { face: 'bold', size: 22, tracking: 0.08 } as const
    return [
      drawFrame(picture, guilloche([256, 170], 138, { amplitude: 30, waves: 18, strands: 5 })),
      drawIcon(picture, [256, 142], 108, { color: '#fff', weight: 1.75 }),
      path(drawFittedText(fittedTitle, 256), { fill: '#fff' }),
      path('M150 346H362', { stroke: tones.accent, 'stroke-width': 3, 'stroke-linecap': 'round' }),
      path(drawFittedText(fittedIssuer, 256), { fill: tones.soft }),
      drawMarks(picture, { y: 411, gap: 32, radius: 12, rounding: 2, line: 2.5 }),
      path(drawLine(year, yearLettering, { x: 256, baseline: levels > 0 ? 453 : 428 }), { fill: '#fff' }),
    ].join('')
  },
  drawCompact(picture) {
    return [
      drawFrame(picture, guilloche(center, 176, { amplitude: 40, waves: 18, strands: 5 })),
      drawIcon(picture, [256, picture.levels > 0 ? 232 : 256], 232, { color: '#fff', weight: 1.9 }),
      drawMarks(picture, { y: 398, gap: 54, radius: 24, rounding: 4, line: 5 }),
    ].join('')
  },
}

const center: Point = [256, 256]

function drawFrame({ tones, id }: Picture, engraving: string): string {
  const face = hexagonShape(center, 222, 20)
  const definitions = [
    linearGradient(id('face'), tones.mid, tones.deep),
    linearGradient(id('metal'), tones.accentLight, tones.accentDark, { x: 1, y: 1 }),
    element('clipPath', { id: id('clip') }, path(face, {})),
  ].join('')
  const relief = [
    path(engraving, { fill: 'none', stroke: '#fff', 'stroke-opacity': 0.09, 'stroke-width': 1.2 }),
    path('M256 34L448 145V256L256 145L64 256V145Z', { fill: '#fff', 'fill-opacity': 0.07 }),
  ].join('')
  return [
    element('defs', {}, definitions),
    path(hexagonShape(center, 250, 26), { fill: tones.ink }),
    path(hexagonShape(center, 233, 22), { fill: 'none', stroke: reference(id('metal')), 'stroke-width': 7 }),
    path(face, { fill: reference(id('face')) }),
    element('g', { 'clip-path': reference(id('clip')) }, relief),
  ].join('')
}

function drawMarks(
  picture: Picture,
  { y, gap, radius, rounding, line }: { y: number; gap: number; radius: number; rounding: number; line: number },
): string {
  const { accent } = picture.tones
  return drawLevels(picture, ({ offset, isReached }) =>
    path(hexagonShape([256 + offset * gap, y], radius, rounding), {
      fill: isReached ? accent : 'none',
      stroke: accent,
      'stroke-width': line,
    }),
  )
}
