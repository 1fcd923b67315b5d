// Writes badge-templates/previews: npm run make:badge-previews
// <template>.svg shows the template with sample words. <template>.png has none: where nothing can draw pictures it stands in
// for the picture of any badge made from the template.
import { mkdir, writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { renderArtwork } from '../src/definitions/badges/artwork.ts'
import { type Artwork, artworkTemplates } from '../src/definitions/badges/badge.ts'

const folder = new URL('../badge-templates/previews/', import.meta.url)
const plain = { color: '#22409a', accent: '#f2b632', icon: 'award', level: 0, levels: 3, levelName: '' }
const samples: Record<Artwork['template'], { name: string; artwork: Partial<Artwork> }> = {
  hexagon: {
    name: 'Differentiating Reading Instruction',
    artwork: { color: '#22409a', icon: 'book-open-text', level: 2, levelName: 'Practitioner' },
  },
  shield: {
    name: 'Trauma-Informed Classroom',
    artwork: { color: '#17694a', icon: 'heart-handshake', level: 3, levelName: 'Leader' },
  },
  rosette: {
    name: 'Family Engagement',
    artwork: { color: '#9b2446', icon: 'house-heart', level: 1, levelName: 'Foundations' },
  },
  ribbon: {
    name: 'Data-Driven Instruction',
    artwork: { color: '#0f5f75', icon: 'chart-column-increasing', level: 2, levelName: 'Practitioner' },
  },
  stack: {
    name: 'Supporting Multilingual Learners',
    artwork: { color: '#5b3a9e', icon: 'languages', level: 3, levelName: 'Leader' },
  },
  tile: {
    name: 'AI Literacy for Educators',
    artwork: { color: '#c4500d', icon: 'bot', level: 2, levelName: 'Practitioner' },
  },
}

await mkdir(folder, { recursive: true })
for (const template of artworkTemplates) {
  const { name, artwork } = samples[template]
  const sample = draw(name, { ...plain, template, ...artwork })
  const placeholder = draw('Badge', { ...plain, template })
  await writeFile(new URL(`${template}.svg`, folder), sample.svg)
  await writeFile(new URL(`${template}.png`, folder), await toSmallPng(placeholder.compactSvg))
}

function draw(name: string, artwork: Artwork) {
  return renderArtwork({ name, language: 'en', artwork }, { issuerName: 'Riverbend Unified', year: 2026 })
}

/** The best quality that keeps six of these small beside a Worker's code. */
async function toSmallPng(svg: string): Promise<Buffer> {
  const picture = sharp(Buffer.from(svg), { density: (72 * 600) / 512 }).resize(600, 600)
  for (let quality = 100; ; quality -= 5) {
    const png = await picture.clone().png({ palette: true, quality, dither: 0, effort: 10 }).toBuffer()
    if (png.length <= 24_000) return png
  }
}
