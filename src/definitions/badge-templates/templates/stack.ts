import { boxArea, drawFittedText, fitText } from '../fit-text.ts'
import { drawLine } from '../lettering.ts'
import { drawIcon, issuerLettering, type Picture, reference, type Template, titleLettering } from '../picture.ts'
import { guilloche } from '../shapes.ts'
import { element, linearGradient, path } from '../svg.ts'

export const stack: Template = {
  draw(picture) {
    const { tones, title, issuer, levelName, year } = picture
    const yearLettering = { face: 'bold', size: 34, tracking: 0.04 } as const
    const fittedLevel = fitText(levelName, boxArea(214, 240, 30), {
      ...issuerLettering,
      outlines: picture.outlines,
      lines: 1,
      largest: 22,
      smallest: 15,
    })
    const fittedTitle = fitText(title, boxArea(346, 356, 132), {
      ...titleLettering,
      outlines: picture.outlines,
      lines: 3,
      largest: 56,
      smallest: 24,
    })
    const fittedIssuer = fitText(issuer, boxArea(456, 356, 42), {
      ...issuerLettering,
      outlines: picture.outlines,
      largest: 24,
      smallest: 16,
    })
    return centered(picture, [
      drawCards(picture),
      drawIcon(picture, [130, 204], 104, { color: tones.accentLight, weight: 1.8 }),
      path(drawLine(year, yearLettering, { x: 434, baseline: 188, anchor: 'end' }), { fill: '#fff' }),
      path(drawFittedText(fittedLevel, 434, 'end'), { fill: tones.soft }),
      path(drawFittedText(fittedTitle, 78, 'start'), { fill: '#fff' }),
      path('M78 428H434', { stroke: tones.accent, 'stroke-width': 3 }),
      path(drawFittedText(fittedIssuer, 78, 'start'), { fill: tones.soft }),
    ])
  },
  drawCompact(picture) {
    return centered(picture, [drawCards(picture), drawIcon(picture, [256, 306], 250, { color: '#fff', weight: 2 })])
  },
}

const cardTop = 112
const cardBottom = 500
const cardStep = 33

/** One card for each level: the ones already earned are filled, the others are dashed. */
function drawCards({ tones, id, level, levels }: Picture): string {
  const front = { x: 36, y: cardTop, width: 440, height: cardBottom - cardTop, rx: 34 }
  const definitions = [
    linearGradient(id('face'), tones.base, tones.ink, { x: 0.4, y: 1 }),
    linearGradient(id('metal'), tones.accentLight, tones.accentDark, { x: 1, y: 1 }),
    element('clipPath', { id: id('clip') }, element('rect', front)),
  ].join('')
  const engraving = path(guilloche([420, 180], 170, { amplitude: 34, waves: 22, strands: 5, pointsPerWave: 12 }), {
    fill: 'none',
    stroke: '#fff',
    'stroke-opacity': 0.12,
    'stroke-width': 1.3,
  })
  const behind = Array.from({ length: Math.max(0, levels - 1) }, (_, index) => levels - 1 - index).map((number) => {
    const width = 440 - number * 46
    const card = { x: 256 - width / 2, y: cardTop - number * cardStep, width, height: 120, rx: 26 }
    const filled = { fill: [tones.accent, tones.mid, tones.soft][(number - 1) % 3] }
    const dashed = { fill: '#fff', stroke: tones.mid, 'stroke-width': 4, 'stroke-dasharray': '10 8' }
    return element('rect', { ...card, ...(number < level ? filled : dashed) })
  })
  return [
    element('defs', {}, definitions),
    ...behind,
    element('rect', { ...front, fill: reference(id('face')) }),
    element('g', { 'clip-path': reference(id('clip')) }, engraving),
    element('rect', {
      x: 46,
      y: cardTop + 10,
      width: 420,
      height: cardBottom - cardTop - 20,
      rx: 26,
      fill: 'none',
      stroke: reference(id('metal')),
      'stroke-width': 3.5,
    }),
  ].join('')
}

function centered({ levels }: Picture, parts: readonly string[]): string {
  const top = cardTop - Math.max(0, levels - 1) * cardStep
  return element('g', { transform: `translate(0 ${256 - (top + cardBottom) / 2})` }, parts.join(''))
}
