import sharp from 'sharp'
import { AppError } from '../platform/errors.ts'
import type { Images } from '../platform/platform.ts'

/** Draws with libvips and librsvg. The settings are those of the whole process. */
export function createSharpImages(): Omit<Images, 'canDraw' | 'shapeWords'> {
  sharp.cache(false)
  sharp.concurrency(1)
  // Every format a picture could pretend to be stays shut, but for the one we write ourselves and those of logos.
  sharp.block({ operation: ['VipsForeignLoad'] })
  const opened = ['VipsForeignLoadSvg', 'VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp']
  sharp.unblock({ operation: opened })
  return { renderArtwork, redrawLogo }
}

/** Anything written by `renderArtwork` in src/definitions/badges is 512 units wide at 72 dots an inch. */
const artworkSide = 512
const maxSide = 4096

async function renderArtwork({ svg }: { svg: string }, size: number): Promise<Uint8Array> {
  assertOurDrawing(svg)
  if (!Number.isInteger(size) || size < 1 || size > maxSide) throw new RangeError(`No picture is ${size} pixels wide.`)
  const png = await sharp(Buffer.from(svg), {
    density: (72 * size) / artworkSide,
    limitInputPixels: 16_000_000,
    failOn: 'warning',
    pages: 1,
    sequentialRead: true,
  })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .timeout({ seconds: 5 })
    .toBuffer()
  return new Uint8Array(png)
}

const logoSide = 512

async function redrawLogo(picture: Uint8Array): Promise<Uint8Array> {
  if (!isRaster(picture)) throw new AppError('unsupported-media', 'refused.logoKind')
  const source = sharp(picture, { limitInputPixels: 16_000_000, failOn: 'error', pages: 1, sequentialRead: true })
  try {
    const { width, height } = await source.metadata()
    if (width < 64 || height < 64) throw new AppError('malformed-image', 'refused.logoTooSmall')
    const png = await source
      .rotate()
      .resize(logoSide, logoSide, { fit: 'inside', withoutEnlargement: true })
      .toColorspace('srgb')
      .png({ compressionLevel: 9 })
      .timeout({ seconds: 5 })
      .toBuffer()
    return new Uint8Array(png)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    if (String(cause).includes('pixel limit')) {
      throw new AppError('image-too-large', 'refused.tooManyPixels', {}, { cause })
    }
    throw new AppError('malformed-image', 'refused.pictureDamaged', {}, { cause })
  }
}

/** By its first bytes, so that what calls itself a picture is never given to another reader: an SVG least of all. */
function isRaster(file: Uint8Array): boolean {
  const startsWith = (text: string, at = 0) => [...text].every((char, i) => file[at + i] === char.charCodeAt(0))
  return (
    startsWith('\u0089PNG\r\n\u001a\n') ||
    startsWith('\u00ff\u00d8\u00ff') ||
    (startsWith('RIFF') && startsWith('WEBP', 8))
  )
}

// A stranger's SVG can keep librsvg busy for minutes: only the plain elements that our templates draw with are let through.
function assertOurDrawing(svg: string) {
  const ourElements = 'svg|title|defs|linearGradient|stop|clipPath|g|path|rect|circle|ellipse|line|polyline|polygon'
  const other = new RegExp(`<(?!/?(?:${ourElements})[\\s/>])`).exec(svg)
  if (other || svg.length > 200_000) throw new TypeError('This is not artwork of ours, so it is not drawn.')
}
