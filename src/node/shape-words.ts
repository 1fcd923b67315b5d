import { readFile } from 'node:fs/promises'
import { Blob, Buffer, Face, Font, shape, Variation } from 'harfbuzzjs'
import { decompress } from 'wawoff2'
import type { ShapedCluster, ShapedWord } from '../platform/platform.ts'
import { type FontFile, listFontFiles } from './word-fonts.ts'

/** The outlines of words in bold, as HarfBuzz sets them in the Noto fonts. A word with a letter that none of these has is left out. */
export async function shapeWords(words: readonly string[]): Promise<ReadonlyMap<string, ShapedWord>> {
  const files = await listFontFiles(words.join(' '))
  const fonts = new Map<string, Promise<Font>>()
  const open = (path: string) => {
    const font = fonts.get(path) ?? openFont(path)
    fonts.set(path, font)
    return font
  }
  const shaped = await Promise.all(words.map(async (word) => [word, await shapeWord(word, files, open)] as const))
  return new Map(shaped.flatMap(([word, outlines]) => (outlines ? [[word, outlines]] : [])))
}

type OpenFont = (path: string) => Promise<Font>

async function openFont(path: string): Promise<Font> {
  const file = await decompress(await readFile(path))
  const font = new Font(new Face(new Blob(Uint8Array.from(file).buffer)))
  font.setVariations([new Variation('wght', 700)])
  return font
}

async function shapeWord(word: string, files: readonly FontFile[], open: OpenFont): Promise<ShapedWord | undefined> {
  const clusters: ShapedCluster[] = []
  for (const { text, file } of toRuns(word, files)) {
    const run = file && shapeRun(text, await open(file.path))
    if (!run) return undefined
    clusters.push(...run)
  }
  return { clusters }
}

/** Neighbors that one file can draw; a letter goes with its marks. */
function toRuns(word: string, files: readonly FontFile[]) {
  const runs: { text: string; file: FontFile | undefined }[] = []
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(word)) {
    const last = runs.at(-1)
    const letters = [...segment].filter((letter) => !/\p{Default_Ignorable_Code_Point}/u.test(letter))
    const draws = (file: FontFile) => letters.every((letter) => file.has(letter.codePointAt(0) ?? 0))
    const file = last?.file && draws(last.file) ? last.file : files.find(draws)
    if (last && file === last.file) last.text += segment
    else runs.push({ text: segment, file })
  }
  return runs
}

/** In the order in which they are read. Undefined where a glyph is missing after all. */
function shapeRun(text: string, font: Font): ShapedCluster[] | undefined {
  const buffer = new Buffer()
  buffer.addText(text)
  buffer.guessSegmentProperties()
  shape(font, buffer)
  const scale = 1000 / font.face.upem
  const glyphs = buffer.getGlyphInfosAndPositions()
  const starts = [...new Set(glyphs.map(({ cluster }) => cluster))].sort((one, other) => one - other)
  if (glyphs.some(({ codepoint }) => codepoint === 0)) return undefined
  return starts.map((start, index) => {
    let advance = 0
    let path = ''
    for (const glyph of glyphs.filter(({ cluster }) => cluster === start)) {
      const { codepoint, xAdvance = 0, xOffset = 0, yOffset = 0 } = glyph
      path += movePath(font.glyphToPath(codepoint), { x: advance + xOffset * scale, y: yOffset * scale, scale })
      advance += xAdvance * scale
    }
    const part = text.slice(start, starts[index + 1])
    return { advance, path, isRightToLeft: isRightToLeft(part) }
  })
}

const isRightToLeft = (text: string) =>
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\p{Script=Syriac}\p{Script=Nko}]/u.test(text)

/** Letters and coordinates by turns, in thousandths of the size. */
const movePath = (path: string, { x, y, scale }: { x: number; y: number; scale: number }) =>
  path.replaceAll(/([MLQCZ])([^MLQCZ]*)/g, (_, letter: string, numbers: string) => {
    const points = (numbers.match(/-?[\d.]+/g) ?? []).map(Number)
    return letter + points.map((value, at) => Math.round(value * scale + (at % 2 === 0 ? x : y))).join(' ')
  })
