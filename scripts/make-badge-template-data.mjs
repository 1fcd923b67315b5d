// Writes the letters and icons of the badge pictures as data, so that drawing a badge needs no font program, no file and no
// Node: npm run make:badge-data
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parse } from 'opentype.js/dist/opentype.mjs'

const require = createRequire(import.meta.url)
const target = new URL('../src/definitions/badge-templates/', import.meta.url)

const ranges = [
  [0x20, 0x7e],
  [0xa1, 0x17f],
  [0x1a0, 0x1b0], // ơ ư
  [0x1ea, 0x1eb], // ǫ
  [0x218, 0x21b], // ș ț
  [0x2bb, 0x2bc], // ʻ ʼ
  [0x1e0c, 0x1e0d], // ḍ
  [0x1e24, 0x1e25], // ḥ
  [0x1e62, 0x1e63], // ṣ
  [0x1e6c, 0x1e6d], // ṭ
  [0x1ea0, 0x1ef9],
  [0x2010, 0x2026],
  [0x2030, 0x203a],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
]
const characters = ranges
  .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)))
  .filter((character) => /[\p{L}\p{N}\p{P}\p{S} ]/u.test(character))
const isCapital = (character) => character === character.toUpperCase() && [...character.toUpperCase()].length === 1

const faces = {
  bold: { package: 'barlow-semi-condensed', weight: 700, characters },
  // Sets only words in capitals.
  semibold: { package: 'barlow-semi-condensed', weight: 600, characters: characters.filter(isCapital) },
  condensed: { package: 'barlow-condensed', weight: 700, characters },
}

const icons = `
accessibility apple atom award badge-check beaker bike blocks book-marked book-open book-open-text bot brain briefcase
brush bus calculator calendar-check camera chart-column-increasing circle-check-big clapperboard clipboard-check
clipboard-list code compass computer cpu dna drama dumbbell ear earth file-check film flag flask-conical folder-open
gamepad-2 gavel globe goal graduation-cap hammer hand-heart hand-helping handshake heart heart-handshake heart-pulse
house-heart key-round keyboard landmark languages laptop layers leaf library lightbulb map medal megaphone
message-circle messages-square mic microscope milestone monitor mountain music network newspaper notebook-pen palette
pencil pencil-ruler pi piano presentation puzzle rocket ruler salad scale school scroll-text search shapes shield-check
sigma smile speech sparkles sprout square-check-big star stethoscope sun tablet target telescope test-tube-diagonal
theater thumbs-up timer tree-pine trending-up trophy users users-round utensils video volleyball wand-sparkles wrench
`
  .trim()
  .split(/\s+/)

writeFileSync(new URL('faces-data.ts', target), facesModule())
writeFileSync(new URL('icons-data.ts', target), iconsModule())

function facesModule() {
  const parts = Object.entries(faces).map(([name, face]) => `  ${name}: ${JSON.stringify(toFaceData(face))},`)
  return `// Made by scripts/make-badge-template-data.mjs from Barlow Semi Condensed and Barlow Condensed.
// Copyright 2017 The Barlow Project Authors (https://github.com/jpt/barlow), SIL Open Font License 1.1.

/** Lengths are in thousandths of the type size, heights go upwards. */
export interface FaceData {
  /** By character: width, kerning class on the left and on the right of a pair, then its contours: number, x, y. */
  glyphs: Readonly<Record<string, string>>
  /** As paths relative to where they start. */
  contours: readonly string[]
  /** By class of the left character, then by class of the right one. */
  kerning: readonly Readonly<Record<string, number>>[]
}

export const faces: Readonly<Record<${Object.keys(faces)
    .map((name) => `'${name}'`)
    .join(' | ')}, FaceData>> = {
${parts.join('\n')}
}
`
}

function toFaceData({ package: name, weight, characters }) {
  const fonts = ['latin', 'latin-ext', 'vietnamese'].map((subset) => readFont(name, subset, weight))
  const kerning = toKerning(fonts[0], characters)
  const contours = new Map()
  const glyphs = {}
  for (const character of characters) {
    const font = fonts.find((font) => font.charToGlyphIndex(character) > 0)
    if (font === undefined) continue
    const glyph = font.charToGlyph(character)
    const pieces = toContours(glyph).map(({ x, y, shape }) => {
      if (!contours.has(shape)) contours.set(shape, contours.size)
      return [contours.get(shape), x, y].join(' ')
    })
    const base = fonts[0].charToGlyphIndex(character) > 0 ? character : baseOf(character)
    const classes = [kerning.leftClasses.get(base) ?? 0, kerning.rightClasses.get(base) ?? 0]
    glyphs[character] = [[Math.round(glyph.advanceWidth), ...classes].join(' '), ...pieces].join(',')
  }
  return { glyphs, contours: [...contours.keys()], kerning: kerning.rows }
}

