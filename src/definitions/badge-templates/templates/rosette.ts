import { drawFittedText, fitText, type TextArea } from '../fit-text.ts'
import { drawArc } from '../lettering.ts'
import type { Point } from '../pen.ts'
import { drawIcon, drawLevels, type Picture, reference, type Template, titleLettering } from '../picture.ts'
import { guilloche, onCircle, scallop, star } from '../shapes.ts'
import { element, linearGradient, path } from '../svg.ts'

export const rosette: Template = {
  draw(picture) {
    const { tones, title, issuer, levelName, year } = picture
    const fittedTitle = fitText(title, insideDisc(236, 92), {
      ...titleLettering,
      outlines: picture.outlines,
      lines: 3,
      largest: 37,
      smallest: 17,
    })
    const upper = { center, radius: 161, side: 'top', span: 196 } as const
    const lower = { center, radius: 161, side: 'bottom', span: 106 } as const
    return [
      drawTails(picture),
      drawFrame(picture, 5),
      drawDisc(picture, 6),
      path(guilloche(center, 126, { amplitude: 9, waves: 36, strands: 4, pointsPerWave: 8 }), {
        fill: 'none',
        stroke: tones.mid,
        'stroke-opacity': 0.42,
        'stroke-width': 1,
      }),
      path(drawArc(issuer, { outlines: picture.outlines, face: 'bold', size: 25, tracking: 0.07 }, upper), {
        fill: '#fff',
      }),
      path(
        drawArc(
          levelName,
          { outlines: picture.outlines, face: 'bold', size: 22, tracking: 0.07 },
          lower,
          levelName ? ` · ${year}` : year,
        ),
        {
          fill: tones.accentLight,
        },
      ),
      ...[28, 152].map((degrees) => path(star(onRim(161, degrees), 9), { fill: tones.accent })),
      drawIcon(picture, [256, 152], 72, { color: tones.base, weight: 1.9 }),
      path(drawFittedText(fittedTitle, 256), { fill: tones.ink }),
      drawLevels(picture, ({ offset, isReached }) =>
        path(star([256 + offset * 26, 312], 10.5), {
          fill: isReached ? tones.accentInk : 'none',
          stroke: tones.accentInk,
          'stroke-width': 1.8,
        }),
      ),
    ].join('')
  },
  drawCompact(picture) {
    const { tones } = picture
    return [
      drawTails(picture),
      drawFrame(picture, 5),
      drawDisc(picture, 12),
      drawIcon(picture, center, 178, { color: tones.base, weight: 2.2 }),
      drawLevels(picture, ({ offset, isReached }) =>
        path(star(onRim(168, 90 - offset * 19), 24), {
          fill: isReached ? tones.accent : '#fff',
          'fill-opacity': isReached ? 1 : 0.3,
        }),
      ),
    ].join('')
  },
}

const center: Point = [256, 216]

function drawTails({ tones }: Picture): string {
  const tail = [
    path('M262 352L300 506L336 474L382 486L344 322Z', { fill: tones.base }),
    path('M316 338L352 478', { stroke: tones.accent, 'stroke-width': 9, 'stroke-opacity': 0.9 }),
  ].join('')
  return tail + element('g', { transform: 'matrix(-1 0 0 1 512 0)' }, tail)
}

function drawFrame({ tones, id }: Picture, line: number): string {
  const definitions = [
    linearGradient(id('face'), tones.mid, tones.deep),
    linearGradient(id('metal'), tones.accentLight, tones.accentDark, { x: 1, y: 1 }),
  ].join('')
  return [
    element('defs', {}, definitions),
    path(scallop(center, 204, 15, 30), { fill: reference(id('face')) }),
    element('circle', {
      cx: center[0],
      cy: center[1],
      r: 184,
      fill: 'none',
      stroke: reference(id('metal')),
      'stroke-width': line,
    }),
  ].join('')
}

function drawDisc({ tones, id }: Picture, line: number): string {
  return element('circle', {
    cx: center[0],
    cy: center[1],
    r: 139,
    fill: tones.pale,
    stroke: reference(id('metal')),
    'stroke-width': line,
  })
}

/** Up to the engraved ring, so that outer lines are shorter than inner ones. */
function insideDisc(middle: number, height: number): TextArea {
  const radius = 112
  return {
    middle,
    height,
    widthBetween(top, bottom) {
      const farthest = Math.max(Math.abs(top - center[1]), Math.abs(bottom - center[1]))
      return 2 * Math.sqrt(Math.max(0, radius ** 2 - farthest ** 2))
    },
  }
}

function onRim(radius: number, degrees: number): Point {
  return onCircle(center, radius, (degrees * Math.PI) / 180)
}
