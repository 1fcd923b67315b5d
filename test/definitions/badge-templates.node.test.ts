import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SaxesParser } from 'saxes'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type BadgeArtwork, iconNames, renderBadge } from '../../src/definitions/badge-templates/render-badge.ts'
import { deriveTones } from '../../src/definitions/badge-templates/tones.ts'
import { artworkIcons, renderArtwork } from '../../src/definitions/badges/artwork.ts'
import { artworkTemplates } from '../../src/definitions/badges/badge.ts'
import { createImages } from '../../src/node/images.ts'
import { contrastRatio } from '../../src/platform/color.ts'

const plain: BadgeArtwork = {
  template: 'hexagon',
  label: 'Grading. Badge issued by PS 118, 2027.',
  title: 'Grading',
  issuer: 'PS 118',
  level: 0,
  levels: 0,
  levelName: '',
  year: 2027,
  icon: 'clipboard-check',
  color: '#444444',
  accent: '#f2b632',
}
const stress: Partial<BadgeArtwork>[] = [
  {},
  {
    title: 'Diferenciación de la enseñanza de lectura para estudiantes multilingües',
    issuer: 'Distrito Escolar Unificado de Cañón del Río',
    levelName: 'Profesional',
    level: 2,
    levels: 3,
    color: '#0f766e',
  },
  {
    title: 'Culturally Responsive & Sustaining Pedagogy in Secondary Mathematics',
    issuer: 'Commonwealth of Northern Lakes Intermediate School District No. 204',
    levelName: 'Leader',
    level: 4,
    levels: 4,
    color: '#d4a017',
  },
  {
    title: 'Donaudampfschifffahrtsgesellschaftskapitänsausbildung für alle, die gern Wasser unter dem Kiel haben',
    issuer: 'Ngân hàng Trường Đại học Hoàng Văn Thụ ʻIolani Łódź',
    levelName: 'Distinguished Master Practitioner of Art',
    level: 1,
    levels: 2,
    accent: '#101060',
  },
  { title: 'W'.repeat(120), issuer: 'W '.repeat(60), levelName: 'M'.repeat(40), level: 1, levels: 4 },
]
const badges = artworkTemplates.flatMap((template) => stress.map((words) => ({ ...plain, ...words, template })))
const named = badges.map((badge): [string, BadgeArtwork] => [`${badge.template}: ${badge.title.slice(0, 40)}`, badge])

