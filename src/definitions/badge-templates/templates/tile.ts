import { boxArea, drawFittedText, fitText } from '../fit-text.ts'
import { drawLine } from '../lettering.ts'
import {
  drawIcon,
  drawLevels,
  issuerLettering,
  type Picture,
  reference,
  type Template,
  titleLettering,
} from '../picture.ts'
import { element, linearGradient, path } from '../svg.ts'

export const tile: Template = {
  draw(picture) {
    const { tones, title, issuer, levelName, year, id } = picture
    const fittedTitle = fitText(title, boxArea(300, 396, 168), {
      ...titleLettering,
      outlines: picture.outlines,
      lines: 3,
      largest: 64,
      smallest: 26,
    })
    const fittedIssuer = fitText(issuer, boxArea(450, levelName ? 236 : 396, 50), {
      ...issuerLettering,
      outlines: picture.outlines,
      largest: 25,
      smallest: 16,
    })
    const fittedLevel = fitText(levelName, boxArea(450, 146, 50), {
      faces: ['bold', 'condensed'],
      outlines: picture.outlines,
      leading: 1.08,
      lines: 2,
      largest: 22,
      smallest: 15,
    })
    const yearLettering = { face: 'bold', size: 36, tracking: 0.04 } as const
    return [
      drawFrame(picture, element('rect', { x: 16, y: 400, width: 480, height: 5, fill: reference(id('metal')) })),
      element('rect', { x: 56, y: 56, width: 136, height: 136, rx: 34, fill: reference(id('metal')) }),
      drawIcon(picture, [124, 124], 88, { color: tones.ink, weight: 2 }),
      path(drawLine(year, yearLettering, { x: 454, baseline: 98, anchor: 'end' }), { fill: '#fff' }),
      drawLevels(picture, ({ number, isReached }) => {
        const height = 20 + number * 15
        const x = 462 - (picture.levels - number) * 26
        return element('rect', { x, y: 178 - height, width: 18, height, rx: 5, ...markPaint(picture, isReached) })
      }),
      path(drawFittedText(fittedTitle, 56, 'start'), { fill: '#fff' }),
      path(drawFittedText(fittedIssuer, 56, 'start'), { fill: tones.soft }),
      path(drawFittedText(fittedLevel, 456, 'end'), { fill: tones.accentLight }),
    ].join('')
  },
  drawCompact(picture) {
    return [
      drawFrame(picture, ''),
      drawIcon(picture, [256, 214], 258, { color: '#fff', weight: 2 }),
      drawLevels(picture, ({ offset, isReached }) =>
        element('rect', {
          x: 220 + offset * 96,
          y: 435,
          width: 72,
          height: 26,
          rx: 13,
          ...markPaint(picture, isReached),
        }),
      ),
    ].join('')
  },
}

function drawFrame({ tones, id }: Picture, line: string): string {
  const definitions = [
    linearGradient(id('face'), tones.mid, tones.deep, { x: 0.6, y: 1 }),
    linearGradient(id('metal'), tones.accentLight, tones.accent, { x: 1, y: 1 }),
    element('clipPath', { id: id('clip') }, element('rect', { x: 16, y: 16, width: 480, height: 480, rx: 72 })),
  ].join('')
  const face = [
    element('rect', { x: 16, y: 16, width: 480, height: 480, fill: reference(id('face')) }),
    element('circle', { cx: 424, cy: 96, r: 232, fill: '#fff', 'fill-opacity': 0.07 }),
    element('circle', { cx: 424, cy: 96, r: 150, fill: '#fff', 'fill-opacity': 0.07 }),
    element('rect', { x: 16, y: 404, width: 480, height: 92, fill: tones.ink }),
    line,
  ].join('')
  return element('defs', {}, definitions) + element('g', { 'clip-path': reference(id('clip')) }, face)
}

function markPaint({ tones }: Picture, isReached: boolean) {
  return isReached ? { fill: tones.accent } : { fill: '#fff', 'fill-opacity': 0.28 }
}
