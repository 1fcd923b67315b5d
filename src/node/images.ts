import sharp from 'sharp'
import type { Images } from '../platform.ts'

/** Draws with libvips and librsvg. The settings are those of the whole process. */
export function createImages(): Images {
  sharp.cache(false)
  sharp.concurrency(1)
  // Every format a picture could pretend to be stays shut, but for the one we write ourselves.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: ['VipsForeignLoadSvg'] })
  return { renderArtwork }
}

/** Anything written by `renderArtwork` in src/badges is 512 units wide at 72 dots an inch. */
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

// A stranger's SVG can keep librsvg busy for minutes: only the plain elements that our templates draw with are let through.
function assertOurDrawing(svg: string) {
  const ourElements = 'svg|title|defs|linearGradient|stop|clipPath|g|path|rect|circle|ellipse|line|polyline|polygon'
  const other = new RegExp(`<(?!/?(?:${ourElements})[\\s/>])`).exec(svg)
  if (other || svg.length > 200_000) throw new TypeError('This is not artwork of ours, so it is not drawn.')
}
