import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** A file of letters, which holds some of a family's. */
export interface FontFile {
  path: string
  has(letter: number): boolean
}

/** What is tried for a letter, in this order. Who writes Han letters among kana is Japanese, among Hangul Korean. */
export async function listFontFiles(words: string): Promise<FontFile[]> {
  const han = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(words) ? ['jp', 'sc', 'kr'] : ['sc', 'jp', 'kr']
  if (/\p{Script=Hangul}/u.test(words)) han.unshift('kr')
  const families = ['noto-sans', ...[...scripts, ...new Set(han)].map((script) => `noto-sans-${script}`)]
  return (await Promise.all(families.map(openFamily))).flat()
}

const scripts = [
  'arabic',
  'hebrew',
  'devanagari',
  'bengali',
  'gurmukhi',
  'gujarati',
  'oriya',
  'tamil',
  'telugu',
  'kannada',
  'malayalam',
  'sinhala',
  'thai',
  'lao',
  'khmer',
  'myanmar',
  'georgian',
  'armenian',
  'ethiopic',
  'cherokee',
  'canadian-aboriginal',
  'thaana',
]

const require = createRequire(import.meta.url)

/** `unicode.json` says by subset which letters its file has, as CSS writes ranges. */
async function openFamily(family: string): Promise<FontFile[]> {
  const folder = dirname(require.resolve(`@fontsource-variable/${family}/package.json`))
  // Made by the package's own build: the names of subsets and their ranges.
  const subsets = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>
  return Object.entries(subsets).map(([subset, ranges]) => {
    const name = `${family}-${subset.replaceAll(/[[\]]/g, '')}-wght-normal.woff2`
    const bounds = ranges.split(',').map(toBounds)
    return {
      path: join(folder, 'files', name),
      has: (letter) => bounds.some(([from, to]) => letter >= from && letter <= to),
    }
  })
}

function toBounds(range: string): [number, number] {
  const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-')
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
}