describe('a picture', () => {
  test.each(named)('is well-formed, plain and small (%s)', (_name, badge) => {
    for (const size of ['full', 'compact'] as const) {
      const svg = renderBadge(badge, size)
      const { names, ids, text } = readXml(svg)
      expect(names.filter((name) => !plainElements.has(name))).toEqual([])
      expect(new Set(ids).size).toBe(ids.length)
      expect(text).toBe(badge.label)
      expect(svg).toContain('role="img" aria-labelledby="')
      expect(svg).not.toMatch(/NaN|undefined|Infinity/)
      expect(svg.length).toBeLessThan(size === 'full' ? 70_000 : 16_000)
    }
  })

  test('is the same text for the same badge', () => {
    const hash = () =>
      createHash('sha256')
        .update(badges.map((badge) => renderBadge(badge)).join(''))
        .digest('hex')
    expect(hash()).toBe(hash())
  })

  test('shares no element id with another badge, nor with its own compact form', () => {
    const pictures = [
      ...badges.map((badge) => renderBadge(badge)),
      ...badges.map((badge) => renderBadge(badge, 'compact')),
    ]
    const ids = pictures.flatMap((svg) => readXml(svg).ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('uses only ids of its own', () => {
    for (const badge of badges) {
      const svg = renderBadge(badge)
      const used = [...svg.matchAll(/url\(#([^)]+)\)|aria-labelledby="([^"]+)"/g)].map((match) => match[1] ?? match[2])
      expect(readXml(svg).ids).toEqual(expect.arrayContaining(used))
    }
  })

  test('draws an open book for an icon it does not have, and every icon it has', () => {
    expect(drawingOf({ ...plain, icon: 'constructor' })).toBe(drawingOf({ ...plain, icon: 'book-open' }))
    const drawings = iconNames.map((icon) => drawingOf({ ...plain, icon }))
    expect(new Set(drawings).size).toBe(iconNames.length)
    expect(artworkIcons).toEqual(iconNames)
  })

  test('keeps words it cannot draw in its title, draws the rest, and never looks like that of another name', () => {
    const svg = renderBadge({ ...plain, label: '数学 <Grading> & more', title: 'Grading 数学' })
    expect(svg).toContain('>数学 &lt;Grading&gt; &amp; more</title>')
    const titles = [
      'Grading',
      'Grading 数学',
      'Grading 科学',
      'Ǧrǎding',
      '数学',
      '科学',
      `${'W'.repeat(119)}A`,
      'W'.repeat(120),
    ]
    const issuers = ['W '.repeat(60), `${'W '.repeat(60)}A`]
    for (const template of artworkTemplates) {
      const drawings = [
        ...titles.map((title) => drawingOf({ ...plain, template, title })),
        ...issuers.map((issuer) => drawingOf({ ...plain, template, issuer })),
      ]
      expect(new Set(drawings).size).toBe(drawings.length)
    }
    expect(withoutMark(drawingOf({ ...plain, title: 'Grading 数学' }))).toBe(drawingOf(plain))
    expect(drawingOf(plain)).not.toContain('mark')
  })
})

describe('text', () => {
  test.each(named)('never comes near the edge of the shape (%s)', async (_name, badge) => {
    const shape = await pixelsOf(renderBadge({ ...badge, title: '', issuer: '' }))
    const whole = await pixelsOf(renderBadge(badge))
    const words = differenceOf(shape, whole)
    expect(words.length).toBeGreaterThan(100)
    // The metal rim is 22 wide; the tile has none.
    const distance = badge.template === 'tile' ? 14 : 22
    const escaped = words.filter(({ x, y }) =>
      [0, 45, 90, 135, 180, 225, 270, 315].some((degrees) => {
        const angle = (degrees * Math.PI) / 180
        return alphaAt(shape, x + distance * Math.cos(angle), y + distance * Math.sin(angle)) < 255
      }),
    )
    expect(escaped).toEqual([])
  })

  test.each(named)('of the title keeps clear of the issuer’s (%s)', async (_name, badge) => {
    const whole = await pixelsOf(renderBadge(badge))
    const title = differenceOf(whole, await pixelsOf(renderBadge({ ...badge, title: '' })))
    const issuer = differenceOf(whole, await pixelsOf(renderBadge({ ...badge, issuer: '' })))
    const taken = new Set(title.map(({ x, y }) => y * side + x))
    expect(issuer.filter(({ x, y }) => taken.has(y * side + x))).toEqual([])
  })

  test.each(artworkTemplates)(
    'has 4.5:1 against whatever is under it, where colors are worst (%s)',
    async (template) => {
      for (const color of ['#ffffb3', '#8f8f24', '#ff0000', '#ffffff', '#000000']) {
        const badge = { ...plain, ...stress[2], template, color }
        const whole = await pixelsOf(renderBadge(badge))
        const ground = await pixelsOf(renderBadge({ ...badge, title: '', issuer: '' }))
        const inside = differenceOf(ground, whole).filter(({ x, y }) => isEven(whole, x, y))
        expect(inside.length).toBeGreaterThan(50)
        expect(
          Math.min(...inside.map(({ x, y }) => contrastRatio(colorAt(whole, x, y), colorAt(ground, x, y)))),
        ).toBeGreaterThan(4.5)
      }
    },
  )
})

test('every pair of colors an issuer may choose gives readable words and visible marks', () => {
  const colors = everyColor()
  expect(colors.length).toBeGreaterThan(1000)
  const failures = colors.flatMap((color) =>
    ['#f2b632', '#101060', '#000000', '#ffffff', '#7fffd4', '#8b0000'].flatMap((accent) => {
      const tones = deriveTones(color, accent)
      const pairs: [string, string, string, number][] = [
        ['white on deep', '#ffffff', tones.deep, 4.5],
        ['white on base', '#ffffff', tones.base, 4.5],
        ['white on mid', '#ffffff', tones.mid, 4.5],
        ['soft on ink', tones.soft, tones.ink, 4.5],
        ['soft on base', tones.soft, tones.base, 4.5],
        ['soft on deep', tones.soft, tones.deep, 4.5],
        ['base on soft', tones.base, tones.soft, 4.5],
        ['ink on pale', tones.ink, tones.pale, 4.5],
        ['light accent on ink', tones.accentLight, tones.ink, 4.5],
        ['light accent on deep', tones.accentLight, tones.deep, 4.5],
        ['accent ink on pale', tones.accentInk, tones.pale, 3],
        ['accent ink on soft', tones.accentInk, tones.soft, 3],
        ['accent on base', tones.accent, tones.base, 3],
        ['accent on deep', tones.accent, tones.deep, 3],
      ]
      return pairs
        .filter(([, one, other, least]) => contrastRatio(one, other) < least)
        .map(([pair, one, other]) => `${pair}: ${contrastRatio(one, other).toFixed(2)} for ${color} with ${accent}`)
    }),
  )
  expect(failures).toEqual([])
})

describe('the artwork of a badge', () => {
  const artwork = {
    template: 'stack',
    color: '#5b3a9e',
    accent: '#f2b632',
    icon: 'languages',
    level: 2,
    levels: 3,
    levelName: '',
  } as const
  const context = { issuerName: 'Riverbend Unified', year: 2026 }
  const labelOf = (svg: string) => readXml(svg).text

  test('is described in the language of the badge', () => {
    const english = renderArtwork({ name: 'Grading', language: 'en', artwork }, context)
    const spanish = renderArtwork(
      { name: 'Evaluación', language: 'es', artwork: { ...artwork, levelName: 'Líder' } },
      context,
    )
    expect(labelOf(english.svg)).toBe('Grading. Badge issued by Riverbend Unified, level 2 of 3, 2026.')
    expect(labelOf(english.compactSvg)).toBe(labelOf(english.svg))
    expect(labelOf(spanish.svg)).toBe('Evaluación. Insignia otorgada por Riverbend Unified, nivel Líder, 2026.')
  })

  test('shows no marks for a badge without levels', () => {
    const marks = (level: number) =>
      renderArtwork(
        { name: 'Grading', language: 'en', artwork: { ...artwork, template: 'tile', level } },
        context,
      ).compactSvg.match(/rx="13"/g)
    expect([marks(0), marks(2)?.length]).toEqual([null, 3])
  })
})

describe('the renderer of the Node runtime', () => {
  const images = createImages()

  test.each(artworkTemplates)('draws a square PNG without anything but pixels (%s)', async (template) => {
    const png = Buffer.from(await images.renderArtwork({ svg: renderBadge({ ...plain, template }), template }, 600))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([600, 600])
    expect([...new Set(chunkTypes(png))]).toEqual(['IHDR', 'pHYs', 'IDAT', 'IEND'])
    expect(png.length).toBeLessThan(150_000)
  })

  test.each([
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><filter id="f"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><style>@import url(http://127.0.0.1/)</style></svg>',
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
    '<?xml-stylesheet href="http://127.0.0.1/"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    `<svg xmlns="http://www.w3.org/2000/svg">${'<g/>'.repeat(60_000)}</svg>`,
  ])('does not draw what our templates never write', async (svg) => {
    await expect(images.renderArtwork({ svg, template: 'tile' }, 600)).rejects.toThrow(TypeError)
  })
})

test.each(artworkTemplates)('a picture without words stands ready where nothing can draw (%s)', (template) => {
  const png = readFileSync(new URL(`../../badge-templates/previews/${template}.png`, import.meta.url))
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png.length < 25_000]).toEqual([600, 600, true])
})

const side = 512
const plainElements = new Set([
  'svg',
  'title',
  'defs',
  'linearGradient',
  'stop',
  'clipPath',
  'g',
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
])

function readXml(svg: string) {
  const names: string[] = []
  const ids: string[] = []
  let text = ''
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    names.push(tag.name)
    if (tag.attributes.id) ids.push(tag.attributes.id.value)
  })
  parser.on('text', (part) => {
    text += part
  })
  parser.write(svg).close()
  return { names, ids, text }
}

/** The picture without its ids, which depend on everything the badge says. */
function drawingOf(badge: BadgeArtwork): string {
  const svg = renderBadge(badge, 'full')
  const [prefix = ''] = /b[0-9a-z]+-(?=title)/.exec(svg) ?? []
  return svg.replaceAll(prefix, '')
}

/** The row of dots below, which stands for words that do not fit. */
const withoutMark = (svg: string) => svg.replace(/<g id="(?:b[0-9a-z]+-)?mark">.*?<\/g>/, '')

function pixelsOf(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(withoutMark(svg)))
    .ensureAlpha()
    .raw()
    .toBuffer()
}

function differenceOf(one: Buffer, other: Buffer): { x: number; y: number }[] {
  const pixels = []
  for (let index = 0; index < side * side; index++) {
    if (one.readUInt32LE(index * 4) !== other.readUInt32LE(index * 4))
      pixels.push({ x: index % side, y: Math.floor(index / side) })
  }
  return pixels
}

function alphaAt(pixels: Buffer, x: number, y: number): number {
  return pixels[(Math.round(y) * side + Math.round(x)) * 4 + 3] ?? 0
}

function colorAt(pixels: Buffer, x: number, y: number): string {
  const start = (y * side + x) * 4
  return `#${pixels.subarray(start, start + 3).toString('hex')}`
}

/** Not at the edge of a letter, where colors mix. */
function isEven(pixels: Buffer, x: number, y: number): boolean {
  const at = (index: number) => pixels.readUInt32LE(index * 4)
  const middle = y * side + x
  return [-1, 1, -side, side].every((step) => at(middle + step) === at(middle))
}

/** 36 hues, five depths of color and six of light. */
function everyColor(): string[] {
  const colors: string[] = []
  for (let hue = 0; hue < 360; hue += 10) {
    for (const saturation of [0, 0.25, 0.5, 0.75, 1]) {
      for (const lightness of [0, 0.2, 0.4, 0.6, 0.8, 1]) colors.push(fromHsl(hue, saturation, lightness))
    }
  }
  return colors
}

function fromHsl(hue: number, saturation: number, lightness: number): string {
  const channel = (shift: number) => {
    const k = (shift + hue / 30) % 12
    const value = lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(0)}${channel(8)}${channel(4)}`
}

function chunkTypes(png: Buffer): string[] {
  const types: string[] = []
  for (let position = 8; position < png.length; position += 12 + png.readUInt32BE(position)) {
    types.push(png.toString('latin1', position + 4, position + 8))
  }
  return types
}