function readFont(name, subset, weight) {
  const bytes = readFileSync(require.resolve(`@fontsource/${name}/files/${name}-${subset}-${weight}-normal.woff`))
  return parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

/** Each contour by itself, relative to where it starts: an accent or a letter under one is then stored once. */
function toContours(glyph) {
  const contours = []
  let contour
  let x = 0
  let y = 0
  for (const command of glyph.path.commands.map(toWholeUnits)) {
    if (command.type === 'Z') continue
    if (command.type === 'M') {
      contour = { x: command.x, y: command.y, steps: [] }
      contours.push(contour)
    } else if (command.type === 'L') {
      // Closing the contour draws the last straight line.
      if (command.x !== contour.x || command.y !== contour.y) contour.steps.push(toLine(command.x - x, command.y - y))
    } else if (command.type === 'Q') {
      contour.steps.push({ letter: 'q', numbers: [command.x1 - x, command.y1 - y, command.x - x, command.y - y] })
    } else {
      throw new Error(`Barlow has a command ${command.type}, which this script does not know.`)
    }
    x = command.x
    y = command.y
  }
  return contours.map(({ x, y, steps }) => ({ x, y, shape: toShape(steps) }))
}

// Points between two control points lie at halves.
function toWholeUnits({ type, ...coordinates }) {
  const rounded = Object.entries(coordinates).map(([name, value]) => [name, Math.round(value)])
  return { type, ...Object.fromEntries(rounded) }
}

function toLine(dx, dy) {
  if (dy === 0) return { letter: 'h', numbers: [dx] }
  if (dx === 0) return { letter: 'v', numbers: [dy] }
  return { letter: 'l', numbers: [dx, dy] }
}

/** In the short spelling of SVG paths: no letter twice in a row, no space where a minus parts two numbers. */
function toShape(steps) {
  let shape = ''
  let last
  for (const { letter, numbers } of steps) {
    const text = numbers.join(' ')
    shape += letter === last ? ` ${text}` : letter + text
    last = letter
  }
  return shape.replaceAll(' -', '-')
}

/** Characters that kern alike share a class. Class 0 never kerns. */
function toKerning(font, characters) {
  const known = characters.filter((character) => font.charToGlyphIndex(character) > 0)
  const glyphs = known.map((character) => font.charToGlyph(character))
  const matrix = glyphs.map((left) => glyphs.map((right) => Math.round(font.getKerningValue(left, right))))
  const columns = glyphs.map((_, column) => matrix.map((row) => row[column]))
  const right = toClasses(known, columns)
  const left = toClasses(
    known,
    matrix.map((row) => right.examples.map((column) => row[column])),
  )
  const rows = left.examples.map((row) =>
    Object.fromEntries(
      right.examples.flatMap((column, rightClass) => {
        const value = matrix[row]?.[column] ?? 0
        return value === 0 ? [] : [[rightClass, value]]
      }),
    ),
  )
  return { leftClasses: left.classes, rightClasses: right.classes, rows }
}

function toClasses(names, vectors) {
  const classOf = new Map()
  const examples = []
  const classes = new Map()
  const none = JSON.stringify(vectors[0].map(() => 0))
  classOf.set(none, 0)
  examples.push(undefined)
  for (const [index, vector] of vectors.entries()) {
    const key = JSON.stringify(vector)
    if (!classOf.has(key)) {
      classOf.set(key, examples.length)
      examples.push(index)
    }
    classes.set(names[index], classOf.get(key))
  }
  return { classes, examples }
}

function baseOf(character) {
  const strokes = { đ: 'd', Đ: 'D', ħ: 'h', Ħ: 'H', ł: 'l', Ł: 'L', ŧ: 't', Ŧ: 'T' }
  return strokes[character] ?? character.normalize('NFD')[0]
}

function iconsModule() {
  const parts = icons.map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(toIconData(name))},`)
  return `// Made by scripts/make-badge-template-data.mjs from Lucide (https://lucide.dev), ISC License.
// Copyright (c) 2026 Lucide Icons and Contributors, for portions Copyright (c) 2013-2023 Cole Bemis (Feather, MIT License).

/** Strokes on a field of 24 by 24. */
export const icons: Readonly<Record<string, string>> = {
${parts.join('\n')}
}
`
}

function toIconData(name) {
  const svg = readFileSync(require.resolve(`lucide-static/icons/${name}.svg`), 'utf8')
  const inside = svg
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<svg[\s\S]*?>/, '')
    .replace('</svg>', '')
  return inside
    .replace(/\s*\n\s*/g, '')
    .replaceAll(' />', '/>')
    .trim()
}
