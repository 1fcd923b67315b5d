import type { ShapedCluster, ShapedWord } from '../../platform/platform.ts'
import { faces } from './faces-data.ts'

/** Outlines of what the faces have no letters for, each under a letter of its own that stands in for it. */
export type Outlines = ReadonlyMap<string, ShapedCluster>

/** Text of letters that can be drawn, and whether something of it can't. */
export interface DrawableText {
  text: string
  isWhole: boolean
}

/** The words that have a letter which the faces lack. */
export const wordsToShape = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap(wordsOf).filter((word) => ![...word].every(hasOutline))),
]

/** Between parts of a word where a line may end; nothing is drawn for it. */
export const mayBreak = '\u200b'

const wordsOf = (text: string) => spacedWords(text).flatMap(partsOf)
const spacedWords = (text: string) => text.normalize('NFC').split(/\s+/).filter(Boolean)

/** Scripts without spaces are broken between words all the same, and never before a mark of punctuation. */
function partsOf(word: string): string[] {
  if (!unspaced.test(word)) return [word]
  const parts: string[] = []
  for (const { segment, isWordLike } of new Intl.Segmenter('und', { granularity: 'word' }).segment(word)) {
    if (isWordLike || parts.length === 0) parts.push(segment)
    else parts.push(`${parts.pop()}${segment}`)
  }
  return parts
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Puts letters of private use in the place of what was shaped, so that lines are measured and broken like all others. */
export function createDrawableText(shaped: ReadonlyMap<string, ShapedWord>) {
  const outlines = new Map<string, ShapedCluster>()
  const standIns = new Map(
    [...shaped].map(([word, { clusters }]) => {
      const letters = clusters.map((cluster) => {
        const letter = String.fromCodePoint(firstPrivate + outlines.size)
        outlines.set(letter, cluster)
        return letter
      })
      return [word, letters.join('')]
    }),
  )
  const drawnPart = (part: string) => standIns.get(part) ?? plainLetters(part)
  const toDrawable = (text: string): DrawableText => {
    const words = spacedWords(text).map((word) => partsOf(word).map(drawnPart).filter(Boolean).join(mayBreak))
    const isWhole = wordsOf(text).every((part) => standIns.has(part) || drawnPart(part) === part)
    return { text: words.filter(Boolean).join(' '), isWhole }
  }
  return { outlines, toDrawable }
}

/** Of a plane that no text has a meaning in. */
const firstPrivate = 0xf0000

/** Letters we have no outline of lose their accents or are left out. The words themselves are in the picture's title. */
const plainLetters = (word: string) =>
  [...word]
    .map((letter) => (hasOutline(letter) ? letter : [...letter.normalize('NFKD')].filter(hasOutline).join('')))
    .join('')

const hasOutline = (letter: string): boolean => Object.hasOwn(faces.bold.glyphs, letter)

/** As it is seen from left to right: words of scripts that go the other way, and a line that begins with one, are turned around. */
export function toVisualOrder(line: string, outlines: Outlines | undefined): string[] {
  const letters = [...line]
  if (!outlines || !letters.some((letter) => outlines.get(letter)?.isRightToLeft)) return letters
  const isTurned = (letter: string | undefined) => letter !== undefined && outlines.get(letter)?.isRightToLeft === true
  const isLineTurned = isTurned(letters.find((letter) => !isNeutral(letter)))
  const runs: { letters: string[]; isTurned: boolean }[] = []
  for (const [at, letter] of letters.entries()) {
    const next = letters.slice(at).find((one) => !isNeutral(one))
    const before = runs.at(-1)?.isTurned ?? isLineTurned
    const turned = isNeutral(letter) ? (before === isTurned(next) ? before : isLineTurned) : isTurned(letter)
    const run = runs.at(-1)
    if (run?.isTurned === turned) run.letters.push(letter)
    else runs.push({ letters: [letter], isTurned: turned })
  }
  const seen = runs.map((run) => (run.isTurned ? run.letters.toReversed() : run.letters))
  return (isLineTurned ? seen.toReversed() : seen).flat()
}

/** Spaces and points go as what they stand between. */
const isNeutral = (letter: string) => !/[\p{L}\p{N}\p{Co}]/u.test(letter)
