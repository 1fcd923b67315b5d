import { boxArea, drawFittedText, fitText, type TextArea } from '../fit-text.ts'
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

export const shield: Template = {
  draw(picture) {
    const { tones, title, issuer, year } = picture
    const fittedTitle = fitText(title, insideShield(300, 324, 116), {
      ...titleLettering,
      outlines: picture.outlines,
      lines: 3,
      largest: 50,
      smallest: 22,
    })
    const fittedIssuer = fitText(issuer, insideShield(381, 240, 38), {
      ...issuerLettering,
      outlines: picture.outlines,
      largest: 21,
      smallest: 15,
    })
    const century = { face: 'bold', size: 44, tracking: 0.04 } as const
    return [
      drawFrame(picture, { chief: 196, line: 7 }),
      drawIcon(picture, [256, 132], 104, { color: tones.base, weight: 1.9 }),
      path(drawLine(year.slice(0, 2), century, { x: 134, baseline: 150 }), { fill: tones.base }),
      path(drawLine(year.slice(2), century, { x: 378, baseline: 150 }), { fill: tones.base }),
      path(drawFittedText(fittedTitle, 256), { fill: '#fff' }),
      path(drawFittedText(fittedIssuer, 256), { fill: tones.soft }),
      drawChevrons(picture, { y: 409, step: 17, halfWidth: 38, narrowing: 5, line: 8.5 }),
    ].join('')
  },
  drawCompact(picture) {
    return [
      drawFrame(picture, { chief: 300, line: 12 }),
      drawIcon(picture, [256, 180], 190, { color: picture.tones.base, weight: 2.1 }),
      drawChevrons(picture, { y: 362, step: 32, halfWidth: 66, narrowing: 12, line: 17 }),
    ].join('')
  },
}

/** `chief` is the height at which the light upper part ends. */
function drawFrame({ tones, id }: Picture, { chief, line }: { chief: number; line: number }): string {
  const definitions = [
    linearGradient(id('field'), tones.base, tones.ink),
    linearGradient(id('metal'), tones.accentLight, tones.accentDark, { x: 1, y: 1 }),
    linearGradient(id('chief'), '#ffffff', tones.soft),
    element('clipPath', { id: id('clip') }, path(outline(faceInset), {})),
  ].join('')
  const face = [
    element('rect', { x: 60, y: 0, width: 400, height: 512, fill: reference(id('field')) }),
    path(`M60 0H456V${chief}L256 ${chief + 30}L60 ${chief}Z`, { fill: reference(id('chief')) }),
    path(`M60 ${chief}L256 ${chief + 30}L456 ${chief}`, { fill: 'none', stroke: tones.accent, 'stroke-width': line }),
  ].join('')
  return [
    element('defs', {}, definitions),
    path(outline(0), { fill: tones.ink }),
    path(outline(11), { fill: 'none', stroke: reference(id('metal')), 'stroke-width': 8 }),
    element('g', { 'clip-path': reference(id('clip')) }, face),
  ].join('')
}

function drawChevrons(
  picture: Picture,
  chevron: { y: number; step: number; halfWidth: number; narrowing: number; line: number },
): string {
  const { accent } = picture.tones
  return drawLevels(picture, ({ number, isReached }) => {
    const y = chevron.y + number * chevron.step
    const half = chevron.halfWidth - number * chevron.narrowing
    return path(`M${256 - half} ${y}L256 ${round(y + half * 0.42)}L${256 + half} ${y}`, {
      fill: 'none',
      stroke: isReached ? accent : '#fff',
      'stroke-opacity': isReached ? 1 : 0.25,
      'stroke-width': chevron.line,
    })
  })
}

const faceInset = 22

/** The lower flank is one cubic curve, mirrored; the inset draws it smaller. */
function flank(inset: number) {
  return {
    from: { x: 452 - inset, y: 250 },
    first: { x: 452 - inset, y: 372 - inset * 0.4 },
    second: { x: 372, y: 454 - inset * 0.8 },
    tip: { x: 256, y: 504 - inset * 1.05 },
  }
}

function outline(inset: number): string {
  const { from, first, second, tip } = flank(inset)
  const shoulder = round(60 + inset * 0.7)
  const [innerY, outerY] = [round(42 + inset * 0.9), round(58 + inset * 0.8)]
  return [
    `M256 ${12 + inset}C310 ${innerY} 380 ${outerY} ${from.x} ${shoulder}V${from.y}`,
    `C${first.x} ${round(first.y)} ${second.x} ${round(second.y)} 256 ${round(tip.y)}`,
    `C${512 - second.x} ${round(second.y)} ${512 - first.x} ${round(first.y)} ${512 - from.x} ${from.y}V${shoulder}`,
    `C132 ${outerY} 202 ${innerY} 256 ${12 + inset}Z`,
  ].join('')
}

/** As wide as asked, but never nearer than 14 to the flanks, which draw together downwards. */
function insideShield(middle: number, width: number, height: number): TextArea {
  const margin = 14
  return {
    ...boxArea(middle, width, height),
    widthBetween: (_, bottom) => Math.min(width, 2 * (halfWidthAt(bottom) - margin)),
  }
}

function halfWidthAt(y: number): number {
  const { from, first, second, tip } = flank(faceInset)
  if (y <= from.y) return from.x - 256
  let [low, high] = [0, 1]
  while (high - low > 0.001) {
    const middle = (low + high) / 2
    if (cubic(from.y, first.y, second.y, tip.y, middle) < y) low = middle
    else high = middle
  }
  return cubic(from.x, first.x, second.x, tip.x, low) - 256
}

function cubic(from: number, first: number, second: number, to: number, t: number): number {
  const rest = 1 - t
  return rest ** 3 * from + 3 * rest ** 2 * t * first + 3 * rest * t ** 2 * second + t ** 3 * to
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
