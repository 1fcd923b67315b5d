import hexagon from '../../badge-templates/previews/hexagon.png'
import ribbon from '../../badge-templates/previews/ribbon.png'
import rosette from '../../badge-templates/previews/rosette.png'
import shield from '../../badge-templates/previews/shield.png'
import stack from '../../badge-templates/previews/stack.png'
import tile from '../../badge-templates/previews/tile.png'
import { plainPng } from '../openbadges/index.ts'
import { AppError } from '../platform/errors.ts'
import type { Images } from '../platform/platform.ts'

const pictures: Record<string, ArrayBuffer> = { hexagon, ribbon, rosette, shield, stack, tile }

/** Nothing draws SVG here, so the PNG is the template's own picture; the SVG has the badge's words and colors. */
export const shippedImages: Images = {
  canDraw: false,
  async renderArtwork({ template }) {
    const picture = pictures[template]
    if (!picture) throw new Error(`There is no picture of the template ${template}.`)
    return new Uint8Array(picture)
  },
  /** The letters of other scripts are larger than a Worker may be. What was published elsewhere has its outlines in its SVG. */
  async shapeWords() {
    return new Map()
  },
  /** Nothing decodes pictures here either: of a PNG all but the pixels is left out, and other formats are refused. */
  async redrawLogo(picture) {
    const png = plainPng(picture)
    const header = new DataView(png.buffer, png.byteOffset)
    const [width, height] = [header.getUint32(16), header.getUint32(20)]
    if (Math.max(width, height) > 1024) throw new AppError('image-too-large', 'refused.logoTooWide')
    if (Math.min(width, height) < 64) {
      throw new AppError('malformed-image', 'refused.logoTooSmall')
    }
    return png
  },
}
