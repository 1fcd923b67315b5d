import { boxArea, drawFittedText, fitText } from '../fit-text.ts'
import { drawArc } from '../lettering.ts'
import type { Point } from '../pen.ts'
import { drawIcon, drawLevels, type Picture, reference, type Template, titleLettering } from '../picture.ts'
import { guilloche, star } from '../shapes.ts'
import { element, linearGradient, path } from '../svg.ts'

export const ribbon: Template = {
  draw(picture) {
    const { tones, title, issuer, levelName, year } = picture
    const band = { top: 256, height: 116, line: 3 }
    const fittedTitle = fitText(title, boxArea(band.top + band.height / 2, 396, 86), {
      ...titleLettering,
      outlines: picture.outlines,
      lines: 2,
      largest: 50,
      smallest: 22,
    })
    const upper = { center, radius: 198, side: 'top', span: 150 } as const
    const lower = { center, radius: 198, side: 'bottom', span: 104 } as const
    return [
      drawSeal(picture),
      path(guilloche(center, 142, { amplitude: 18, waves: 24, strands: 4, pointsPerWave: 12 }), {
        fill: 'none',
        stroke: tones.mid,
        'stroke-opacity': 0.3,
        'stroke-width': 1,
      }),
      path(drawArc(issuer, { outlines: picture.outlines, face: 'bold', size: 29, tracking: 0.08 }, upper), {
        fill: '#fff',
      }),
      path(
        drawArc(
          levelName,
          { outlines: picture.outlines, face: 'bold', size: 27, tracking: 0.08 },
          lower,
          levelName ? ` · ${year}` : year,
        ),
        {
          fill: tones.accentLight,
        },
      ),
      drawBand(picture, band),
      drawIcon(picture, [256, 174], 112, { color: tones.base, weight: 1.8 }),
      path(drawFittedText(fittedTitle, 256), { fill: '#fff' }),
      drawLevels(picture, ({ offset, isReached }) =>
        path(star([256 + offset * 33, 396], 14), {
          fill: isReached ? tones.accentInk : 'none',
          stroke: tones.accentInk,
          'stroke-width': 2,
        }),
      ),
    ].join('')
  },
  drawCompact(picture) {
    const { tones } = picture
    const band = { top: 300, height: 92, line: 6 }
    return [
      drawSeal(picture),
      drawBand(picture, band),
      drawIcon(picture, [256, 190], 176, { color: tones.base, weight: 2.1 }),
      picture.levels > 0
        ? ''
        : path('M226 346L256 330L286 346L256 362ZM110 346H206M306 346H402', ornament(tones.accent)),
      drawLevels(picture, ({ offset, isReached }) =>
        path(star([256 + offset * 84, band.top + band.height / 2], 30), { fill: isReached ? tones.accent : tones.ink }),
      ),
    ].join('')
  },
}

const center: Point = [256, 250]

function ornament(accent: string) {
  return { fill: accent, stroke: accent, 'stroke-width': 4, 'stroke-linejoin': 'round' }
}

function drawSeal({ tones, id }: Picture): string {
  const definitions = [
    linearGradient(id('disc'), '#ffffff', tones.soft),
    linearGradient(id('metal'), tones.accentLight, tones.accentDark, { x: 1, y: 1 }),
    linearGradient(id('band'), tones.mid, tones.base),
  ].join('')
  const circle = (r: number, paint: Record<string, string | number>) =>
    element('circle', { cx: center[0], cy: center[1], r, ...paint })
  return [
    element('defs', {}, definitions),
    circle(236, { fill: tones.ink }),
    circle(226, { fill: 'none', stroke: reference(id('metal')), 'stroke-width': 6 }),
    circle(172, { fill: reference(id('disc')), stroke: reference(id('metal')), 'stroke-width': 5 }),
  ].join('')
}

/** The banner, its ends folded back behind it. */
function drawBand(
  { tones, id }: Picture,
  { top, height, line }: { top: number; height: number; line: number },
): string {
  const fold = 22
  const [endTop, endMiddle, endBottom] = [top + fold, top + fold + height / 2, top + fold + height]
  const bottom = top + height
  const end = [
    path(`M6 ${endTop}H70V${endBottom}H6L34 ${endMiddle}Z`, { fill: tones.base }),
    path(`M40 ${bottom}L70 ${endBottom}V${bottom}Z`, { fill: tones.ink }),
  ].join('')
  return [
    end,
    element('g', { transform: 'matrix(-1 0 0 1 512 0)' }, end),
    element('rect', { x: 40, y: top, width: 432, height, fill: reference(id('band')) }),
    path(`M40 ${top + 8}H472M40 ${bottom - 8}H472`, { stroke: tones.accent, 'stroke-width': line }),
  ].join('')
}
