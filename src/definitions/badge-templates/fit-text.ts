import { mayBreak } from './drawable-text.ts'
import { type Anchor, drawLine, type Lettering, widthOf } from './lettering.ts'

/** Where text may stand: so high around its middle, and so wide at each height. */
export interface TextArea {
  middle: number
  height: number
  /** The widest that a line from `top` to `bottom` may be. */
  widthBetween(top: number, bottom: number): number
}

export interface FitRules {
  faces: readonly Lettering['face'][]
  outlines: Lettering['outlines']
  largest: number
  smallest: number
  lines: number
  /** Distance of two baselines, as a share of the size. */
  leading: number
}

export interface FittedText {
  lines: string[]
  lettering: Lettering
  leading: number
  middle: number
}

/** As large as it fits, in lines of like width; at the smallest size it ends in an ellipsis rather than leave the area. */
export function fitText(text: string, area: TextArea, given: FitRules): FittedText {
  const rules = withRoomForMarks(text, given)
  const words = rules.faces.map((face) => measureWords(text, { face, outlines: rules.outlines }))
  for (let size = rules.largest; size >= rules.smallest; size--) {
    for (const measured of words) {
      // A narrow face is for long text; a short one only gets smaller.
      if (measured.face === 'condensed' && size > rules.largest * 0.8) continue
      const lines = breakLines(measured, area, rules, size)
      if (lines) return toFitted(lines, { face: measured.face, size, outlines: rules.outlines }, area, rules)
    }
  }
  return cutToFit(text, area, rules)
}

/** Other scripts reach higher and lower than our capitals do. */
const withRoomForMarks = (text: string, rules: FitRules): FitRules =>
  [...text].some((letter) => rules.outlines?.has(letter)) ? { ...rules, leading: rules.leading * 1.22 } : rules

/** The lines as the data of one path, their capitals centered on the middle of the area. */
export function drawFittedText(fitted: FittedText, x: number, anchor: Anchor = 'middle'): string {
  const { lines, lettering, leading, middle } = fitted
  const block = { size: lettering.size, leading, middle }
  return lines
    .map((line, index) => drawLine(line, lettering, { x, baseline: baselineOf(block, index, lines.length), anchor }))
    .join('')
}

/** A rectangle, as far as text is concerned. */
export function boxArea(middle: number, width: number, height: number): TextArea {
  return { middle, height, widthBetween: () => width }
}

const capitalHeight = 0.7
const descent = 0.2

function baselineOf(
  { size, leading, middle }: { size: number; leading: number; middle: number },
  line: number,
  lines: number,
) {
  const height = (lines - 1) * size * leading + size * capitalHeight
  return middle - height / 2 + size * capitalHeight + line * size * leading
}

/** Widths are for a size of 1. */
interface MeasuredWords {
  face: Lettering['face']
  words: string[]
  widths: number[]
  /** Before each word on its line, and how wide that is. */
  separators: string[]
  gaps: number[]
}

function measureWords(text: string, { face, outlines }: Omit<Lettering, 'size'>): MeasuredWords {
  const pieces = text.split(new RegExp(`( |${mayBreak})`))
  const words = pieces.filter((_, at) => at % 2 === 0)
  const separators = ['', ...pieces.filter((_, at) => at % 2 === 1)]
  const width = (word: string) => widthOf(word, { face, outlines, size: 1 })
  return { face, words, widths: words.map(width), separators, gaps: separators.map(width) }
}

function breakLines(measured: MeasuredWords, area: TextArea, rules: FitRules, size: number): string[] | undefined {
  const { words, widths, separators, gaps } = measured
  const most = Math.min(rules.lines, words.length, Math.floor(area.height / (size * rules.leading)))
  for (let lines = 1; lines <= most; lines++) {
    const rooms = roomsOf(area, rules, size, lines).map((room) => room / size)
    const ends = findBreaks(widths, gaps, rooms)
    if (ends) return ends.map((end, line) => joined({ words, separators }, ends[line - 1] ?? 0, end))
  }
  return undefined
}

const joined = ({ words, separators }: Pick<MeasuredWords, 'words' | 'separators'>, from: number, end: number) =>
  words
    .slice(from, end)
    .map((word, at) => (at === 0 ? word : `${separators[from + at]}${word}`))
    .join('')

function roomsOf(area: TextArea, { leading }: FitRules, size: number, lines: number): number[] {
  return Array.from({ length: lines }, (_, line) => {
    const baseline = baselineOf({ size, leading, middle: area.middle }, line, lines)
    return area.widthBetween(baseline - size * capitalHeight, baseline + size * descent)
  })
}

/** Where each line ends, counted in words, so that the fullest line is as empty as possible; undefined when it cannot be done. */
function findBreaks(
  widths: readonly number[],
  gaps: readonly number[],
  rooms: readonly number[],
): number[] | undefined {
  let best: { fullest: number; ends: number[] } | undefined
  const place = (line: number, from: number, ends: number[], fullest: number) => {
    const room = rooms[line]
    if (room === undefined) {
      if (from === widths.length && fullest < (best?.fullest ?? Number.POSITIVE_INFINITY)) best = { fullest, ends }
      return
    }
    const linesAfter = rooms.length - line - 1
    let width = -(gaps[from] ?? 0)
    for (let end = from + 1; end <= widths.length - linesAfter; end++) {
      width += (gaps[end - 1] ?? 0) + (widths[end - 1] ?? 0)
      if (width > room) return
      if (linesAfter > 0 || end === widths.length) place(line + 1, end, [...ends, end], Math.max(fullest, width / room))
    }
  }
  place(0, 0, [], 0)
  return best?.ends
}

function cutToFit(text: string, area: TextArea, rules: FitRules): FittedText {
  const lettering = { face: rules.faces.at(-1) ?? 'condensed', outlines: rules.outlines } as const
  const letters = [...text]
  let lines: string[] | undefined
  while (lines === undefined && letters.length > 1) {
    letters.pop()
    lines = breakLines(measureWords(`${letters.join('').trimEnd()}…`, lettering), area, rules, rules.smallest)
  }
  return toFitted(lines ?? [], { ...lettering, size: rules.smallest }, area, rules)
}

function toFitted(lines: string[], lettering: Lettering, area: TextArea, rules: FitRules): FittedText {
  return { lines, lettering, leading: rules.leading, middle: area.middle }
}
