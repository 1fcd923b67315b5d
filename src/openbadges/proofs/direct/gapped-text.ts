/** A text with gaps: before, between and behind them, and which gap is where. */
export interface GappedText {
  readonly texts: readonly string[]
  readonly gaps: readonly number[]
}

/** Two characters of private use around the number of a gap. A document that has them itself is not made into a template. */
export const gapMark = (gap: number) => `\ue000${gap}\ue001`
export const hasGapMark = (text: string) => /[\ue000\ue001]/.test(text)

export function readGapMarks(text: string): GappedText {
  const texts: string[] = []
  const gaps: number[] = []
  let from = 0
  for (const mark of text.matchAll(/\ue000(\d+)\ue001/g)) {
    texts.push(text.slice(from, mark.index))
    gaps.push(Number(mark[1]))
    from = mark.index + mark[0].length
  }
  texts.push(text.slice(from))
  return { texts, gaps }
}

export function fillGaps({ texts, gaps }: GappedText, values: readonly string[]): string {
  let filled = texts[0] ?? ''
  for (let at = 0; at < gaps.length; at++) filled += (values[gaps[at] ?? 0] ?? '') + (texts[at + 1] ?? '')
  return filled
}

/**
 * Finds the gaps of a text in which samples stand for them. Undefined where that is in doubt: when one sample is within
 * another, or the text has marks of its own.
 */
export function markGaps(text: string, samples: readonly string[]): string | undefined {
  const isWithin = (one: string, index: number) =>
    samples.some((other, at) => at !== index && other.includes(one)) || one === ''
  if (hasGapMark(text) || samples.some(isWithin)) return undefined
  let marked = text
  for (const [gap, sample] of samples.entries()) marked = marked.replaceAll(sample, gapMark(gap))
  return marked
}
